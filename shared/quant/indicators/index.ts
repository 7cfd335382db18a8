/** The indicators by name: those the rule language knows, and the whole library. Adding one: a file and a line here. */

import { accbandsLower } from './accbands-lower.ts';
import { accbandsMiddle } from './accbands-middle.ts';
import { accbandsUpper } from './accbands-upper.ts';
import { ad } from './ad.ts';
import { adosc } from './adosc.ts';
import { adx } from './adx.ts';
import { adxr } from './adxr.ts';
import { alma } from './alma.ts';
import { ao } from './ao.ts';
import { apo } from './apo.ts';
import { aroonDown } from './aroon-down.ts';
import { aroonOscillator } from './aroon-oscillator.ts';
import { aroonUp } from './aroon-up.ts';
import { atr } from './atr.ts';
import { avgdev } from './avgdev.ts';
import { avgprice } from './avgprice.ts';
import { bandsLower } from './bands-lower.ts';
import { bandsUpper } from './bands-upper.ts';
import { bbLower } from './bb-lower.ts';
import { bbMiddle } from './bb-middle.ts';
import { bbUpper } from './bb-upper.ts';
import { beta } from './beta.ts';
import { bollingerAll } from './bollinger-all.ts';
import { bop } from './bop.ts';
import { cci } from './cci.ts';
import { cdlDarkCloudCover } from './cdl-dark-cloud-cover.ts';
import { cdlDoji } from './cdl-doji.ts';
import { cdlEngulfing } from './cdl-engulfing.ts';
import { cdlEveningStar } from './cdl-evening-star.ts';
import { cdlHammer } from './cdl-hammer.ts';
import { cdlHangingMan } from './cdl-hanging-man.ts';
import { cdlHarami } from './cdl-harami.ts';
import { cdlInvertedHammer } from './cdl-inverted-hammer.ts';
import { cdlMarubozu } from './cdl-marubozu.ts';
import { cdlMorningStar } from './cdl-morning-star.ts';
import { cdlPiercing } from './cdl-piercing.ts';
import { cdlShootingStar } from './cdl-shooting-star.ts';
import { cdlThreeBlackCrows } from './cdl-three-black-crows.ts';
import { cdlThreeInside } from './cdl-three-inside.ts';
import { cdlThreeWhiteSoldiers } from './cdl-three-white-soldiers.ts';
import { chandelierLong } from './chandelier-long.ts';
import { chandelierShort } from './chandelier-short.ts';
import { chop } from './chop.ts';
import { cmf } from './cmf.ts';
import { cmo } from './cmo.ts';
import { cmoSimple } from './cmo-simple.ts';
import { connorsRsi } from './connors-rsi.ts';
import { correl } from './correl.ts';
import type { Indicator } from './define.ts';
import { dema } from './dema.ts';
import { donchianLower } from './donchian-lower.ts';
import { donchianMiddle } from './donchian-middle.ts';
import { donchianUpper } from './donchian-upper.ts';
import { dx } from './dx.ts';
import { elderBear } from './elder-bear.ts';
import { elderBull } from './elder-bull.ts';
import { ema } from './ema.ts';
import { ewm } from './ewm.ts';
import { fama } from './fama.ts';
import { fisher } from './fisher.ts';
import { forceIndex } from './force-index.ts';
import { heikinAshiClose } from './heikin-ashi-close.ts';
import { heikinAshiHigh } from './heikin-ashi-high.ts';
import { heikinAshiLow } from './heikin-ashi-low.ts';
import { heikinAshiOpen } from './heikin-ashi-open.ts';
import { highest } from './highest.ts';
import { hma } from './hma.ts';
import { htPeriod } from './ht-period.ts';
import { htTrendline } from './ht-trendline.ts';
import { hurst } from './hurst.ts';
import { ichimokuBase } from './ichimoku-base.ts';
import { ichimokuConversion } from './ichimoku-conversion.ts';
import { ichimokuSpanA } from './ichimoku-span-a.ts';
import { ichimokuSpanB } from './ichimoku-span-b.ts';
import { imi } from './imi.ts';
import { kama } from './kama.ts';
import { keltnerLower } from './keltner-lower.ts';
import { keltnerMiddle } from './keltner-middle.ts';
import { keltnerUpper } from './keltner-upper.ts';
import { kvo } from './kvo.ts';
import { linearreg } from './linearreg.ts';
import { linearregAngle } from './linearreg-angle.ts';
import { linearregIntercept } from './linearreg-intercept.ts';
import { linearregSlope } from './linearreg-slope.ts';
import type { IndicatorLines } from './lines.ts';
import { lowest } from './lowest.ts';
import { macd } from './macd.ts';
import { macdAll } from './macd-all.ts';
import { macdExt } from './macd-ext.ts';
import { macdExtHistogram } from './macd-ext-histogram.ts';
import { macdExtSignal } from './macd-ext-signal.ts';
import { macdFix } from './macd-fix.ts';
import { macdFixHistogram } from './macd-fix-histogram.ts';
import { macdFixSignal } from './macd-fix-signal.ts';
import { macdHistogram } from './macd-histogram.ts';
import { macdSignal } from './macd-signal.ts';
import { mama } from './mama.ts';
import { medprice } from './medprice.ts';
import { mfi } from './mfi.ts';
import { midpoint } from './midpoint.ts';
import { midprice } from './midprice.ts';
import { minusDi } from './minus-di.ts';
import { minusDm } from './minus-dm.ts';
import { mom } from './mom.ts';
import { natr } from './natr.ts';
import { obv } from './obv.ts';
import { percentRank } from './percent-rank.ts';
import { pivotPoint } from './pivot-point.ts';
import { pivotR1 } from './pivot-r1.ts';
import { pivotR2 } from './pivot-r2.ts';
import { pivotR3 } from './pivot-r3.ts';
import { pivotS1 } from './pivot-s1.ts';
import { pivotS2 } from './pivot-s2.ts';
import { pivotS3 } from './pivot-s3.ts';
import { plusDi } from './plus-di.ts';
import { plusDm } from './plus-dm.ts';
import { pmo } from './pmo.ts';
import { ppo } from './ppo.ts';
import { roc } from './roc.ts';
import { rocp } from './rocp.ts';
import { rocr } from './rocr.ts';
import { rocr100 } from './rocr100.ts';
import { rollingSharpe } from './rolling-sharpe.ts';
import { rsi } from './rsi.ts';
import { sar } from './sar.ts';
import { sma } from './sma.ts';
import { smi } from './smi.ts';
import { smma } from './smma.ts';
import { stc } from './stc.ts';
import { stddev } from './stddev.ts';
import { stochD } from './stoch-d.ts';
import { stochK } from './stoch-k.ts';
import { stochRsiD } from './stoch-rsi-d.ts';
import { stochRsiK } from './stoch-rsi-k.ts';
import { stochasticAll } from './stochastic-all.ts';
import { stochfD } from './stochf-d.ts';
import { stochfK } from './stochf-k.ts';
import { sum } from './sum.ts';
import { supertrend } from './supertrend.ts';
import { supertrendDirection } from './supertrend-direction.ts';
import { t3 } from './t3.ts';
import { tema } from './tema.ts';
import { trange } from './trange.ts';
import { trima } from './trima.ts';
import { trix } from './trix.ts';
import { tsf } from './tsf.ts';
import { tsi } from './tsi.ts';
import { typprice } from './typprice.ts';
import { ulcerIndex } from './ulcer-index.ts';
import { ultosc } from './ultosc.ts';
import { variance } from './var.ts';
import { volatility } from './volatility.ts';
import { vortexMinus } from './vortex-minus.ts';
import { vortexPlus } from './vortex-plus.ts';
import { vwap } from './vwap.ts';
import { vwapCumulative } from './vwap-cumulative.ts';
import { vwma } from './vwma.ts';
import { wclprice } from './wclprice.ts';
import { willr } from './willr.ts';
import { wma } from './wma.ts';
import { zscore } from './zscore.ts';

/** Those a strategy's rules may call: each has a form in every language strategies are written in. */
export const indicators: Readonly<Record<string, Indicator>> = {
  adx,
  atr,
  bb_lower: bbLower,
  bb_middle: bbMiddle,
  bb_upper: bbUpper,
  cci,
  donchian_lower: donchianLower,
  donchian_middle: donchianMiddle,
  donchian_upper: donchianUpper,
  ema,
  highest,
  linearreg_slope: linearregSlope,
  lowest,
  macd,
  macd_histogram: macdHistogram,
  macd_signal: macdSignal,
  mfi,
  mom,
  obv,
  percent_rank: percentRank,
  roc,
  rsi,
  sma,
  stddev,
  stoch_d: stochD,
  stoch_k: stochK,
  trange,
  volatility,
  vwap,
  willr,
  wma,
  zscore,
};

/** All of them: for the command line, for charts, and for strategies once every code target knows their form. */
export const library: Readonly<Record<string, Indicator>> = {
  ...indicators,
  accbands_lower: accbandsLower,
  accbands_middle: accbandsMiddle,
  accbands_upper: accbandsUpper,
  ad,
  adosc,
  adxr,
  alma,
  ao,
  apo,
  aroon_down: aroonDown,
  aroon_oscillator: aroonOscillator,
  aroon_up: aroonUp,
  avgdev,
  avgprice,
  bands_lower: bandsLower,
  bands_upper: bandsUpper,
  beta,
  bop,
  cdl_dark_cloud_cover: cdlDarkCloudCover,
  cdl_doji: cdlDoji,
  cdl_engulfing: cdlEngulfing,
  cdl_evening_star: cdlEveningStar,
  cdl_hammer: cdlHammer,
  cdl_hanging_man: cdlHangingMan,
  cdl_harami: cdlHarami,
  cdl_inverted_hammer: cdlInvertedHammer,
  cdl_marubozu: cdlMarubozu,
  cdl_morning_star: cdlMorningStar,
  cdl_piercing: cdlPiercing,
  cdl_shooting_star: cdlShootingStar,
  cdl_three_black_crows: cdlThreeBlackCrows,
  cdl_three_inside: cdlThreeInside,
  cdl_three_white_soldiers: cdlThreeWhiteSoldiers,
  chandelier_long: chandelierLong,
  chandelier_short: chandelierShort,
  chop,
  cmf,
  cmo,
  cmo_simple: cmoSimple,
  connors_rsi: connorsRsi,
  correl,
  dema,
  dx,
  elder_bear: elderBear,
  elder_bull: elderBull,
  ewm,
  fama,
  fisher,
  force_index: forceIndex,
  heikin_ashi_close: heikinAshiClose,
  heikin_ashi_high: heikinAshiHigh,
  heikin_ashi_low: heikinAshiLow,
  heikin_ashi_open: heikinAshiOpen,
  hma,
  ht_period: htPeriod,
  ht_trendline: htTrendline,
  hurst,
  ichimoku_base: ichimokuBase,
  ichimoku_conversion: ichimokuConversion,
  ichimoku_span_a: ichimokuSpanA,
  ichimoku_span_b: ichimokuSpanB,
  imi,
  kama,
  keltner_lower: keltnerLower,
  keltner_middle: keltnerMiddle,
  keltner_upper: keltnerUpper,
  kvo,
  linearreg,
  linearreg_angle: linearregAngle,
  linearreg_intercept: linearregIntercept,
  macd_ext: macdExt,
  macd_ext_histogram: macdExtHistogram,
  macd_ext_signal: macdExtSignal,
  macd_fix: macdFix,
  macd_fix_histogram: macdFixHistogram,
  macd_fix_signal: macdFixSignal,
  mama,
  medprice,
  midpoint,
  midprice,
  minus_di: minusDi,
  minus_dm: minusDm,
  natr,
  pivot_point: pivotPoint,
  pivot_r1: pivotR1,
  pivot_r2: pivotR2,
  pivot_r3: pivotR3,
  pivot_s1: pivotS1,
  pivot_s2: pivotS2,
  pivot_s3: pivotS3,
  plus_di: plusDi,
  plus_dm: plusDm,
  pmo,
  ppo,
  rocp,
  rocr,
  rocr100,
  rolling_sharpe: rollingSharpe,
  sar,
  smi,
  smma,
  stc,
  stoch_rsi_d: stochRsiD,
  stoch_rsi_k: stochRsiK,
  stochf_d: stochfD,
  stochf_k: stochfK,
  sum,
  supertrend,
  supertrend_direction: supertrendDirection,
  t3,
  tema,
  trima,
  trix,
  tsf,
  tsi,
  typprice,
  ulcer_index: ulcerIndex,
  ultosc,
  var: variance,
  vortex_minus: vortexMinus,
  vortex_plus: vortexPlus,
  vwap_cumulative: vwapCumulative,
  vwma,
  wclprice,
};

/** Those that are made several at once, by the name of the calculation: the members' columns to the last bit. */
export const lines: Readonly<Record<string, IndicatorLines>> = {
  bb: bollingerAll,
  macd: macdAll,
  stoch: stochasticAll,
};

/** The indicators by the name rules call them by. Adding one: a file and a line here. */

import { adx } from './adx.ts';
import { atr } from './atr.ts';
import { bbLower } from './bb-lower.ts';
import { bbMiddle } from './bb-middle.ts';
import { bbUpper } from './bb-upper.ts';
import { cci } from './cci.ts';
import type { Indicator } from './define.ts';
import { donchianLower } from './donchian-lower.ts';
import { donchianMiddle } from './donchian-middle.ts';
import { donchianUpper } from './donchian-upper.ts';
import { ema } from './ema.ts';
import { highest } from './highest.ts';
import { linearregSlope } from './linearreg-slope.ts';
import { lowest } from './lowest.ts';
import { macd } from './macd.ts';
import { macdHistogram } from './macd-histogram.ts';
import { macdSignal } from './macd-signal.ts';
import { mfi } from './mfi.ts';
import { mom } from './mom.ts';
import { obv } from './obv.ts';
import { percentRank } from './percent-rank.ts';
import { roc } from './roc.ts';
import { rsi } from './rsi.ts';
import { sma } from './sma.ts';
import { stddev } from './stddev.ts';
import { stochD } from './stoch-d.ts';
import { stochK } from './stoch-k.ts';
import { trange } from './trange.ts';
import { volatility } from './volatility.ts';
import { vwap } from './vwap.ts';
import { willr } from './willr.ts';
import { wma } from './wma.ts';
import { zscore } from './zscore.ts';

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

/** How each indicator of the rule language is made in Python: its class, its arguments, and what one bar hands it. */
import type { IndicatorInput } from '../../../../shared/quant/indicators/define.ts';
import { indicators } from '../../../../shared/quant/indicators/index.ts';

export interface PythonForm {
  /** Name of the class in `desk_indicators.py`. */
  readonly className: string;
  /** Arguments of its constructor, from the Python text of the call's parameters in order. */
  readonly make: (parameters: readonly string[]) => string;
}

const form = (className: string, make = (p: readonly string[]): string => p.join(', ')): PythonForm => ({
  className,
  make,
});
const first = (p: readonly string[]): string => p[0] as string;
/** Signs a factor: `width` -> `-width`, `a + b` -> `-(a + b)`. */
const minus = (text: string): string => (/^[\w.]+$/.test(text) ? `-${text}` : `-(${text})`);

/** By the name rules call it by; a unit test compares the names with the registry. */
export const pythonForms: Readonly<Record<string, PythonForm>> = {
  adx: form('Adx'),
  atr: form('Atr'),
  bb_lower: form('BollingerBand', (p) => `${p[0]}, ${minus(p[1] as string)}`),
  bb_middle: form('BollingerBand', (p) => `${p[0]}, 0`),
  bb_upper: form('BollingerBand'),
  cci: form('Cci'),
  donchian_lower: form('Donchian', (p) => `${p[0]}, -1`),
  donchian_middle: form('DonchianMiddle'),
  donchian_upper: form('Donchian', (p) => `${p[0]}, 1`),
  ema: form('Ema'),
  highest: form('Extreme', (p) => `${p[0]}, 1`),
  linearreg_slope: form('LinearRegressionSlope'),
  lowest: form('Extreme', (p) => `${p[0]}, -1`),
  macd: form('Macd', (p) => `${p.join(', ')}, "line"`),
  macd_histogram: form('Macd', (p) => `${p.join(', ')}, "histogram"`),
  macd_signal: form('Macd', (p) => `${p.join(', ')}, "signal"`),
  mfi: form('Mfi'),
  mom: form('Momentum'),
  obv: form('Obv'),
  percent_rank: form('PercentRank'),
  roc: form('Roc'),
  rsi: form('Rsi'),
  sma: form('Sma'),
  stddev: form('StandardDeviation'),
  stoch_d: form('Stochastic', (p) => `${p.join(', ')}, "d"`),
  stoch_k: form('Stochastic', (p) => `${p.join(', ')}, "k"`),
  trange: form('TrueRange', () => ''),
  volatility: form('Volatility', first),
  vwap: form('Vwap'),
  willr: form('WilliamsRange'),
  wma: form('Wma'),
  zscore: form('ZScore'),
};

/** What an indicator takes on each bar: `bar.high`, or the next of the given series. */
export function inputsOf(name: string, series: readonly string[]): string {
  let next = 0;
  return (indicators[name]?.inputs ?? [])
    .map((input: IndicatorInput) => (input === 'series' ? (series[next++] as string) : `bar.${input}`))
    .join(', ');
}

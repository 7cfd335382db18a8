/** The reference cases in Metastock's convention, asked of the library: averages start with the first value, strength one bar earlier. */
import type { Adapter, Given } from './indicator-adapters.ts';

const period = 'timePeriod';
const unstable = (g: Given): number => Number(g.case.params.unstablePeriod ?? 0);
const combine = (a: Float64Array, b: Float64Array, f: (x: number, y: number) => number): Float64Array =>
  a.map((x, i) => f(x, b[i] as number));
const firstOf = (x: Float64Array): number => x.findIndex((v) => !Number.isNaN(v));

/** An average from the first value of `x` on, shown once n values were seen. */
function average(g: Given, x: Float64Array, n: number, alpha = 2 / (n + 1)): Float64Array {
  const out = g.ask('ewm', [alpha], x);
  return out.fill(Number.NaN, 0, Math.min(out.length, Math.max(0, firstOf(x)) + n - 1 + unstable(g)));
}

const close = (g: Given): Float64Array => g.column('close');
const slowAndFast = (g: Given): [Float64Array, Float64Array] => {
  const [a, b] = [g.n('fastPeriod'), g.n('slowPeriod')];
  return [average(g, close(g), Math.max(a, b)), average(g, close(g), Math.min(a, b))];
};

/** The band that many population deviations around the plain mean away from the average. */
const band =
  (deviations: string, sign: number): Adapter =>
  (g) =>
    combine(
      average(g, close(g), g.n(period)),
      g.ask('stddev', [g.n(period)], close(g)),
      (m, d) => m + sign * g.n(deviations) * d,
    );

/** The values of the usual convention, and before them one with a first change of nothing. */
function oneEarlier(g: Given, name: string): Float64Array {
  const [x, n] = [close(g), g.n(period)];
  const out = g.ask(name, [n], x);
  if (unstable(g) > 0) return out.fill(Number.NaN, 0, Math.min(out.length, n + unstable(g) - 1));
  const doubled = g.ask(name, [n], Float64Array.of(x[0] as number, ...x.subarray(0, n)));
  if (out.length >= n) out[n - 1] = doubled[n] as number;
  return out;
}

function macdFix(g: Given): { line: Float64Array; signal: Float64Array } {
  const x = close(g);
  const line = combine(average(g, x, 26, 0.15), average(g, x, 26, 0.075), (fast, slow) => fast - slow);
  const signal = average(g, line, g.n('signalPeriod'));
  return { line: combine(line, signal, (l, s) => l + 0 * s), signal };
}

export const metastockAdapters: Readonly<Record<string, Adapter>> = {
  'EMA.ema': (g) => average(g, close(g), g.n(period)),
  'DEMA.dema': (g) => {
    const one = average(g, close(g), g.n(period));
    return combine(one, average(g, one, g.n(period)), (a, b) => 2 * a - b);
  },
  'TEMA.tema': (g) => {
    const one = average(g, close(g), g.n(period));
    const two = average(g, one, g.n(period));
    return combine(
      combine(one, two, (a, b) => 3 * a - 3 * b),
      average(g, two, g.n(period)),
      (a, b) => a + b,
    );
  },
  'APO.apo': (g) => {
    const [slow, fast] = slowAndFast(g);
    return combine(fast, slow, (f, s) => f - s);
  },
  'PPO.ppo': (g) => {
    const [slow, fast] = slowAndFast(g);
    return combine(fast, slow, (f, s) => (100 * (f - s)) / s);
  },
  'BBANDS.upper': band('nbDevUp', 1),
  'BBANDS.middle': band('nbDevUp', 0),
  'BBANDS.lower': band('nbDevDn', -1),
  'RSI.rsi': (g) => oneEarlier(g, 'rsi'),
  'CMO.cmo': (g) => oneEarlier(g, 'cmo'),
  'MACDFIX.macd': (g) => macdFix(g).line,
  'MACDFIX.signal': (g) => macdFix(g).signal,
  'MACDFIX.hist': (g) => combine(macdFix(g).line, macdFix(g).signal, (l, s) => l - s),
};

/** Functions whose averages are simple or weighted are the same in both conventions. */
export const isMetastock = (g: Given['case']): boolean =>
  g.params.compatibility === 'METASTOCK' && (g.params.maType === undefined || g.params.maType === 'EMA');

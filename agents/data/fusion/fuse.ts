/** Fuses the modalities of all symbols into one score per symbol and bar, moment by moment, from what was known then. */
import type { BarSeries } from '../../../shared/domain/bar.ts';
import type { MacroSeries, NewsItem } from '../../../shared/domain/dataset.ts';
import type { FusedSignal } from '../../../shared/domain/signal.ts';
import { ResidualWindow } from './conformal.ts';
import { Evidence } from './evidence.ts';
import { macroTilt } from './macro-tilt.ts';
import { horizonBars, type Modality, modalities, type SymbolViews, viewsOf } from './views.ts';

/** Nominal coverage of the intervals. */
export const coverage = 0.9;
const residualsKept = 4000;
const leastResiduals = 100;
/** Bars after which the spread of the raw score has forgotten half. */
const spreadForget = 0.5 ** (1 / 504);
/** Information coefficient of the fused score at which it speaks at full strength, and its least strength. */
const fullTrust = 0.04;
const leastTrust = 0.25;
/** Below this size a view has no opinion to be in conflict with. */
const opinion = 0.2;

export interface FusionInput {
  /** Series of one timeframe. */
  readonly series: readonly BarSeries[];
  readonly news: readonly NewsItem[];
  readonly macro: readonly MacroSeries[];
}

export interface Fusion {
  /** Close times at which anything became known, in order. */
  readonly times: readonly number[];
  /** Score of each symbol at each time: the last one known; 0 before its first. Four decimals. */
  readonly symbols: Readonly<Record<string, readonly number[]>>;
  /** The last score of every symbol, in order of symbol. */
  readonly signals: readonly FusedSignal[];
}

interface Desk {
  readonly views: SymbolViews;
  readonly index: Map<number, number>;
  /** Score and radius of each bar. */
  readonly score: Float64Array;
  readonly radius: Float64Array;
  held: number;
  judged: number;
  latest: FusedSignal;
}

const round = (value: number): number => {
  const rounded = Math.round(value * 10_000) / 10_000;
  return rounded === 0 ? 0 : rounded;
};
const clamp = (value: number): number => Math.max(-1, Math.min(1, value));

/** Fuses. Pure and causal: bars, headlines and macro values after a time change nothing at or before it. */
export function fuse({ series, news, macro }: FusionInput): Fusion {
  const ordered = [...series].sort((a, b) => (a.symbol < b.symbol ? -1 : 1));
  const desks = ordered.map((s): Desk => {
    const own = news.filter((item) => item.symbols.includes(s.symbol)).sort((a, b) => a.publishedAt - b.publishedAt);
    const { closeTime } = s.columns;
    return {
      views: viewsOf(s, own, macroTilt(closeTime, macro)),
      index: new Map(Array.from(closeTime, (time, i) => [time, i])),
      score: new Float64Array(closeTime.length),
      radius: new Float64Array(closeTime.length),
      held: 0,
      judged: 0,
      latest: silent(s.symbol),
    };
  });
  const times = [...new Set(ordered.flatMap((s) => [...s.columns.closeTime]))].sort((a, b) => a - b);
  const history = new Map(desks.map((d) => [d.views.symbol, new Array<number>(times.length).fill(0)]));
  const evidence = new Evidence();
  const fused = { xx: 0, yy: 0, xy: 0 };
  const residuals = new ResidualWindow(residualsKept, coverage);
  let spread = 0;
  let spreadWeight = 0;

  for (const [t, time] of times.entries()) {
    const present = desks.filter((d) => d.index.has(time));
    // First what has become known: outcomes of views from a horizon ago.
    evidence.fade(present.length);
    for (const name of ['xx', 'yy', 'xy'] as const) fused[name] *= 0.9972;
    for (const desk of present) settle(desk, desk.index.get(time) as number, evidence, residuals, fused);
    // Then what that lets one say now.
    const trust = Math.max(leastTrust, Math.min(1, correlationOf(fused) / fullTrust));
    spread *= spreadForget;
    spreadWeight *= spreadForget;
    const raws = present.map((desk) => rawScore(desk, desk.index.get(time) as number, evidence));
    for (const raw of raws) {
      if (raw === undefined) continue;
      spread += raw.score ** 2;
      spreadWeight++;
    }
    const unit = spreadWeight > 0 ? Math.max(Math.sqrt(spread / spreadWeight), 1e-3) : 1;
    const radius = residuals.radius;
    for (const [k, desk] of present.entries()) {
      const raw = raws[k];
      const i = desk.index.get(time) as number;
      const score = raw === undefined ? 0 : clamp(trust * Math.tanh(raw.score / (1.5 * unit)));
      desk.score[i] = score;
      desk.radius[i] = radius;
      if (raw !== undefined) desk.latest = signalOf(desk, score, radius, raw);
    }
    for (const desk of desks) (history.get(desk.views.symbol) as number[])[t] = round(desk.latest.score);
  }
  return {
    times,
    symbols: Object.fromEntries(history),
    signals: desks.map((d) => d.latest),
  };
}

interface Raw {
  readonly score: number;
  readonly speaking: readonly Modality[];
  readonly views: readonly number[];
  readonly weights: readonly number[];
}

function rawScore(desk: Desk, i: number, evidence: Evidence): Raw | undefined {
  const speaking = modalities.filter((m) => !Number.isNaN(desk.views.views[m][i]));
  if (speaking.length === 0) return undefined;
  const weights = evidence.weights(desk.views.symbol, speaking);
  const views = speaking.map((m) => desk.views.views[m][i] as number);
  let score = 0;
  for (const [k, view] of views.entries()) score += view * (weights[k] as number);
  return { score, speaking, views, weights };
}

/** The outcome of the bar a horizon ago is now known: every view, the fused score and its interval are judged by it. */
function settle(
  desk: Desk,
  i: number,
  evidence: Evidence,
  residuals: ResidualWindow,
  fused: { xx: number; yy: number; xy: number },
): void {
  const outcome = desk.views.outcome[i] as number;
  const then = i - horizonBars;
  if (Number.isNaN(outcome) || then < 0) return;
  for (const modality of modalities) {
    const view = desk.views.views[modality][then] as number;
    if (!Number.isNaN(view)) evidence.learn(desk.views.symbol, modality, view, outcome);
  }
  const score = desk.score[then] as number;
  const size = desk.radius[then] as number;
  if (size <= 0) return;
  residuals.add(outcome - score);
  fused.xx += score * score;
  fused.yy += outcome * outcome;
  fused.xy += score * outcome;
  // Intervals that cover everything prove nothing.
  if (size >= 2) return;
  desk.judged++;
  if (Math.abs(outcome - score) <= size) desk.held++;
}

const correlationOf = ({ xx, yy, xy }: { xx: number; yy: number; xy: number }): number =>
  xx * yy > 1e-12 ? xy / Math.sqrt(xx * yy) : 0;

function signalOf(desk: Desk, score: number, radius: number, raw: Raw): FusedSignal {
  return {
    symbol: desk.views.symbol,
    score: round(score),
    lower: round(clamp(score - radius)),
    upper: round(clamp(score + radius)),
    coverage,
    measuredCoverage: desk.judged >= leastResiduals ? round(desk.held / desk.judged) : null,
    contributions: raw.speaking.map((modality, k) => ({
      modality,
      score: round(raw.views[k] as number),
      weight: Math.max(0, Math.min(1, round(raw.weights[k] as number))),
    })),
    conflicts: conflictsOf(raw),
  };
}

/** Pairs that disagree in sign, strongest first; the one with the larger weighted say wins. */
function conflictsOf({ speaking, views, weights }: Raw): FusedSignal['conflicts'] {
  const found: { between: [Modality, Modality]; size: number; winner: Modality; text: string }[] = [];
  for (let a = 0; a < speaking.length; a++)
    for (let b = a + 1; b < speaking.length; b++) {
      const [x, y] = [views[a] as number, views[b] as number];
      if (x * y >= 0 || Math.min(Math.abs(x), Math.abs(y)) < opinion) continue;
      const [wx, wy] = [Math.abs(x) * (weights[a] as number), Math.abs(y) * (weights[b] as number)];
      const [first, second] = [speaking[a] as Modality, speaking[b] as Modality];
      const winner = wx >= wy ? first : second;
      const word = (v: number): string => (v > 0 ? 'up' : 'down');
      found.push({
        between: [first, second],
        size: Math.min(wx, wy),
        winner,
        text: `${first} says ${word(x)} (${x.toFixed(2)}, weight ${(weights[a] as number).toFixed(2)}), ${second} says ${word(y)} (${y.toFixed(2)}, weight ${(weights[b] as number).toFixed(2)}): ${winner} weighs more.`,
      });
    }
  return found
    .sort((p, q) => q.size - p.size || (p.text < q.text ? -1 : 1))
    .slice(0, 3)
    .map(({ between, winner, text }) => ({ between, winner, text }));
}

/** What is said of a symbol before there is anything to say. */
const silent = (symbol: string): FusedSignal => ({
  symbol,
  score: 0,
  lower: -1,
  upper: 1,
  coverage,
  measuredCoverage: null,
  contributions: [],
  conflicts: [],
});

/** Monte Carlo: a thousand and more paths of one strategy, drawn from what it did or run again on noisy prices. */
import { type Result, refuse } from '../../../../shared/core/result.ts';
import type { Window } from '../../backtest/performance.ts';
import type { StudyRequest } from '../../jobs/study-request.ts';
import { dispatch } from '../dispatch.ts';
import type { StudyOutcome } from '../evaluate.ts';
import type { SweepContext } from '../sweep/sweep.ts';
import { type Fan, fanOf, levelsAt } from './fan.ts';
import { type PathFigures, pathOf, type Resampling, walk } from './paths.ts';

export const monteCarloMethods = ['trades', 'shuffle', 'bootstrap', 'block', 'noise'] as const;
export type MonteCarloMethod = (typeof monteCarloMethods)[number];

export interface MonteCarloRequest {
  readonly study: StudyRequest;
  readonly method: MonteCarloMethod;
  readonly paths: number;
  readonly seed: number;
  /** Bars of a block (its mean for `bootstrap`). */
  readonly block: number;
  /** Noise as a share of a bar's volatility. */
  readonly noise: number;
  /** Loss that counts as ruin, as a share of the capital. */
  readonly ruinLoss: number;
  readonly window?: Window;
}

export interface MonteCarloResult {
  readonly method: MonteCarloMethod;
  /** Paths asked for; fewer are in the fan when it was stopped. */
  readonly asked: number;
  /** Null when nothing was done before it was stopped. */
  readonly fan: Fan | null;
  /** What really happened. */
  readonly actual: { readonly totalReturn: number; readonly maxDrawdown: number; readonly trades: number };
  /** Returns the paths were drawn from: trades or bars. */
  readonly observations: number;
  readonly stopped: boolean;
}

/** Moments of a fan besides its start. */
const points = 100;
const taskPaths = 100;
const taskRuns = 10;

/** What one worker is asked for: some of the paths, each with a seed of its own. */
export interface PathsInput {
  readonly returns: Float64Array;
  readonly resampling: Resampling;
  readonly block: number;
  readonly points: number;
  readonly seed: number;
  readonly from: number;
  readonly to: number;
}

/** Net result of each trade as a share of the equity it was opened with. */
export function tradeReturns({ capital, times, equity, trades }: StudyOutcome): Float64Array {
  const ordered = [...trades].sort((a, b) => a.entryTime - b.entryTime || a.exitTime - b.exitTime);
  let row = -1;
  let before = capital;
  return Float64Array.from(ordered, (trade) => {
    while (row + 1 < times.length && (times[row + 1] as number) < trade.entryTime) {
      row++;
      before = equity[row] as number;
    }
    return trade.pnl / before;
  });
}

/** One moment at a time: orders and prices are served between the sorting of thousands of paths. */
async function levelsOf(paths: readonly PathFigures[], moments: number): Promise<(readonly number[])[]> {
  const levels: (readonly number[])[] = [];
  for (let moment = 0; moment < moments; moment++) {
    levels.push(levelsAt(paths, moment));
    await new Promise<void>((resume) => setImmediate(resume));
  }
  return levels;
}

export async function runMonteCarlo(
  request: MonteCarloRequest,
  context: SweepContext,
): Promise<Result<MonteCarloResult>> {
  const { study, method, paths, seed } = request;
  const { window = {} } = request;
  // In a worker, as every run: the caller's thread may be the one that trades.
  const first = await dispatch<readonly StudyOutcome[]>(
    context.runtime,
    { ...context.watch, onProgress: undefined },
    'run',
    'study-runs',
    [{ input: { request: study, runs: [{ parameters: {}, window }] }, units: 1 }],
  );
  const outcome = first.outputs[0]?.[0];
  if (outcome === undefined) return refuse('stopped', 'The study was stopped before its first run was done.');
  const byTrade = method === 'trades' || method === 'shuffle';
  const bars = Float64Array.from(
    outcome.equity,
    (v, i) => v / (i === 0 ? outcome.capital : (outcome.equity[i - 1] as number)) - 1,
  );
  const returns = byTrade ? tradeReturns(outcome) : bars;
  if (byTrade && returns.length < 2)
    return refuse('too-few-trades', `The strategy made ${returns.length} trades: there is nothing to draw from.`, {
      fix: 'Give more data, or use --method bootstrap.',
    });
  const actual = byTrade
    ? walk(
        returns,
        returns.map((_, i) => i),
        points,
      )
    : pathOf(outcome.capital, outcome.equity, points);
  const size = method === 'noise' ? taskRuns : taskPaths;
  const tasks = [];
  for (let from = 0; from < paths; from += size) {
    const to = Math.min(paths, from + size);
    const { block, noise } = request;
    tasks.push({
      input:
        method === 'noise'
          ? { request: study, window, level: noise, points, seed, from, to }
          : { returns, resampling: method, block, points, seed, from, to },
      units: to - from,
    });
  }
  const job = method === 'noise' ? 'noisy-runs' : 'resampled-paths';
  const { outputs, stopped } = await dispatch<readonly PathFigures[]>(
    context.runtime,
    context.watch,
    'paths',
    job,
    tasks,
  );
  const done = outputs.flatMap((output) => output ?? []);
  const levels = await levelsOf(done, actual.growth.length);
  return {
    ok: true,
    value: {
      method,
      asked: paths,
      fan: done.length === 0 ? null : fanOf(done, actual, 1 - request.ruinLoss, levels),
      actual: {
        totalReturn: (actual.growth.at(-1) as number) - 1,
        maxDrawdown: actual.maxDrawdown,
        trades: outcome.trades.length,
      },
      observations: returns.length,
      stopped,
    },
  };
}

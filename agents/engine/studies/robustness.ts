/** The dear questions about a candidate that has passed the cheap ones: luck, noise, costs, capacity and a crash, from real runs. */

import { ensureDefined } from '../../../shared/core/assert.ts';
import { createRandom } from '../../../shared/core/random.ts';
import { returnsOf } from '../../../shared/quant/metrics/returns.ts';
import { mean, quantile, standardDeviation } from '../../../shared/quant/statistics/moments.ts';
import type { StrategySpec } from '../../../shared/strategy/spec.ts';
import type { Dataset } from '../../kernel/ports.ts';
import type { BacktestCosts, BacktestResult } from '../backtest/types.ts';
import { crashMarket, shuffledMarket } from './altered-markets.ts';
import { neighboursOf } from './neighbours.ts';
import { type OverfittingEvidence, studyOverfitting } from './overfitting.ts';
import { studyFuture } from './run-look-ahead.ts';
import { type MarketSlices, sliceByMarket } from './slices.ts';

/** One run of a spec; the adapter between this study and whichever engine runs it. */
export type RunSpec = (
  spec: StrategySpec,
  change?: { readonly dataset?: Dataset; readonly costs?: BacktestCosts; readonly from?: number },
) => BacktestResult;

/** Returns per bar of a run, for the questions that ask for nothing else: an engine on columns answers them much faster. */
export type RunReturns = (
  spec: StrategySpec,
  change?: { readonly dataset?: Dataset; readonly costs?: BacktestCosts },
) => Float64Array;

export interface RobustnessOptions {
  readonly seed: number;
  readonly neighbours: number;
  readonly noiseMarkets: number;
  /** Draws of the permutation test. */
  readonly draws: number;
  readonly costs: BacktestCosts;
  /** Bars of a year. */
  readonly barsPerYear: number;
}

export interface RobustnessEvidence extends OverfittingEvidence {
  /** Runs that were made. */
  readonly runs: number;
  readonly noise: {
    readonly markets: number;
    /** Of them, those in which it did as well as in the real one. */
    readonly asGood: number;
    /** Per bar. */
    readonly medianSharpe: number;
    readonly ownSharpe: number;
  } | null;
  /** Annual Sharpe ratio with costs three times as high; null where undefined. */
  readonly sharpeAtThreeTimesTheCosts: number | null;
  readonly capacity: {
    /** 95th percentile of an entry's quantity over the volume of its bar. */
    readonly volumeShare: number;
    /** Account at which that share is one percent. */
    readonly capitalAtOnePercent: number;
    readonly orders: number;
  } | null;
  readonly crash: CrashFinding | null;
  /** By what its market did; null where holding is unknown. */
  readonly slices: MarketSlices | null;
  /** Whole runs with another future: null when there were no trades to compare. */
  readonly future: { readonly cuts: number; readonly decisions: number; readonly evidence: string | null } | null;
}

export interface CrashFinding {
  /** Positions that were sent through a crash. */
  readonly positions: number;
  /** Of them, those that were closed before half of their value was gone. */
  readonly protectedPositions: number;
  /** Largest loss of a position, as a share of its entry. */
  readonly worstLoss: number;
  /** How the first unprotected one fared; null when all were protected. */
  readonly evidence: string | null;
}

const crashBars = 30;
/** A stop that a crash gaps through still ends the position well before this. */
const mostCrashLoss = 0.5;

const sharpe = (x: ArrayLike<number>): number => {
  const spread = standardDeviation(x, 1);
  return spread > 0 ? mean(x) / spread : 0;
};
const earned = (result: BacktestResult): Float64Array => returnsOf([result.capital, ...result.equity]);

/**
 * @param siblings returns of other strategies of the search, as long as the candidate's own
 * @param returns for neighbours, noise and dearer costs; the candidate's own run, crashes and other futures are always `run`
 */
export function studyRobustness(
  spec: StrategySpec,
  dataset: Dataset,
  run: RunSpec,
  siblings: readonly Float64Array[],
  options: RobustnessOptions,
  returns: RunReturns = (one, change) => earned(run(one, change)),
): RobustnessEvidence {
  const random = createRandom(`robustness/${options.seed}`);
  const base = run(spec);
  const own = earned(base);
  const near = neighboursOf(spec, options.neighbours).map((one) => returns(one));
  const holding = holdingReturns(base, dataset, spec);
  const overfitting = studyOverfitting({
    own,
    neighbours: near,
    siblings,
    holding,
    seed: options.seed,
    draws: options.draws,
  });
  const ownSharpe = sharpe(own);
  const noise = Array.from({ length: options.noiseMarkets }, () =>
    sharpe(returns(spec, { dataset: shuffledMarket(dataset, spec, random) })),
  );
  const { costs } = options;
  const dear = returns(spec, {
    costs: {
      commissionBps: 3 * costs.commissionBps,
      commissionPerShare: 3 * costs.commissionPerShare,
      commissionMinimum: 3 * costs.commissionMinimum,
      slippageBps: 3 * costs.slippageBps,
    },
  });
  const crash = studyCrash(spec, dataset, run, base);
  const future = studyFuture(spec, dataset, run, base);
  return {
    ...overfitting,
    runs: 2 + near.length + noise.length + (crash?.positions ?? 0) + (future?.cuts ?? 0),
    noise:
      noise.length === 0
        ? null
        : {
            markets: noise.length,
            asGood: noise.filter((s) => s >= ownSharpe).length,
            medianSharpe: quantile(noise, 0.5),
            ownSharpe,
          },
    sharpeAtThreeTimesTheCosts: standardDeviation(dear, 1) > 0 ? sharpe(dear) * Math.sqrt(options.barsPerYear) : null,
    capacity: capacityOf(base, dataset, spec),
    crash,
    slices: sliceByMarket(own, holding),
    future,
  };
}

/** Holding the symbols in equal parts: the mean of their returns over the run's moments. */
function holdingReturns(result: BacktestResult, dataset: Dataset, spec: StrategySpec): Float64Array {
  const out = new Float64Array(result.times.length);
  const count = new Float64Array(result.times.length);
  for (const symbol of result.symbols) {
    const columns = dataset.series(symbol, spec.timeframe)?.columns;
    if (!columns) continue;
    let row = 0;
    for (let i = 0; i < result.times.length; i++) {
      while (row < columns.closeTime.length && (columns.closeTime[row] as number) < (result.times[i] as number)) row++;
      if (row === 0 || columns.closeTime[row] !== result.times[i]) continue;
      const before = columns.close[row - 1] as number;
      out[i] = (out[i] as number) + ((columns.close[row] as number) + (columns.dividend[row] as number)) / before - 1;
      count[i] = (count[i] as number) + 1;
    }
  }
  for (let i = 0; i < out.length; i++) if ((count[i] as number) > 0) out[i] = (out[i] as number) / (count[i] as number);
  return out;
}

function capacityOf(result: BacktestResult, dataset: Dataset, spec: StrategySpec): RobustnessEvidence['capacity'] {
  const shares: number[] = [];
  for (const trade of result.trades) {
    const columns = dataset.series(trade.symbol, spec.timeframe)?.columns;
    if (!columns) continue;
    const row = columns.closeTime.findIndex(
      (t, i) => t >= trade.entryTime && (columns.openTime[i] as number) <= trade.entryTime,
    );
    const volume = row < 0 ? 0 : (columns.volume[row] as number);
    if (volume > 0) shares.push(trade.quantity / volume);
  }
  if (shares.length < 5) return null;
  const volumeShare = quantile(shares, 0.95);
  return { volumeShare, capitalAtOnePercent: (0.01 / volumeShare) * result.capital, orders: shares.length };
}

/** Sends up to four positions through a crash that begins the bar after they were opened, and looks how they end. */
export function studyCrash(
  spec: StrategySpec,
  dataset: Dataset,
  run: RunSpec,
  base: BacktestResult,
): CrashFinding | null {
  const { trades } = base;
  if (trades.length === 0) return null;
  const chosen = [...new Set([0.1, 0.4, 0.6, 0.9].map((s) => Math.floor(s * (trades.length - 1))))];
  let positions = 0;
  let protectedPositions = 0;
  let worstLoss = 0;
  let evidence: string | null = null;
  for (const index of chosen) {
    const trade = ensureDefined(trades[index], 'the index is inside');
    const columns = dataset.series(trade.symbol, spec.timeframe)?.columns;
    if (!columns) continue;
    const row = columns.closeTime.findIndex((t) => t >= trade.entryTime);
    const crashed = crashMarket(dataset, spec, columns.closeTime[row] as number, crashBars, trade.side);
    const after = run(spec, { dataset: crashed });
    const closed = after.trades.find((t) => t.symbol === trade.symbol && t.entryTime === trade.entryTime);
    const open = after.openPositions.find((p) => p.symbol === trade.symbol && p.entryTime === trade.entryTime);
    if (!closed && !open) continue;
    positions++;
    const price = closed?.exitPrice ?? ensureDefined(open, 'one of the two').marketPrice;
    const loss = ((trade.side === 'long' ? 1 : -1) * (trade.entryPrice - price)) / trade.entryPrice;
    worstLoss = Math.max(worstLoss, loss);
    if (closed && loss < mostCrashLoss) protectedPositions++;
    else
      evidence ??= `${trade.side} ${trade.symbol} is ${closed ? 'closed' : 'still open'} after losing ${(100 * loss).toFixed(0)} % in ${crashBars} falling bars`;
  }
  return positions === 0 ? null : { positions, protectedPositions, worstLoss, evidence };
}

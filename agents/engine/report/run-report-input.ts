/** What a research run's report is made of: plain data, gathered by whoever asks for it. */
import type { CheckResult } from '../../../shared/bus/topics-strategy.ts';
import type { Performance } from '../../../shared/domain/metrics.ts';
import type { BacktestResult } from '../backtest/types.ts';

/** One candidate of the run, whatever became of it. */
export interface ReportCandidate {
  readonly strategyId: string;
  readonly name: string;
  readonly family: string;
  readonly generation: number;
  readonly verdict: 'go' | 'no-go';
  /** `D5` or `A6`. */
  readonly decidedBy: string;
  readonly reason: string;
  /** The first check that failed, e.g. `deflated-sharpe`; null when none did. */
  readonly failedCheck: string | null;
  /** Null when it never reached a backtest. */
  readonly performance: Performance | null;
  readonly outOfSample: Performance | null;
  readonly deflatedSharpe: number | null;
}

/** One strategy in full. */
export interface ReportStrategy {
  readonly strategyId: string;
  readonly name: string;
  readonly verdict: 'go' | 'no-go';
  readonly reason: string;
  readonly thesis: string;
  readonly falsifier: string;
  /** From `explainStrategy`. */
  readonly words: readonly string[];
  readonly rules: readonly { readonly name: string; readonly text: string }[];
  readonly result: BacktestResult;
  /** Growth of 1, by the result's times; empty without a benchmark. */
  readonly benchmarkEquity: readonly number[];
  readonly inSampleEnd: number | null;
  readonly performance: Performance;
  readonly inSample: Performance;
  readonly outOfSample: Performance;
  readonly bestCase: Performance;
  readonly benchmark: Performance | null;
  readonly checks: readonly CheckResult[];
}

export interface RunReportInput {
  readonly runId: string;
  readonly seed: number;
  /** When it was written; epoch milliseconds of the desk's clock. */
  readonly writtenAt: number;
  readonly datasetId: string;
  readonly datasetName: string;
  readonly synthetic: boolean;
  readonly benchmarkName: string | null;
  /** First open and last close of the data. */
  readonly from: number;
  readonly to: number;
  readonly symbols: number;
  readonly generations: number;
  /** Distinct variants tried on this dataset so far, across all runs: what every deflated ratio was judged with. */
  readonly trials: number;
  readonly candidates: readonly ReportCandidate[];
  /** Best first; two to six make a readable report. */
  readonly strategies: readonly ReportStrategy[];
  /** Plain sentences: what the run learnt, what was repaired in the data. */
  readonly notes: readonly string[];
}

/** Whole runs with another future: every decision, size and equity before the cut must be the same to the last digit. */
import { isoDate, isoTime } from '../../../shared/core/time.ts';
import type { StrategySpec } from '../../../shared/strategy/spec.ts';
import type { Dataset } from '../../kernel/ports.ts';
import type { BacktestResult } from '../backtest/types.ts';
import { crashMarket } from './altered-markets.ts';
import type { RobustnessEvidence, RunSpec } from './robustness.ts';

/** Shares of the run at which the future is replaced, by a fall or a rise in turn. */
const cuts = [0.35, 0.6, 0.85] as const;
const changedBars = 60;

/** What was decided until a time, each line with its moment: the equity after each bar, and entries with their sizes and prices. */
function until(result: BacktestResult, time: number): string[] {
  const out: string[] = [];
  result.times.forEach((t, i) => {
    if (t <= time) out.push(`${isoTime(t)} equity ${result.equity[i]} exposure ${result.exposure[i]}`);
  });
  const entries = [
    ...result.trades.map((t) => ({
      time: t.entryTime,
      text: `${t.symbol} ${t.side} ${t.quantity} at ${t.entryPrice}`,
    })),
    ...result.openPositions.map((p) => ({
      time: p.entryTime,
      text: `${p.symbol} ${p.quantity > 0 ? 'long' : 'short'} ${Math.abs(p.quantity)} at ${p.averagePrice}`,
    })),
  ];
  out.push(
    ...entries
      .filter((e) => e.time <= time)
      .map((e) => `${isoTime(e.time)} ${e.text}`)
      .sort(),
  );
  return out;
}

export function studyFuture(
  spec: StrategySpec,
  dataset: Dataset,
  run: RunSpec,
  base: BacktestResult,
): RobustnessEvidence['future'] {
  if (base.trades.length === 0) return null;
  let decisions = 0;
  let evidence: string | null = null;
  cuts.forEach((share, k) => {
    const time = base.times[Math.floor(share * (base.times.length - 1))] as number;
    const changed = run(spec, {
      dataset: crashMarket(dataset, spec, time, changedBars, k % 2 === 0 ? 'long' : 'short'),
    });
    const [before, after] = [until(base, time), until(changed, time)];
    decisions += before.length;
    const moved = before.findIndex((line, i) => line !== after[i]);
    if (moved >= 0 || before.length !== after.length)
      evidence ??= `with another future from ${isoDate(time)} on, "${before[moved] ?? 'nothing'}" becomes "${after[moved] ?? 'nothing'}"`;
  });
  return { cuts: cuts.length, decisions, evidence };
}

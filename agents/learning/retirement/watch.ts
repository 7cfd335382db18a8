/** Holds a deployment's equity to its retirement rule, one bar after the other. */
import { z } from 'zod';
import { type RetirementRule, retirementRuleSchema, type StrategyHealth } from '../../../shared/domain/retirement.ts';
import { cusumStep } from '../../../shared/quant/sequential/cusum.ts';
import { sprtStep } from '../../../shared/quant/sequential/sprt.ts';

const stateSchema = z.strictObject({
  deploymentId: z.string(),
  strategyId: z.string(),
  environment: z.enum(['backtest', 'paper', 'live']),
  rule: retirementRuleSchema,
  asOf: z.number(),
  equity: z.number().nullable(),
  peak: z.number(),
  bars: z.number(),
  sum: z.number(),
  gone: z.number(),
  cusum: z.number(),
  status: z.enum(['too-early', 'as-expected', 'weak', 'pause', 'retire']),
});
/** What is kept of a deployment between bars, and over a restart. */
export type WatchState = z.infer<typeof stateSchema>;
export const watchStatesSchema = z.array(stateSchema);

/** Bars before anything but a drawdown is judged: a month of days. */
const leastBars = 20;

export const beginWatch = (
  deployment: Pick<WatchState, 'deploymentId' | 'strategyId' | 'environment'>,
  rule: RetirementRule,
): WatchState => ({
  ...deployment,
  rule,
  asOf: 0,
  equity: null,
  peak: 0,
  bars: 0,
  sum: 0,
  gone: 0,
  cusum: 0,
  status: 'too-early',
});

/** After a person resumed a paused strategy: the evidence that paused it has had its say. */
export const resumeWatch = (state: WatchState): WatchState => ({
  ...state,
  cusum: 0,
  peak: state.equity ?? state.peak,
  status: state.bars < leastBars ? 'too-early' : 'as-expected',
});

/**
 * One more bar. A time that is not later changes nothing; a time before the last one is another session over other (or the
 * same) bars, whose first equity begins a new record: the same history twice would be counted as twice the evidence.
 */
export function watchBar(state: WatchState, asOf: number, equity: number): WatchState {
  if (!(equity > 0) || asOf === state.asOf) return state;
  if (state.equity === null || asOf < state.asOf)
    return { ...beginWatch(state, state.rule), asOf, equity, peak: equity };
  const { rule } = state;
  const change = equity / state.equity - 1;
  const sprt = { expectedMean: rule.expectedMean, goneMean: 0, deviation: rule.deviation };
  const { falseAlarm, missed } = rule.sprt;
  let gone = state.gone + sprtStep({ ...sprt, falseAlarm, missed }, change);
  // A clean bill ends one test and begins the next.
  if (gone <= rule.sprt.wellAt) gone = 0;
  const cusum = cusumStep({ ...rule.cusum, ...sprt }, state.cusum, change);
  const peak = Math.max(state.peak, equity);
  const next = { ...state, asOf, equity, peak, bars: state.bars + 1, sum: state.sum + change, gone, cusum };
  return { ...next, status: judge(next) };
}

const fallOf = (state: WatchState): number =>
  state.peak > 0 && state.equity !== null ? Math.max(0, 1 - state.equity / state.peak) : 0;

function judge(state: WatchState): WatchState['status'] {
  const { rule, bars, gone, cusum, status } = state;
  if (status === 'retire' || (bars >= leastBars && gone >= rule.sprt.goneAt)) return 'retire';
  if (fallOf(state) >= rule.pauseDrawdown || (bars >= leastBars && cusum >= rule.cusum.threshold)) return 'pause';
  // Only a person takes a pause back.
  if (status === 'pause') return 'pause';
  if (bars < leastBars) return 'too-early';
  return gone >= rule.sprt.goneAt / 2 || cusum >= rule.cusum.threshold / 2 ? 'weak' : 'as-expected';
}

/** The state as it is told. */
export function healthOf(state: WatchState): StrategyHealth {
  const { rule, bars, gone, cusum, status } = state;
  const drawdown = fallOf(state);
  const meanReturn = bars === 0 ? null : state.sum / bars;
  const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
  const earned = `${percent((meanReturn ?? 0) * rule.barsPerYear)} a year over ${bars} bars (expected ${percent(rule.expectedMean * rule.barsPerYear)})`;
  const words: Readonly<Record<WatchState['status'], string>> = {
    'too-early': `${bars} bars: too few to judge.`,
    'as-expected': `It earns ${earned}: nothing speaks against it.`,
    weak: `It earns ${earned}: half of the way to the end of its rule.`,
    pause:
      drawdown >= rule.pauseDrawdown
        ? `It fell ${percent(drawdown)} from its peak, more than the ${percent(rule.pauseDrawdown)} its rule allows.`
        : `Its losses add up to ${cusum.toFixed(1)} deviations (alarm at ${rule.cusum.threshold.toFixed(1)}): it earns ${earned}.`,
    retire: `Its returns say that the edge is gone (evidence ${gone.toFixed(2)}, bound ${rule.sprt.goneAt.toFixed(2)}): it earns ${earned}.`,
  };
  return {
    deploymentId: state.deploymentId,
    strategyId: state.strategyId,
    environment: state.environment,
    asOf: state.asOf,
    bars,
    meanReturn,
    expectedMean: rule.expectedMean,
    gone,
    goneAt: rule.sprt.goneAt,
    cusum,
    cusumAt: rule.cusum.threshold,
    drawdown,
    status,
    text: words[status].slice(0, 400),
  };
}

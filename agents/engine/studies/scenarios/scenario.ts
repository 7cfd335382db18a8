/** A scenario as data, and its run: the same strategy in a part of its history, at other costs, later, or in a shaken market. */
import type { Performance } from '../../../../shared/domain/metrics.ts';
import type { Window } from '../../backtest/performance.ts';
import type { BacktestCosts } from '../../backtest/types.ts';
import { createEvaluate, type EvaluateInput, performanceWithin } from '../evaluate.ts';
import { crisisWindows } from './crisis-windows.ts';
import { delayed } from './delay.ts';
import { type ShockName, shockedDataset, shockNames } from './shocks.ts';

export interface Scenario {
  readonly group: 'crisis' | 'shock' | 'costs' | 'delay';
  readonly name: string;
  /** The part of the run that is looked at: what was held when it began counts, a trade belongs to where it ended. */
  readonly window?: Window;
  /** What costs are multiplied by. */
  readonly commissionTimes?: number;
  readonly slippageTimes?: number;
  readonly delayBars?: number;
  readonly shock?: { readonly name: ShockName; readonly time: number };
}

export interface ScenarioOutcome {
  readonly group: Scenario['group'];
  readonly name: string;
  /** Null where the data do not reach. */
  readonly performance: Performance | null;
}

/** Bars a window needs before it says anything. */
const leastBars = 5;

export function runScenario(input: EvaluateInput, scenario: Scenario, window: Window = {}): ScenarioOutcome {
  const { commissionTimes = 1, slippageTimes = 1, delayBars, shock } = scenario;
  const costs: BacktestCosts = {
    commissionBps: input.costs.commissionBps * commissionTimes,
    commissionPerShare: input.costs.commissionPerShare * commissionTimes,
    commissionMinimum: input.costs.commissionMinimum * commissionTimes,
    slippageBps: input.costs.slippageBps * slippageTimes,
  };
  const { spec } = input;
  const evaluate = createEvaluate({
    ...input,
    costs,
    spec: delayBars === undefined ? spec : delayed(spec, delayBars),
    dataset: shock === undefined ? input.dataset : shockedDataset(input.dataset, spec.symbols, shock.name, shock.time),
  });
  const outcome = evaluate({}, window);
  const performance =
    scenario.window === undefined ? outcome.performance : performanceWithin(outcome, scenario.window, spec.timeframe);
  return { group: scenario.group, name: scenario.name, performance: performance.bars < leastBars ? null : performance };
}

const multiples = [1, 2, 3];

/**
 * The usual scenarios.
 * @param first,last close times of the data
 * @param hurts when the shocks happen
 */
export function usualScenarios(first: number, last: number, hurts: number): Scenario[] {
  const crises = crisisWindows.map(({ name, from, to }): Scenario & { inside: boolean } => {
    const window = { from: Date.parse(`${from}T00:00:00Z`), to: Date.parse(`${to}T23:59:59Z`) };
    return {
      group: 'crisis',
      name: `${name} ${from} to ${to}`,
      window,
      inside: window.from >= first && window.to <= last,
    };
  });
  return [
    ...crises.filter((c) => c.inside).map(({ inside: _, ...scenario }) => scenario),
    ...shockNames.map((name): Scenario => ({ group: 'shock', name, shock: { name, time: hurts } })),
    { group: 'shock', name: 'spread x10', slippageTimes: 10 },
    ...multiples.flatMap((c) =>
      multiples.map(
        (s): Scenario => ({
          group: 'costs',
          name: `commission x${c}, slippage x${s}`,
          commissionTimes: c,
          slippageTimes: s,
        }),
      ),
    ),
    { group: 'delay', name: 'one bar late', delayBars: 1 },
  ];
}

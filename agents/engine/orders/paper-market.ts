/** The market of a paper account: the backtest's matching engine and costs, so that paper and history trade alike. */
import { defaultBacktestCosts } from '../backtest/types.ts';
import { createCommission } from '../matching/commission.ts';
import { createMatchingEngine } from '../matching/engine.ts';
import type { MatchingEngine, MatchingOptions } from '../matching/types.ts';

/** Makes the engine the simulated broker is opened with; the worse case wins inside a bar. */
export const paperMatching = (
  admit: NonNullable<MatchingOptions['admit']>,
  lotSize?: (symbol: string) => number,
): MatchingEngine =>
  createMatchingEngine({
    slippageBps: defaultBacktestCosts.slippageBps,
    commission: createCommission({
      bps: defaultBacktestCosts.commissionBps,
      perShare: defaultBacktestCosts.commissionPerShare,
      minimum: defaultBacktestCosts.commissionMinimum,
    }),
    intrabar: 'worst',
    admit,
    ...(lotSize ? { lotSize } : {}),
  });

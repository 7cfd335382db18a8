/** Costs and limits an export carries: those a candidate is tested with on the desk. */
import { defaultBacktestCosts } from '../../../engine/backtest/types.ts';
import { defaultStrategyLimits } from '../../../engine/orders/default-limits.ts';

export const costsOfExports = defaultBacktestCosts;
/** Share of a bar's volume all orders of a symbol may take together: the matching engine's default. */
const participation = 0.1;
export const limitsOfExports = { ...defaultStrategyLimits, participation };

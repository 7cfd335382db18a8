/** Cost `entry-spread`: the whole spread is paid when a position is opened, nothing when it is closed. */
import { defineCost } from './cost-model.ts';

export const entrySpread = defineCost({
  name: 'entry-spread',
  description: 'fills that open or add to a position pay the whole spread, fills that close pay none',
  source: 'the convention of backtesting.py for its argument `spread`',
  parameters: { bps: { default: 2, min: 0, max: 5000, description: 'the whole spread in basis points' } },
  slippage:
    ({ bps = 0 }) =>
    (fill) =>
      fill.isOpening ? bps : 0,
});

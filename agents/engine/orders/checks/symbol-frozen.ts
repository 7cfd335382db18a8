/** Gate check: an order of unknown fate freezes its symbol. */
import { defineCheck } from '../gate-check.ts';

export const symbolFrozen = defineCheck({
  code: 'symbol-frozen',
  purpose: 'Keeps a strategy out of a symbol until the fate of every earlier order there is known.',
  appliesTo: 'every-order',
  refuse({ intent }, { frozen }) {
    if (frozen === null || (intent.purpose === 'flatten' && intent.reduceOnly)) return undefined;
    return `${intent.symbol} is frozen: ${frozen}`;
  },
});

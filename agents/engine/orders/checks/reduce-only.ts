/** Gate check: an order that may only shrink a position never opens or flips one. */
import { defineCheck, within } from '../gate-check.ts';

/** Resting exits share one position: the first to fill cancels the others, so they are not added up. */
const protective: readonly string[] = ['stop-loss', 'take-profit', 'trailing-stop'];
/** Purposes that only make sense as a reduction. */
const closing: readonly string[] = [...protective, 'exit', 'time-exit', 'flatten'];

export const reduceOnly = defineCheck({
  code: 'reduce-only',
  purpose: 'Refuses a closing order on the wrong side or larger than what is held.',
  appliesTo: 'every-order',
  refuse({ intent, quantity, sign }, { position, pendingExitQuantity }) {
    if (!intent.reduceOnly)
      return closing.includes(intent.purpose) ? `An order to ${intent.purpose} must be reduce-only.` : undefined;
    if (intent.purpose === 'entry') return 'An entry cannot be reduce-only.';
    if (!(position * sign < 0))
      return `There is no ${sign > 0 ? 'short' : 'long'} position in ${intent.symbol} to shrink.`;
    const held = Math.abs(position) - (protective.includes(intent.purpose) ? 0 : Math.max(0, pendingExitQuantity));
    if (!within(quantity, Math.max(0, held)))
      return `The order would close ${intent.quantity} of ${intent.symbol}; ${Math.max(0, held)} can be closed.`;
    return undefined;
  },
});

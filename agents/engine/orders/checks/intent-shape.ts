/** Gate check: the intent is well formed down to the last character. */
import { orderIntentSchema } from '../../../../shared/domain/order.ts';
import { defineCheck } from '../gate-check.ts';

const printable = /^[\x21-\x7e]+$/;

export const intentShape = defineCheck({
  code: 'intent-shape',
  purpose: 'Refuses an order with a field that is missing, unknown, out of range or in letters that only look right.',
  appliesTo: 'every-order',
  refuse({ intent }) {
    const parsed = orderIntentSchema.safeParse(intent);
    if (!parsed.success) {
      const issue = parsed.error.issues[0];
      return `The order's field "${issue?.path.join('.') ?? ''}" is not usable: ${issue?.message ?? 'unknown reason'}.`;
    }
    if (!printable.test(intent.clientOrderId)) return 'The order id holds characters other than plain ASCII.';
    if (!printable.test(intent.symbol)) return 'The symbol holds characters other than plain ASCII.';
    return undefined;
  },
});

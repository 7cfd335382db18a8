/** Gate check: limit and stop prices lie on the instrument's price grid, exactly. */
import Big from 'big.js';
import { isMultipleOf } from '../exact-multiple.ts';
import { defineCheck } from '../gate-check.ts';

export const tickSize = defineCheck({
  code: 'tick-size',
  purpose: 'Refuses prices between two ticks, and offers the nearest one.',
  appliesTo: 'every-order',
  refuse({ intent }, { instrument }) {
    if (!instrument) return undefined; // another check's business
    for (const price of [intent.limitPrice, intent.stopPrice]) {
      if (price === null || isMultipleOf(price, instrument.tickSize)) continue;
      const nearest = new Big(price).div(instrument.tickSize).round(0, Big.roundHalfUp).times(instrument.tickSize);
      return `${price} is not a multiple of the tick ${instrument.tickSize}; the nearest is ${nearest.toFixed()}.`;
    }
    return undefined;
  },
});

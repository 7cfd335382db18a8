/** Gate check: limit and reference prices stay near the last price. */
import { defineCheck } from '../gate-check.ts';

const awayBps = (price: number, last: number): number => (price / last - 1) * 10_000;

export const priceCollar = defineCheck({
  code: 'price-collar',
  purpose: 'Refuses a price far from the last one: a slipped decimal or a spike.',
  appliesTo: 'every-order',
  refuse({ intent, limitPrice, referencePrice, sign }, { lastPrice }, { portfolio }) {
    const collar = portfolio.priceCollarBps;
    if (intent.reduceOnly) {
      // A passive exit far away does no harm, and a market exit must leave at any price.
      if (limitPrice === null || !(lastPrice > 0)) return undefined;
      const aggressive = awayBps(limitPrice, lastPrice) * sign;
      return aggressive > collar ? `The limit is ${aggressive.toFixed(0)} bps through the last price.` : undefined;
    }
    if (!(lastPrice > 0)) return 'There is no last price to compare with.';
    for (const [name, price] of [
      ['limit', limitPrice],
      ['reference price', referencePrice],
    ] as const) {
      if (price === null) continue;
      const away = Math.abs(awayBps(price, lastPrice));
      if (!(away <= collar)) return `The ${name} is ${away.toFixed(0)} bps from the last price; ${collar} are allowed.`;
    }
    return undefined;
  },
});

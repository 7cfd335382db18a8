/** Gate check: the last price is fresh, and not from the future. */
import { defineCheck } from '../gate-check.ts';

/** Largest accepted lead of a quote over the clock, in milliseconds. */
const maxSkewMs = 1000;

export const staleQuote = defineCheck({
  code: 'stale-quote',
  purpose: 'Refuses entries on a price that is old, missing or ahead of the clock.',
  appliesTo: 'entries',
  refuse({ intent }, { now, lastPrice, lastPriceTime }, { portfolio }) {
    if (!(lastPrice > 0)) return `No price of ${intent.symbol} is known.`;
    const ageMs = now - lastPriceTime;
    if (!(ageMs >= -maxSkewMs)) return `The price of ${intent.symbol} is ${-ageMs} ms ahead of the clock.`;
    if (!(ageMs <= portfolio.maxQuoteAgeMs))
      return `The price of ${intent.symbol} is ${ageMs} ms old; ${portfolio.maxQuoteAgeMs} are allowed.`;
    return undefined;
  },
});

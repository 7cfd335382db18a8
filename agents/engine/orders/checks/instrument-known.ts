/** Gate check: the symbol is an instrument that can be traded now. */
import { defineCheck } from '../gate-check.ts';

export const instrumentKnown = defineCheck({
  code: 'instrument-known',
  purpose: 'Refuses a symbol that is unknown, only watched, or delisted.',
  appliesTo: 'every-order',
  refuse({ intent }, { instrument, now }) {
    // What is held can be closed even before the instrument list of the day was read.
    if (!instrument && intent.reduceOnly && intent.purpose === 'flatten') return undefined;
    if (!instrument || instrument.symbol !== intent.symbol) return `No instrument ${intent.symbol} is known.`;
    if (!instrument.tradable) return `${intent.symbol} is only watched: it cannot be traded.`;
    if (instrument.delistedAt !== null && now >= instrument.delistedAt && !intent.reduceOnly)
      return `${intent.symbol} is no longer listed.`;
    return undefined;
  },
});

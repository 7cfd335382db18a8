/** Gate check: the order was decided just now, on what was known. */
import { defineCheck } from '../gate-check.ts';

const maxSkewMs = 1000;

export const decisionTime = defineCheck({
  code: 'decision-time',
  purpose: 'Refuses entries decided in the future or too long ago, such as a queue replayed after a pause.',
  appliesTo: 'entries',
  refuse({ intent }, { now }, { portfolio }) {
    const ageMs = now - intent.decidedAt;
    if (!(ageMs >= -maxSkewMs)) return `The order claims to be decided ${-ageMs} ms from now.`;
    if (!(ageMs <= portfolio.maxQuoteAgeMs))
      return `The decision is ${ageMs} ms old; ${portfolio.maxQuoteAgeMs} are allowed.`;
    return undefined;
  },
});

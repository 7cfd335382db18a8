/** Nothing the strategy says changes when the future is cut off or scrambled. */
import { judgeLookAhead } from '../../engine/studies/judge-signals.ts';
import { defineCheck } from './check.ts';

export const lookAhead = defineCheck({ name: 'look-ahead', run: (facts) => judgeLookAhead(facts.lookAhead) });

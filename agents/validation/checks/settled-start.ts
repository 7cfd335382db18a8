/** The signals do not depend on when the history begins. */
import { judgeSettledStart } from '../../engine/studies/judge-signals.ts';
import { defineCheck } from './check.ts';

export const settledStart = defineCheck({ name: 'settled-start', run: (facts) => judgeSettledStart(facts.warmUp) });

/** The record is not one that the same gains and losses would show with their signs drawn by lot. */
import { answer, defineEvidenceCheck, notApplicable } from './evidence-check.ts';

const most = 0.05;

export const permutation = defineEvidenceCheck({
  name: 'permutation',
  cause: 'no-better-than-chance',
  run({ permutation: found }) {
    if (!found) return notApplicable('The record is too short to permute.');
    return answer(
      found.p <= most ? 'pass' : 'fail',
      `With signs drawn by lot ${found.draws} times, ${found.excess ? 'as much above holding its symbols' : 'as much'} is earned with p = ${found.p.toFixed(4)} (most ${most}).`,
      found.p,
      most,
    );
  },
});

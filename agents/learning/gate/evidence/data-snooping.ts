/** Better than nothing, given that it was the best of many: Hansen's test of superior predictive ability. */
import { answer, defineEvidenceCheck, notApplicable } from './evidence-check.ts';

const most = 0.1;

export const dataSnoopingCheck = defineEvidenceCheck({
  name: 'data-snooping',
  cause: 'luck-of-the-search',
  run({ snooping }) {
    if (!snooping) return notApplicable('The record is too short for a bootstrap.');
    return answer(
      snooping.p <= most ? 'pass' : 'fail',
      `Among ${snooping.strategies} strategies of the search the best one is luck with p = ${snooping.p.toFixed(3)} (most ${most}); the reality check says ${snooping.realityCheck.toFixed(3)}.`,
      snooping.p,
      most,
    );
  },
});

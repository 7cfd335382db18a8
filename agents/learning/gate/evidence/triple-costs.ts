/** Three times the costs, slippage included, leave something. */
import { ratio } from '../criterion.ts';
import { answer, defineEvidenceCheck, notApplicable } from './evidence-check.ts';

const least = 0;
const comfortable = 0.3;

export const tripleCosts = defineEvidenceCheck({
  name: 'triple-costs',
  cause: 'eaten-by-costs',
  run({ sharpeAtThreeTimesTheCosts: left }) {
    if (left === null) return notApplicable('It does not trade at three times the costs.');
    return answer(
      left < least ? 'fail' : left < comfortable ? 'warn' : 'pass',
      `Run again with commission and slippage three times as high, the Sharpe ratio is ${ratio(left)} a year (least ${least}, comfortable from ${comfortable}).`,
      left,
      least,
    );
  },
});

/** Its orders are a small part of what is traded. */
import { percent } from '../criterion.ts';
import { answer, defineEvidenceCheck, notApplicable } from './evidence-check.ts';

const most = 0.1;
const comfortable = 0.01;

export const capacity = defineEvidenceCheck({
  name: 'capacity',
  cause: 'too-large-for-the-market',
  run({ capacity: found }) {
    if (!found) return notApplicable('The data has no volume for its trades.');
    const { volumeShare, capitalAtOnePercent, orders } = found;
    return answer(
      volumeShare > most ? 'fail' : volumeShare > comfortable ? 'warn' : 'pass',
      `Nineteen of twenty of its ${orders} entries are under ${(100 * volumeShare).toPrecision(2)} % of the volume of their bar (most ${percent(most)}); at one percent the account may be ${Math.round(capitalAtOnePercent).toLocaleString('en-US')}.`,
      volumeShare,
      most,
    );
  },
});

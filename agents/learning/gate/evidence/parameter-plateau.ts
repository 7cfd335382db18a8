/** The neighbours of the parameters earn as well: a peak among worthless variants is fitted. */
import { percent, ratio } from '../criterion.ts';
import { answer, defineEvidenceCheck, notApplicable } from './evidence-check.ts';

const leastKept = 0.6;

export const parameterPlateau = defineEvidenceCheck({
  name: 'parameter-plateau',
  cause: 'lonely-peak',
  run({ plateau }) {
    if (!plateau) return notApplicable('There are fewer than four neighbours that trade: no plateau to look for.');
    const { keptShare, neighbours, medianRatio } = plateau;
    return answer(
      keptShare >= leastKept ? 'pass' : 'fail',
      `${percent(keptShare)} of ${neighbours} parameter neighbours keep half of the Sharpe ratio (least ${percent(leastKept)}); the middle one has ${ratio(medianRatio)} of it.`,
      keptShare,
      leastKept,
    );
  },
});

/** On markets with the same bars in another order the strategy finds nothing. */
import { answer, defineEvidenceCheck, notApplicable } from './evidence-check.ts';

/** Share of the noise markets that may do as well. */
const most = 0.2;

export const noiseControl = defineEvidenceCheck({
  name: 'noise-control',
  cause: 'works-on-noise',
  run({ noise }) {
    if (!noise) return notApplicable('No noise markets were asked for.');
    const share = noise.asGood / noise.markets;
    return answer(
      share <= most ? 'pass' : 'fail',
      `In ${noise.asGood} of ${noise.markets} markets made of the same bars in another order it does as well as in the real one (most ${Math.floor(most * noise.markets)}): what it earns there needs no pattern.`,
      share,
      most,
    );
  },
});

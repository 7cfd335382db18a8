/** It earns in rising and in falling markets, or at least does not lose heavily in one of them. */
import { ratio } from '../criterion.ts';
import { answer, defineEvidenceCheck, notApplicable } from './evidence-check.ts';

/** Sharpe ratio per bar: half a year's unit of risk lost each year. */
const heavy = -0.5 / Math.sqrt(252);

export const regimeSlices = defineEvidenceCheck({
  name: 'regime-slices',
  cause: 'one-regime',
  run({ slices }) {
    if (!slices || slices.rising === null || slices.falling === null)
      return notApplicable('The market has too few rising or falling bars to compare.');
    const { rising, falling } = slices;
    const worst = Math.min(rising, falling);
    const year = (perBar: number): string => ratio(perBar * Math.sqrt(252));
    return answer(
      worst < heavy ? 'warn' : 'pass',
      `Sharpe ratio after a rise of its market ${year(rising)}, after a fall ${year(falling)} (a warning below ${year(heavy)}; daily bars taken).`,
      worst,
      heavy,
    );
  },
});

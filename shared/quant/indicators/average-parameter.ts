/** The parameter that chooses the kind of a moving average. */
import type { IndicatorParameter } from './define.ts';
import { lastKind } from './steps/averages.ts';

/** 0 simple, 1 exponential, 2 weighted, 3 DEMA, 4 TEMA, 5 triangular, 6 KAMA, 7 T3. */
export const averageParameter = (name: string, usual: number): IndicatorParameter => ({
  name,
  min: 0,
  max: lastKind,
  whole: true,
  usual,
});

/** The ways to expect returns. */
import { capm } from './capm.ts';
import type { ExpectedReturns } from './define.ts';
import { ema } from './ema.ts';
import { mean } from './mean.ts';

export const expectedReturns: readonly ExpectedReturns[] = [mean, ema, capm];

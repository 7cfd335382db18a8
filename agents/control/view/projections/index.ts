/** Registry: every projection of the bus into the window's view. */
import type { Projection } from '../projection.ts';
import { controlProjection } from './control.ts';
import { marketProjection } from './market.ts';
import { researchProjection } from './research.ts';
import { tradingProjection } from './trading.ts';

export const projections: readonly Projection[] = [
  marketProjection,
  researchProjection,
  tradingProjection,
  controlProjection,
];

/** Bollinger bands: all three in one go. */
import { bbLower } from './bb-lower.ts';
import { bbMiddle } from './bb-middle.ts';
import { bbUpper } from './bb-upper.ts';
import { bollingerBands } from './bollinger.ts';
import { pick } from './define.ts';
import { defineLines } from './lines.ts';

export const bollingerAll = defineLines('bb', [bbUpper, bbMiddle, bbLower], (c, p, out) =>
  bollingerBands(pick(c, 0), pick(p, 0), pick(p, 1), [pick(out, 0), pick(out, 1), pick(out, 2)]),
);

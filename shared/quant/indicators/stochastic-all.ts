/** Stochastic oscillator: slow K and slow D in one go. */
import { pick } from './define.ts';
import { defineLines } from './lines.ts';
import { stochD } from './stoch-d.ts';
import { stochK } from './stoch-k.ts';
import { stochasticLines } from './stochastic.ts';

export const stochasticAll = defineLines('stoch', [stochK, stochD], (c, p, out) => {
  const { k, d } = stochasticLines([pick(c, 0), pick(c, 1), pick(c, 2)], pick(p, 0), pick(p, 1), pick(p, 2));
  pick(out, 0).set(k);
  pick(out, 1).set(d);
});

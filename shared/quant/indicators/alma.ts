/** Arnaud Legoux moving average. */

import { barsParameter, defineIndicator, factorParameter, pick } from './define.ts';
import { Window } from './steps/window.ts';

export const alma = defineIndicator({
  name: 'alma',
  inputs: ['series'],
  parameters: [
    barsParameter('length', 9, 2),
    factorParameter('offset', 0.85, 0, 1),
    factorParameter('sigma', 6, 0.1, 100),
  ],
  warmUp: (p) => pick(p, 0) - 1,
  start: (p) => {
    const n = pick(p, 0);
    const window = new Window(n);
    const middle = pick(p, 1) * (n - 1);
    const spread = n / pick(p, 2);
    const weights = Float64Array.from({ length: n }, (_, k) => Math.exp(-((k - middle) ** 2) / (2 * spread * spread)));
    const total = weights.reduce((sum, w) => sum + w, 0);
    return (x) => {
      if (!window.push(x)) return Number.NaN;
      let sum = 0;
      for (let k = 0; k < n; k++) sum += (weights[k] as number) * window.old(k);
      return sum / total;
    };
  },
  description: 'Weights of a normal curve around a share of the window (Legoux and Kouzis-Loukas 2009).',
  phrase: 'the {1}-bar Arnaud Legoux average of {0}',
});

/** Exponentially weighted mean that starts with the first value. */
import { defineIndicator, factorParameter, pick } from './define.ts';

export const ewm = defineIndicator({
  name: 'ewm',
  inputs: ['series'],
  parameters: [factorParameter('alpha', 0.1, 0.0001, 1)],
  warmUp: () => 0,
  start: (p) => {
    const alpha = pick(p, 0);
    let value = Number.NaN;
    return (x) => {
      value = Number.isNaN(value) || Number.isNaN(x) ? x : value + alpha * (x - value);
      return value;
    };
  },
  description:
    'Moves by alpha of the distance to each new value and starts with the first one (Metastock; ewm without adjustment in pandas).',
  phrase: 'the exponentially weighted mean of {0} (alpha {1})',
});

/** Sizing `kelly`: a fraction of the bet that would grow the account fastest. */
import { defineSizing } from './sizing-model.ts';

export const kelly = defineSizing({
  name: 'kelly',
  description:
    'a fraction of Kelly: win chance - (1 - win chance) / payoff, as a share of equity; nothing without an edge',
  source: 'Kelly, A new interpretation of information rate, Bell System Technical Journal 35 (1956)',
  parameters: {
    fraction: { default: 0.5, min: 0.01, max: 1, description: 'fraction of the full bet' },
    win: { default: 0.5, min: 0.01, max: 0.99, description: 'chance of a win' },
    payoff: { default: 2, min: 0.01, max: 100, description: 'mean win over mean loss' },
    most: { default: 100, min: 0.1, max: 1000, description: 'most percent of equity' },
  },
  size: ({ fraction = 0, win = 0, payoff = 1, most = 0 }) => {
    const share = Math.min(most / 100, Math.max(0, fraction * (win - (1 - win) / payoff)));
    return (view) => (view.equity * share) / view.price;
  },
});

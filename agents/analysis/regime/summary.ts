/** Says a regime in plain words, from its numbers alone. */
import type { RegimeState } from '../../../shared/domain/signal.ts';
import { type FeatureName, featureNames } from './features.ts';
import type { RegimeWalk } from './walk-forward.ts';

export interface RegimeFacts {
  readonly market: string;
  readonly label: string;
  readonly volatility: string;
  /** Of the label, 0 to 1. */
  readonly probability: number;
  /** Days since the label began. */
  readonly days: number;
  /** Annual, as a share. */
  readonly annualVolatility: number;
  readonly features: Readonly<Record<string, number>>;
}

const round = (value: number, places = 2): number => Number(value.toFixed(places));

/** The facts of the last day: all that a summary, by whatever model, may rest on. */
export function regimeFacts(market: string, walk: RegimeWalk, current: RegimeState): RegimeFacts {
  const { labels } = walk.history;
  const last = labels.length - 1;
  let days = 1;
  while (last - days >= 0 && labels[last - days] === labels[last]) days++;
  const features: Record<string, number> = {};
  for (const name of featureNames) {
    const value = walk.features.columns[name]?.[last];
    if (value !== undefined && !Number.isNaN(value)) features[name] = round(value);
  }
  const annual = walk.features.annualVolatility[last] as number;
  return {
    market,
    label: current.label,
    volatility: current.volatility,
    probability: round(current.probabilities[current.label]),
    days,
    annualVolatility: Number.isNaN(annual) ? 0 : round(annual, 3),
    features,
  };
}

const phrase: Readonly<Record<FeatureName, readonly [low: string, high: string]>> = {
  trend: ['prices are below their long average', 'prices are above their long average'],
  momentum: ['the last quarter lost ground', 'the last quarter gained'],
  drawdown: ['the market is well below its year high', 'the market is near its year high'],
  volatility: ['moves are calmer than over the year', 'moves are wilder than over the year'],
  macro: ['macro series point down', 'macro series point up'],
};

/** Two sentences: what it is, and what speaks for it. */
export function regimeSummary(facts: RegimeFacts): string {
  const reasons = featureNames
    .filter((name) => facts.features[name] !== undefined)
    .map((name) => {
      const value = facts.features[name] as number;
      const pull = name === 'drawdown' ? value + 0.6 : value;
      return { text: phrase[name][pull < 0 ? 0 : 1], pull: Math.abs(pull) };
    })
    .filter((r) => r.pull >= 0.25)
    .sort((a, b) => b.pull - a.pull)
    .slice(0, 3)
    .map((r) => r.text);
  const opening = `${facts.market} is in a ${facts.label} market with ${facts.volatility} volatility (${Math.round(facts.annualVolatility * 100)} % a year), ${Math.round(facts.probability * 100)} % likely, for ${facts.days} days.`;
  return reasons.length === 0
    ? `${opening} No single feature stands out.`
    : `${opening} What speaks for it: ${reasons.join('; ')}.`;
}

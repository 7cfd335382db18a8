/** The regime of every day as it could have been told on that day: a filter over a model refitted on the past only. */
import type { MacroSeries } from '../../../shared/domain/dataset.ts';
import type { RegimeLabel, RegimeState } from '../../../shared/domain/signal.ts';
import { featureNames, type RegimeFeatures, regimeFeatures } from './features.ts';
import { filterStep, fitModel, type HiddenMarkovModel } from './hidden-markov.ts';
import type { MarketIndex } from './market-index.ts';

export type VolatilityLabel = RegimeState['volatility'];

/** The history artefact: what rules that call `regime()` read, joined as of each bar's close. */
export interface RegimeHistory {
  readonly times: number[];
  readonly labels: RegimeLabel[];
  readonly volatility: VolatilityLabel[];
}

export interface RegimeWalk {
  readonly history: RegimeHistory;
  /** Per day [bear, sideways, bull]. */
  readonly probabilities: readonly (readonly number[])[];
  readonly features: RegimeFeatures;
}

const states: readonly RegimeLabel[] = ['bear', 'sideways', 'bull'];
/** What each state looks like before any data speaks, in the features' scale; also the prior of every fit. */
const priorMeans: Readonly<Record<(typeof featureNames)[number], readonly [number, number, number]>> = {
  trend: [-1.2, 0.1, 1.1],
  momentum: [-1.1, 0.05, 0.95],
  drawdown: [-1.6, -0.7, -0.15],
  volatility: [0.8, 0, -0.3],
  macro: [-0.6, 0, 0.3],
};
const stay = 0.985;
const refitDays = 63;
const firstFitDays = 252;
/** A new label must be this likely for this many days in a row, and the old one must have lasted a while. */
const switchProbability = 0.6;
const switchDays = 3;
const leastDwellDays = 10;

/** Walks forward once; cutting days off the end changes nothing before the cut. */
export function walkRegimes(index: MarketIndex, macro: readonly MacroSeries[]): RegimeWalk {
  const features = regimeFeatures(index, macro);
  const used = featureNames.filter((name) => features.columns[name] !== undefined);
  const prior: HiddenMarkovModel = {
    transition: states.map((_, r) => states.map((__, s) => (r === s ? stay : (1 - stay) / 2))),
    mean: states.map((_, s) => used.map((name) => priorMeans[name][s] as number)),
    variance: states.map(() => used.map(() => 0.7)),
  };
  const rowAt = (i: number): number[] => used.map((name) => features.columns[name]?.[i] as number);
  const n = index.close.length;
  const probabilities: number[][] = [];
  const rows: number[][] = [];
  let model = prior;
  let now: number[] = states.map(() => 1 / states.length);
  for (let i = 0; i < n; i++) {
    if (i >= features.start) {
      const row = rowAt(i);
      rows.push(row);
      now = filterStep(model, now, row);
      if (rows.length >= firstFitDays && rows.length % refitDays === 0)
        model = fitModel(rows, model, prior, { iterations: 3, priorDays: 120 });
    }
    probabilities.push(now);
  }
  const labels = dwell(
    probabilities.map((p) => p.indexOf(Math.max(...p))),
    probabilities,
  ).map((s) => states[s] as RegimeLabel);
  return {
    history: { times: [...index.times], labels, volatility: volatilityLabels(features.annualVolatility) },
    probabilities,
    features,
  };
}

/** Keeps a label until another is likely for some days in a row: no flicker, at the price of a few days. */
function dwell(likeliest: readonly number[], probabilities: readonly (readonly number[])[]): number[] {
  const sideways = states.indexOf('sideways');
  const out: number[] = [];
  let held = sideways;
  let heldDays = leastDwellDays;
  let wanted = sideways;
  let wantedDays = 0;
  for (let i = 0; i < likeliest.length; i++) {
    const top = likeliest[i] as number;
    const isSure = top !== held && (probabilities[i]?.[top] as number) >= switchProbability;
    wantedDays = isSure ? (top === wanted ? wantedDays + 1 : 1) : 0;
    wanted = isSure ? top : held;
    if (wantedDays >= switchDays && heldDays >= leastDwellDays) {
      held = wanted;
      heldDays = 0;
      wantedDays = 0;
    }
    heldDays++;
    out.push(held);
  }
  return out;
}

/** Share of earlier days (at most five years) that were calmer, with a band between entering and leaving a label. */
function volatilityLabels(annual: Float64Array): VolatilityLabel[] {
  const window = 1260;
  const out: VolatilityLabel[] = [];
  let held: VolatilityLabel = 'normal';
  for (let i = 0; i < annual.length; i++) {
    const now = annual[i] as number;
    let below = 0;
    let count = 0;
    for (let j = Math.max(0, i - window); j < i; j++) {
      const v = annual[j] as number;
      if (Number.isNaN(v)) continue;
      count++;
      if (v < now) below++;
    }
    if (count >= 120 && !Number.isNaN(now)) {
      const rank = below / count;
      if (held === 'high' ? rank < 0.65 : held === 'low' ? rank > 0.35 : false) held = 'normal';
      if (rank >= 0.75) held = 'high';
      else if (rank <= 0.25) held = 'low';
    }
    out.push(held);
  }
  return out;
}

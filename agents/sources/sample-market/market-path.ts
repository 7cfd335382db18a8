/** The market factor of the sample market: regimes that persist, volatility that clusters, fat tails and one crash. */
import type { Random } from '../../../shared/core/random.ts';

export type HiddenRegime = 'bull' | 'bear' | 'sideways';

/** The common part of every day, one value per session. */
export interface MarketPath {
  readonly regime: readonly HiddenRegime[];
  /** Daily log return of the market factor. */
  readonly factor: Float64Array;
  /** Its conditional standard deviation. */
  readonly volatility: Float64Array;
  /** Session at which the crash begins. */
  readonly crashAt: number;
}

const regimes: readonly HiddenRegime[] = ['bull', 'bear', 'sideways'];
/** Chance per session of leaving a regime, and where to: means of about 200, 75 and 90 sessions. */
const leave: Readonly<Record<HiddenRegime, number>> = { bull: 1 / 200, bear: 1 / 75, sideways: 1 / 90 };
const next: Readonly<Record<HiddenRegime, readonly number[]>> = {
  bull: [0, 0.4, 0.6],
  bear: [0.55, 0, 0.45],
  sideways: [0.65, 0.35, 0],
};
/** Mean daily log return and long-run standard deviation by regime. */
const drift: Readonly<Record<HiddenRegime, number>> = { bull: 0.0009, bear: -0.0011, sideways: 0.0001 };
const longRun: Readonly<Record<HiddenRegime, number>> = { bull: 0.0068, bear: 0.0148, sideways: 0.0092 };

/** Log return of the market factor per year, over the whole history. */
const annualPremium = 0.085;

/** Log returns of the crash, day by day: the fall, the false dawn, the second leg, the rebound. */
const crash = [-0.031, -0.046, 0.021, -0.078, -0.025, -0.094, 0.052, -0.058, -0.012, 0.061, 0.018, -0.029, 0.034];

/** A draw of Student's t with `freedom` degrees, scaled to variance 1: fat tails. */
export function studentT(random: Random, freedom: number): number {
  let chiSquare = 0;
  for (let i = 0; i < freedom; i++) chiSquare += random.normal() ** 2;
  return random.normal() / Math.sqrt(chiSquare / freedom) / Math.sqrt(freedom / (freedom - 2));
}

/** Walks the market through `sessions` days. GJR-GARCH(1,1) around the regime's long-run variance: falls stir more than rises. */
export function walkMarket(sessions: number, random: Random): MarketPath {
  const switching = random.fork('regimes');
  const shocks = random.fork('shocks');
  const regime: HiddenRegime[] = [];
  const factor = new Float64Array(sessions);
  const volatility = new Float64Array(sessions);
  const crashAt = Math.floor(sessions * (0.55 + 0.1 * random.fork('crash').next()));
  let state: HiddenRegime = 'bull';
  let variance = longRun.bull ** 2;
  for (let t = 0; t < sessions; t++) {
    // The crash starts out of a calm bull market and leaves a bear market behind.
    if (t === crashAt) state = 'bear';
    else if (t > 0 && (t < crashAt - 60 || t > crashAt + 60) && switching.next() < leave[state])
      state = regimes[switching.weighted(next[state])] as HiddenRegime;
    else if (t === crashAt - 60) state = 'bull';
    regime.push(state);
    const day = t - crashAt;
    const shock = day >= 0 && day < crash.length ? (crash[day] as number) : Math.sqrt(variance) * studentT(shocks, 5);
    factor[t] = (day >= 0 && day < crash.length ? 0 : drift[state]) + shock;
    volatility[t] = Math.sqrt(variance);
    const anchor = longRun[state] ** 2;
    const leverage = shock < 0 ? 0.09 * shock * shock : 0;
    variance = 0.075 * anchor + 0.05 * shock * shock + leverage + 0.83 * variance;
    variance = Math.min(variance, 0.0036);
  }
  // Every seed earns the same long-run premium, so that no seed is a market in which holding cannot pay.
  let mean = 0;
  for (const value of factor) mean += value / sessions;
  for (let t = 0; t < sessions; t++) factor[t] = (factor[t] as number) + annualPremium / 252 - mean;
  return { regime, factor, volatility, crashAt };
}

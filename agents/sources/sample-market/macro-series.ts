/** Macro series of the sample market: policy rate, inflation, unemployment and yield slope, each dated by when it became known. */
import type { Random } from '../../../shared/core/random.ts';
import { isoDate } from '../../../shared/core/time.ts';
import type { Session } from '../../../shared/domain/calendar.ts';
import type { MacroSeries } from '../../../shared/domain/dataset.ts';
import type { MarketPath } from './market-path.ts';

const round = (value: number, places: number): number => Number(value.toFixed(places));

/** First day of the month after a date, plus days, at 13:30 UTC. */
const publication = (date: string, daysLater: number): number => {
  const [year, month] = date.split('-').map(Number) as [number, number];
  return Date.UTC(year, month, 1 + daysLater, 13, 30);
};

/**
 * Builds the series over the sessions. The slope falls some months before hard times, unemployment rises after
 * them: a weak lead and a lag, as in life. Monthly values become known weeks after their month.
 */
export function writeMacro(sessions: readonly Session[], market: MarketPath, random: Random): MacroSeries[] {
  const noise = random.fork('macro');
  const unemployment: MacroSeries['observations'] = [];
  const inflation: MacroSeries['observations'] = [];
  const policy: MacroSeries['observations'] = [];
  const slope: MacroSeries['observations'] = [];
  let jobless = 6.2;
  let prices = 2.1;
  let rate = 0.5;
  let steep = 1.6;
  let months = 0;
  const ahead = (t: number): number => {
    let bear = 0;
    for (let k = 40; k < 120; k++) if (market.regime[Math.min(t + k, sessions.length - 1)] === 'bear') bear++;
    return bear / 80;
  };
  for (let t = 0; t < sessions.length; t++) {
    const session = sessions[t] as Session;
    const following = sessions[t + 1];
    if (t % 5 === 4) {
      // A week's slope: drifts to a level that is lower before bear markets, with noise as large as the lead.
      steep += 0.06 * (1.7 - 1.6 * ahead(t) - 0.25 * (rate - 2) - steep) + 0.09 * noise.normal();
      slope.push({ knownAt: session.close, value: round(steep, 2) });
    }
    if (following !== undefined && following.date.slice(0, 7) === session.date.slice(0, 7)) continue;
    const state = market.regime[t];
    jobless += 0.05 * ((state === 'bear' ? 8.5 : state === 'sideways' ? 5.6 : 3.9) - jobless) + 0.08 * noise.normal();
    jobless = Math.max(2.8, jobless);
    prices += 0.06 * ((state === 'bull' ? 2.9 : state === 'bear' ? 1.2 : 2.2) - prices) + 0.16 * noise.normal();
    unemployment.push({ knownAt: publication(session.date, 4), value: round(jobless, 1) });
    inflation.push({ knownAt: publication(session.date, 11), value: round(prices, 1) });
    if (months++ % 2 === 0) {
      // The bank leans on last month's numbers, in quarter points.
      const wanted = Math.max(0, 1.2 + 1.3 * (prices - 2) - 0.7 * (jobless - 5));
      rate += Math.max(-0.5, Math.min(0.5, Math.round(0.3 * (wanted - rate) * 4) / 4));
      rate = Math.max(0, rate);
      policy.push({ knownAt: session.close - 2 * 3_600_000, value: round(rate, 2) });
    }
  }
  const last = (sessions.at(-1) as Session).close;
  const known = (list: MacroSeries['observations']): MacroSeries['observations'] =>
    list.filter((o) => o.knownAt <= last);
  const until = isoDate(last);
  return [
    {
      id: 'inflation',
      name: `Inflation, year on year (synthetic, to ${until})`,
      unit: '%',
      observations: known(inflation),
    },
    { id: 'policy-rate', name: `Policy rate (synthetic, to ${until})`, unit: '%', observations: known(policy) },
    {
      id: 'unemployment',
      name: `Unemployment rate (synthetic, to ${until})`,
      unit: '%',
      observations: known(unemployment),
    },
    {
      id: 'yield-slope',
      name: `Yield slope, ten years less three months (synthetic, to ${until})`,
      unit: 'percentage points',
      observations: known(slope),
    },
  ];
}

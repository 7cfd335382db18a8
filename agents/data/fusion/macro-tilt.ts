/** The macro tilt: what rates, inflation, jobs and the yield slope say about risk, from values already published. */
import type { MacroSeries } from '../../../shared/domain/dataset.ts';

/** Weight of the level and of the change over a lag of each series that is understood; others are ignored. */
const readings: Readonly<Record<string, { level: number; change: number; lag: number }>> = {
  'yield-slope': { level: 0.6, change: 0.2, lag: 12 },
  unemployment: { level: 0, change: -0.5, lag: 3 },
  'policy-rate': { level: 0, change: -0.3, lag: 2 },
  inflation: { level: 0, change: -0.2, lag: 3 },
};
const memory = 1 / 60;
const leastObservations = 8;

/** Deviation of a value from its own past in units of its spread, both exponentially weighted, without the value itself. */
function createGauge(): (value: number) => number {
  let mean = 0;
  let variance = 0;
  let seen = 0;
  return (value) => {
    const answer = seen < leastObservations ? 0 : (value - mean) / Math.max(Math.sqrt(variance), 1e-6);
    const weight = Math.max(memory, 1 / (seen + 1));
    const gap = value - mean;
    mean += weight * gap;
    variance += weight * (gap * gap * (1 - weight) - variance);
    seen++;
    return Math.max(-3, Math.min(3, answer));
  };
}

/** Tilt in [-1, 1] at each time (sorted, UTC epoch milliseconds); NaN before anything is known. */
export function macroTilt(times: Float64Array, macro: readonly MacroSeries[]): Float64Array {
  const out = new Float64Array(times.length).fill(Number.NaN);
  const parts = [...macro]
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .flatMap((series) => {
      const reading = readings[series.id];
      if (reading === undefined) return [];
      const observations = [...series.observations].sort((a, b) => a.knownAt - b.knownAt);
      return [{ reading, observations, level: createGauge(), change: createGauge(), next: 0, says: 0 }];
    });
  for (let i = 0; i < times.length; i++) {
    let tilt = 0;
    let known = false;
    for (const part of parts) {
      while (part.next < part.observations.length) {
        const now = part.observations[part.next];
        if (now === undefined || now.knownAt > (times[i] as number)) break;
        const before = part.observations[part.next - part.reading.lag];
        const level = part.level(now.value);
        const change = before === undefined ? 0 : part.change(now.value - before.value);
        part.says = part.reading.level * level + part.reading.change * change;
        part.next++;
      }
      tilt += part.says;
      if (part.next > 0) known = true;
    }
    if (known) out[i] = Math.tanh(0.7 * tilt);
  }
  return out;
}

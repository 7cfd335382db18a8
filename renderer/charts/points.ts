/** Columns of the desk as points of a chart. */
import { chartTime } from './base-chart.ts';

/** Keeps strictly rising times: two points in one second are one point, the later. */
export function points(time: readonly number[], value: readonly (number | null)[]) {
  const out: { time: ReturnType<typeof chartTime>; value: number }[] = [];
  for (let i = 0; i < time.length; i++) {
    const y = value[i];
    if (y === null || y === undefined) continue;
    const at = chartTime(time[i] as number);
    const last = out.at(-1);
    if (last !== undefined && at <= last.time) out[out.length - 1] = { time: last.time, value: y };
    else out.push({ time: at, value: y });
  }
  return out;
}

/** Inline SVG charts: curves over time and falls from the peak, thinned to what a screen can show. */
import { isoDate } from '../../../shared/core/time.ts';
import { html, type Markup } from './html.ts';

export interface Curve {
  readonly values: readonly number[];
  /** `other` is drawn quieter, for a benchmark. */
  readonly kind: 'main' | 'other';
}

export interface CurveChart {
  /** Said to those who cannot see it. */
  readonly label: string;
  /** Ascending epoch milliseconds, one per value. */
  readonly times: readonly number[];
  readonly curves: readonly Curve[];
  /** Shades what comes after this time. */
  readonly shadeFrom: number | null;
  readonly formatValue: (value: number) => string;
  /** Fills from zero down to the curve. */
  readonly isFall?: boolean;
  readonly height: number;
}

const width = 1000;
const left = 64;
const right = 12;
const top = 10;
const bottom = 24;
const maxPoints = 500;

/** A chart as one SVG element; an empty one says so. */
export function curveChart(chart: CurveChart): Markup {
  const { times, curves, height } = chart;
  const known = curves.flatMap((c) => c.values.filter(Number.isFinite));
  if (times.length < 2 || known.length < 2) return html`<p class="soft">Too few bars for a chart.</p>`;
  const ticks = niceTicks(
    Math.min(...extremes(known), chart.isFall ? 0 : Number.POSITIVE_INFINITY),
    Math.max(...extremes(known)),
  );
  const low = ticks[0] as number;
  const high = ticks[ticks.length - 1] as number;
  const first = times[0] as number;
  const last = times[times.length - 1] as number;
  const x = (time: number): number => left + ((time - first) / (last - first)) * (width - left - right);
  const y = (value: number): number => top + (1 - (value - low) / (high - low)) * (height - top - bottom);
  const grid = ticks.map(
    (t) =>
      html`<line class="grid" x1="${left}" x2="${width - right}" y1="${fixed(y(t))}" y2="${fixed(y(t))}"/><text x="${left - 8}" y="${fixed(y(t) + 4)}" text-anchor="end">${chart.formatValue(t)}</text>`,
  );
  const years = yearTicks(first, last).map(
    ({ time, text }) =>
      html`<line class="grid" x1="${fixed(x(time))}" x2="${fixed(x(time))}" y1="${top}" y2="${height - bottom}"/><text x="${fixed(x(time))}" y="${height - 7}" text-anchor="middle">${text}</text>`,
  );
  const shade =
    chart.shadeFrom === null
      ? null
      : html`<rect class="shade" x="${fixed(x(chart.shadeFrom))}" y="${top}" width="${fixed(width - right - x(chart.shadeFrom))}" height="${height - top - bottom}"/>`;
  const lines = curves.map((curve) => {
    const points = thin(times, curve.values, chart.isFall === true).map(([t, v]) => `${fixed(x(t))} ${fixed(y(v))}`);
    if (!chart.isFall)
      return html`<path class="${curve.kind === 'other' ? 'curve other' : 'curve'}" d="M${points.join('L')}"/>`;
    return html`<path class="area" d="M${fixed(x(first))} ${fixed(y(0))}L${points.join('L')}L${fixed(x(last))} ${fixed(y(0))}Z"/>`;
  });
  return html`<svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${chart.label}"><title>${chart.label}</title>${shade}${years}${grid}${lines}</svg>`;
}

const fixed = (value: number): string => value.toFixed(1);
/** Spreading a long list into Math.min can overflow the stack. */
const extremes = (values: readonly number[]): [number, number] =>
  values.reduce<[number, number]>(
    ([a, b], v) => [Math.min(a, v), Math.max(b, v)],
    [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY],
  );

/** Keeps the last value of every bucket, or its lowest, so that no fall is hidden. */
function thin(times: readonly number[], values: readonly number[], lowest: boolean): [number, number][] {
  const size = Math.max(1, Math.ceil(values.length / maxPoints));
  const out: [number, number][] = [];
  for (let i = 0; i < values.length; i += size) {
    let at = Math.min(i + size, values.length) - 1;
    if (lowest)
      for (let j = i; j < Math.min(i + size, values.length); j++)
        if ((values[j] as number) < (values[at] as number)) at = j;
    if (Number.isFinite(values[at])) out.push([times[at] as number, values[at] as number]);
  }
  return out;
}

/** Four to seven round numbers that enclose a range. */
export function niceTicks(low: number, high: number): number[] {
  const range = high - low || Math.abs(high) || 1;
  const rough = range / 4;
  const magnitude = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 2.5, 5, 10].find((s) => s * magnitude >= rough) ?? 10) * magnitude;
  const ticks: number[] = [];
  for (let i = Math.floor(low / step); i <= Math.ceil(high / step - 1e-9); i++)
    ticks.push(Number((i * step).toPrecision(12)));
  if (ticks.length < 2) ticks.push((ticks[0] as number) + step);
  return ticks;
}

/** First days of years, or of months in a short range; at most a dozen. */
function yearTicks(first: number, last: number): { time: number; text: string }[] {
  const years = (last - first) / (365.25 * 86_400_000);
  const ticks: { time: number; text: string }[] = [];
  const from = new Date(first);
  if (years < 2) {
    const step = Math.max(1, Math.ceil((years * 12) / 10));
    for (let m = from.getUTCMonth() + 1; ; m += step) {
      const time = Date.UTC(from.getUTCFullYear(), m, 1);
      if (time > last) return ticks;
      ticks.push({ time, text: isoDate(time).slice(0, 7) });
    }
  }
  const step = Math.ceil(years / 12);
  for (let y = from.getUTCFullYear() + 1; ; y += step) {
    const time = Date.UTC(y, 0, 1);
    if (time > last) return ticks;
    ticks.push({ time, text: String(y) });
  }
}

/** Inline SVG charts of trades: how results are distributed, and how far each went for and against before it ended. */
import { percent } from './format.ts';
import { html, type Markup } from './html.ts';

const width = 1000;
const height = 240;
const margin = 44;
const fixed = (value: number): string => value.toFixed(1);

/** Bars of equal width over the results; losses are left of zero. */
export function histogram(values: readonly number[], label: string, formatValue: (value: number) => string): Markup {
  if (values.length < 2) return html`<p class="soft">Too few trades for a chart.</p>`;
  const low = values.reduce((a, b) => Math.min(a, b), 0);
  const high = values.reduce((a, b) => Math.max(a, b), 0);
  if (low === high) return html`<p class="soft">All trades ended level.</p>`;
  const bins = Math.min(40, Math.max(8, Math.ceil(Math.sqrt(values.length))));
  const step = (high - low) / bins;
  const counts = new Array<number>(bins).fill(0);
  for (const value of values) {
    const bin = Math.min(bins - 1, Math.floor((value - low) / step));
    counts[bin] = (counts[bin] as number) + 1;
  }
  const most = Math.max(...counts);
  const slot = (width - 2 * margin) / bins;
  const zero = margin + ((0 - low) / (high - low)) * (width - 2 * margin);
  const bars = counts.map((count, i) => {
    const size = (count / most) * (height - 60);
    const from = formatValue(low + i * step);
    const to = formatValue(low + (i + 1) * step);
    return html`<rect class="${low + (i + 0.5) * step >= 0 ? 'gain-bar' : 'loss-bar'}" x="${fixed(margin + i * slot + 1)}" y="${fixed(height - 30 - size)}" width="${fixed(slot - 2)}" height="${fixed(size)}"><title>${from} to ${to}: ${count}</title></rect>`;
  });
  return html`<svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${label}"><title>${label}</title>${bars}<line class="grid" x1="${fixed(zero)}" x2="${fixed(zero)}" y1="10" y2="${height - 30}"/><text x="${margin}" y="${height - 10}">${formatValue(low)}</text><text x="${fixed(zero)}" y="${height - 10}" text-anchor="middle">0</text><text x="${width - margin}" y="${height - 10}" text-anchor="end">${formatValue(high)}</text></svg>`;
}

export interface Excursion {
  /** At most 0, at least 0: shares of the entry's notional. */
  readonly adverse: number;
  readonly favourable: number;
  readonly isGain: boolean;
}

const mostPoints = 600;

/** One point a trade: to the right what it went against, upwards what it went for. */
export function excursionChart(trades: readonly Excursion[]): Markup {
  if (trades.length < 2) return html`<p class="soft">Too few trades for a chart.</p>`;
  const every = Math.ceil(trades.length / mostPoints);
  const right = Math.max(0.001, ...trades.filter((_, i) => i % every === 0).map((t) => -t.adverse));
  const top = Math.max(0.001, ...trades.filter((_, i) => i % every === 0).map((t) => t.favourable));
  const x = (t: Excursion): number => margin + (-t.adverse / right) * (width - 2 * margin);
  const y = (t: Excursion): number => height - 30 - (t.favourable / top) * (height - 50);
  const points = trades
    .filter((_, i) => i % every === 0)
    .map(
      (t) =>
        html`<circle class="${t.isGain ? 'gain-bar' : 'loss-bar'}" cx="${fixed(x(t))}" cy="${fixed(y(t))}" r="3"/>`,
    );
  const label = `Largest move against ${percent(-right)}, for ${percent(top)}`;
  return html`<svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${label}"><title>${label}</title><line class="grid" x1="${margin}" x2="${width - margin}" y1="${height - 30}" y2="${height - 30}"/><line class="grid" x1="${margin}" x2="${margin}" y1="10" y2="${height - 30}"/>${points}<text x="${width - margin}" y="${height - 10}" text-anchor="end">${percent(-right)} against</text><text x="${margin + 6}" y="20">${percent(top)} for</text></svg>`;
}

/** Returns by month and year, as a heat map that also says its numbers. */
import { change } from './format.ts';
import { html, type Markup } from './html.ts';

export interface YearRow {
  readonly year: number;
  /** January to December; null where there are no bars. */
  readonly months: (number | null)[];
  readonly total: number;
}

/** Compound returns per calendar month and year (UTC) of an equity curve. */
export function monthlyReturns(times: readonly number[], equity: readonly number[], start: number): YearRow[] {
  const rows: YearRow[] = [];
  let before = start;
  for (let i = 0; i < times.length; i++) {
    const at = new Date(times[i] as number);
    const next = times[i + 1];
    const isLast =
      next === undefined ||
      new Date(next).getUTCMonth() !== at.getUTCMonth() ||
      new Date(next).getUTCFullYear() !== at.getUTCFullYear();
    if (!isLast) continue;
    const year = at.getUTCFullYear();
    let row = rows[rows.length - 1];
    if (row?.year !== year) {
      row = { year, months: Array.from({ length: 12 }, () => null), total: 0 };
      rows.push(row);
    }
    const value = before > 0 ? (equity[i] as number) / before - 1 : 0;
    row.months[at.getUTCMonth()] = value;
    rows[rows.length - 1] = { ...row, total: (1 + row.total) * (1 + value) - 1 };
    before = equity[i] as number;
  }
  return rows;
}

const names = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** The table; a cell is fully tinted at ten percent. */
export function monthTable(rows: readonly YearRow[]): Markup {
  const cell = (value: number | null): Markup => {
    if (value === null) return html`<td></td>`;
    const depth = Math.round(Math.min(1, Math.abs(value) / 0.1) * 60);
    return html`<td class="${value >= 0 ? 'up' : 'down'}" style="--depth:${depth}%">${change(value)}</td>`;
  };
  return html`<div class="scroll"><table class="months"><thead><tr><th>Year</th>${names.map((n) => html`<th>${n}</th>`)}<th>Year</th></tr></thead><tbody>${rows.map(
    (row) => html`<tr><th>${row.year}</th>${row.months.map(cell)}${cell(row.total)}</tr>`,
  )}</tbody></table></div>`;
}

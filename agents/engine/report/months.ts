/** Returns by month and year, as a heat map that also says its numbers. */
import { change } from './format.ts';
import { html, type Markup } from './html.ts';

export interface YearRow {
  readonly year: number;
  /** January to December; null where there are no bars. */
  readonly months: (number | null)[];
  readonly total: number;
}

/** Rows from a table of `2024-03` -> return, in order. */
export function yearRows(table: Readonly<Record<string, number>>): YearRow[] {
  const rows: YearRow[] = [];
  for (const [key, value] of Object.entries(table).sort(([a], [b]) => (a < b ? -1 : 1))) {
    const year = Number(key.slice(0, 4));
    const last = rows[rows.length - 1];
    const row = last?.year === year ? last : { year, months: Array.from({ length: 12 }, () => null), total: 0 };
    if (row !== last) rows.push(row);
    row.months[Number(key.slice(5, 7)) - 1] = value;
    rows[rows.length - 1] = { ...row, total: (1 + row.total) * (1 + value) - 1 };
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

/** Returns by month and year as a map of colour with the figure in every cell. */
import { formatNumber } from '../format/numbers.ts';
import { formatPercent } from '../format/percent.ts';

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `year-month` -> return as rows of twelve, newest year first, with the compounded year. */
export function monthRows(monthly: Readonly<Record<string, number>>) {
  const years = new Map<number, (number | null)[]>();
  for (const [key, value] of Object.entries(monthly)) {
    const [year, month] = key.split('-').map(Number);
    if (year === undefined || month === undefined || !(month >= 1 && month <= 12)) continue;
    const row = years.get(year) ?? Array.from({ length: 12 }, () => null);
    row[month - 1] = value;
    years.set(year, row);
  }
  return [...years.entries()]
    .sort(([a], [b]) => b - a)
    .map(([year, row]) => ({ year, row, total: row.reduce<number>((all, r) => all * (1 + (r ?? 0)), 1) - 1 }));
}

/** Strength of the cell's colour in steps of a tenth, full at 8 % a month. */
const strength = (value: number): number => Math.min(1, Math.abs(value) / 0.08) * 62;
const cellStyle = (value: number | null) =>
  value === null
    ? undefined
    : {
        background: `color-mix(in srgb, var(--${value >= 0 ? 'up' : 'down'}) ${strength(value).toFixed(0)}%, var(--panel))`,
      };

export function MonthMap(props: { readonly monthly: Readonly<Record<string, number>> }) {
  const rows = monthRows(props.monthly);
  return (
    <div className="overflow-x-auto">
      <table
        className="w-full min-w-[560px] table-fixed border-separate border-spacing-[2px] text-2xs"
        aria-label="Monthly returns"
      >
        <thead>
          <tr>
            <th className="label w-10 text-left font-medium">Year</th>
            {months.map((month) => (
              <th key={month} className="label font-medium">
                {month}
              </th>
            ))}
            <th className="label w-14 text-right font-medium">Year</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ year, row, total }) => (
            <tr key={year}>
              <th scope="row" className="text-left font-medium text-muted">
                {year}
              </th>
              {row.map((value, i) => (
                <td
                  key={months[i]}
                  style={cellStyle(value)}
                  title={
                    value === null
                      ? `${months[i]} ${year}: nothing`
                      : `${months[i]} ${year}: ${formatPercent(value, { digits: 2, signed: true })}`
                  }
                  className="h-6 rounded-[3px] text-center text-ink"
                >
                  {value === null ? '' : formatNumber(value * 100, 1)}
                </td>
              ))}
              <td className="text-right font-semibold">{formatPercent(total, { signed: true })}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

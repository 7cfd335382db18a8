/** A map of two parameters: the score of each pair as a colour, the figure on hover and in the cell where there is room. */
import { formatNumber } from '../format/numbers.ts';

export interface ValueMapData {
  readonly x: string;
  readonly y: string;
  readonly xValues: readonly number[];
  readonly yValues: readonly number[];
  readonly scores: readonly (readonly (number | null)[])[];
}

/** Columns up to which a cell has room for its figure. */
const roomyColumns = 16;

export function ValueMap(props: {
  readonly data: ValueMapData;
  readonly label: string;
  /** The pair marked as the best. */
  readonly best?: Readonly<Record<string, number>> | undefined;
}) {
  const { data, best } = props;
  const known = data.scores.flat().filter((v) => v !== null);
  const low = known.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  const high = known.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  const size = Math.max(Math.abs(low), Math.abs(high)) || 1;
  const roomy = data.xValues.length <= roomyColumns;
  return (
    <div className="overflow-x-auto">
      <p className="label pl-24 text-center">{data.x} →</p>
      <table aria-label={props.label} className="w-full table-fixed border-separate border-spacing-[1px] text-2xs">
        <thead>
          <tr>
            <th className="label w-24 text-left font-medium" title={`Rows: ${data.y}; columns: ${data.x}`}>
              <span className="block truncate">{data.y} ↓</span>
            </th>
            {data.xValues.map((x, i) => (
              <th key={x} className="label overflow-hidden font-medium">
                {roomy || i % Math.ceil(data.xValues.length / roomyColumns) === 0 ? x : ''}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {data.yValues.map((y, row) => (
            <tr key={y}>
              <th scope="row" className="text-left font-medium text-muted">
                {y}
              </th>
              {data.xValues.map((x, column) => {
                const score = data.scores[row]?.[column] ?? null;
                const isBest = best !== undefined && best[data.x] === x && best[data.y] === y;
                return (
                  <td
                    key={x}
                    title={`${data.x} ${x}, ${data.y} ${y}: ${score === null ? 'not tried, or too few trades' : formatNumber(score, 3)}`}
                    style={
                      score === null
                        ? undefined
                        : {
                            background: `color-mix(in srgb, var(--${score >= 0 ? 'up' : 'down'}) ${Math.round((Math.abs(score) / size) * 70)}%, var(--panel))`,
                          }
                    }
                    className={`h-6 rounded-[2px] text-center tabular-nums ${score === null ? 'bg-ground text-faint' : 'text-ink'} ${isBest ? 'outline-2 outline-accent' : ''}`}
                  >
                    {score === null ? '' : roomy ? formatNumber(score, 2) : ''}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

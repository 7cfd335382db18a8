/** Reads returns from a file of returns or prices. */
import { type Result, refuse } from '../../shared/core/result.ts';
import type { DatedColumn } from '../../shared/quant/metrics/align.ts';
import { returnsOf } from '../../shared/quant/metrics/returns.ts';
import { fromLogReturns } from '../../shared/quant/metrics/series.ts';
import { type ColumnsFile, columnOf, readColumns } from './columns-file.ts';

/** What the numbers of a file are. */
export const returnKinds = ['simple', 'log', 'prices'] as const;
export type ReturnKind = (typeof returnKinds)[number];

export interface ReturnsFile extends DatedColumn {
  readonly values: Float64Array;
  /** False when the rows are only numbered. */
  readonly dated: boolean;
}

/** Simple returns of one column; prices lose their first row. */
export function returnsIn(file: ColumnsFile, values: Float64Array, kind: ReturnKind): Result<ReturnsFile> {
  const wrong = values.findIndex((v) => (kind === 'prices' ? v <= 0 : kind === 'simple' && v < -1));
  if (wrong >= 0)
    return refuse(
      kind === 'prices' ? 'price-not-positive' : 'loses-more-than-all',
      kind === 'prices'
        ? `A price of ${values[wrong]} has no return.`
        : `A simple return of ${values[wrong]} loses more than everything.`,
      {
        where: `${file.name}, number ${wrong + 1}`,
        fix:
          kind === 'prices'
            ? 'Remove the row or repair it.'
            : 'Give shares (0.01 for 1 %), or --kind log or --kind prices where the numbers are those.',
      },
    );
  const dates = file.dates ?? Array.from(values, (_, i) => String(i + 1).padStart(9, '0'));
  const dated = file.dates !== undefined;
  if (kind !== 'prices')
    return { ok: true, value: { dates, dated, values: kind === 'log' ? fromLogReturns(values) : values } };
  if (values.length < 2)
    return refuse('too-few-prices', 'One price makes no return.', { where: file.name, fix: 'Give at least two.' });
  return { ok: true, value: { dates: dates.slice(1), dated, values: returnsOf(values) } };
}

/** Reads one column of a file as simple returns. */
export async function readReturns(
  path: string,
  column: string | undefined,
  kind: ReturnKind,
): Promise<Result<ReturnsFile>> {
  const file = await readColumns(path);
  if (!file.ok) return file;
  const values = columnOf(file.value, column);
  return values.ok ? returnsIn(file.value, values.value, kind) : values;
}

/** A small dataset in shared memory for the tests of workers. */
import type { Dataset } from '../../../agents/kernel/ports.ts';
import { type BarColumns, barColumnNames } from '../../../shared/domain/bar.ts';

export const datasetId = 'ds-0123456789abcdef';

export function smallDataset(closes: readonly number[]): Dataset {
  const column = (): Float64Array => {
    const array = new Float64Array(new SharedArrayBuffer(closes.length * 8));
    array.set(closes);
    return array;
  };
  const columns = Object.fromEntries(barColumnNames.map((name) => [name, column()])) as unknown as BarColumns;
  return {
    manifest: {
      id: datasetId,
      name: 'small',
      synthetic: true,
      source: 'test',
      benchmark: null,
      instruments: [],
      series: [
        {
          symbol: 'AAA',
          timeframe: '1d',
          bars: closes.length,
          from: 0,
          to: 1,
          hash: '0'.repeat(64),
          qualityScore: 1,
          issues: [],
        },
      ],
      newsCount: 0,
      macro: [],
    },
    series: (symbol, timeframe) =>
      symbol === 'AAA' && timeframe === '1d' ? { symbol, timeframe, columns } : undefined,
    news: [],
    macro: [],
  };
}

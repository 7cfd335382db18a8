/** Job `sweep-columns`: works out some indicator columns of a sweep, straight into the memory all workers share. */
import { z } from 'zod';
import { timeframeSchema } from '../../../shared/domain/bar.ts';
import { isStopped, report } from '../studies/control.ts';
import { evaluateColumns, hasGap } from '../studies/sweep/crossing-plan.ts';
import { columnOf } from '../studies/sweep/kernel/table.ts';
import { defineJob } from './job-kit.ts';
import { controlSchema } from './study-request.ts';
import { tableSchema } from './sweep-table.ts';

export const sweepColumnsJobInputSchema = z.strictObject({
  table: tableSchema,
  datasetId: z.string(),
  symbol: z.string(),
  timeframe: timeframeSchema,
  /** First bar of the sweep; columns are worked out from the first bar of the series on. */
  firstBar: z.number().int().nonnegative(),
  texts: z.array(z.string()),
  /** Number of the first of them in the table. */
  firstColumn: z.number().int().nonnegative(),
  control: controlSchema,
});

/** The text of a column with a gap, which the kernels cannot take; null when there is none. */
export interface SweepColumnsJobOutput {
  readonly gap: string | null;
}

export const sweepColumnsJob = defineJob(
  'sweep-columns',
  sweepColumnsJobInputSchema,
  async (input, services): Promise<SweepColumnsJobOutput> => {
    const dataset = await services.dataset(input.datasetId);
    const bars = dataset.series(input.symbol, input.timeframe)?.columns;
    if (bars === undefined) throw new Error(`${input.symbol} has no bars of ${input.timeframe}`);
    let gap: string | null = null;
    evaluateColumns(input.texts, bars, (column, i) => {
      const part = column.subarray(input.firstBar, input.firstBar + input.table.call.bars);
      if (gap === null && hasGap(part)) gap = input.texts[i] as string;
      columnOf(input.table, input.firstColumn + i).set(part);
      report(input.control, i + 1);
      return !isStopped(input.control);
    });
    return { gap };
  },
);

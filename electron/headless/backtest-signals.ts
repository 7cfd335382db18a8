/** Reads columns of signals for `quantai backtest`: a row for each bar of the data, 1 where a signal holds at its close. */
import type { Market } from '../../agents/engine/columnar/market.ts';
import type { SignalColumns } from '../../agents/engine/columnar/signal-plan.ts';
import { type Result, refuse } from '../../shared/core/result.ts';
import { readColumns } from './columns-file.ts';

const names = {
  entry_long: 'entryLong',
  exit_long: 'exitLong',
  entry_short: 'entryShort',
  exit_short: 'exitShort',
} as const;

export async function readSignals(path: string, market: Market): Promise<Result<{ readonly signals: SignalColumns }>> {
  const file = await readColumns(path);
  if (!file.ok) return file;
  const { name: where, columns } = file.value;
  const bars = market.feeds[0]?.bars ?? 0;
  if (market.feeds.length !== 1)
    return refuse('bad-usage', 'Signals run over one symbol.', { where: '--data', fix: 'Give one file of prices.' });
  const signals: Partial<Record<(typeof names)[keyof typeof names], Uint8Array>> = {};
  for (const [column, key] of Object.entries(names)) {
    const values = columns.find((c) => c.name.toLowerCase() === column)?.values;
    if (values === undefined) continue;
    if (values.length !== bars)
      return refuse('bad-signals', `There are ${values.length} rows of signals and ${bars} bars.`, {
        where,
        fix: 'Give one row for each bar, in the same order.',
      });
    if (values.some((v) => v !== 0 && v !== 1))
      return refuse('bad-signals', `The column ${column} holds something else than 0 and 1.`, {
        where,
        fix: 'Write 1 where the signal holds at the close of the bar, else 0.',
      });
    signals[key] = Uint8Array.from(values);
  }
  if (signals.entryLong === undefined && signals.entryShort === undefined)
    return refuse('bad-signals', 'There is no column entry_long or entry_short.', {
      where,
      fix: 'Name the columns of signals.',
    });
  return { ok: true, value: { signals } };
}

/** Reads what a study is about: the strategy from JSON and the bars from CSV files, as one dataset in shared memory. */
import { readFile } from 'node:fs/promises';
import type { Dataset } from '../../../agents/kernel/ports.ts';
import { shownName } from '../../../agents/sources/csv/open-input.ts';
import { readCsvFiles } from '../../../agents/sources/csv/read-csv-files.ts';
import { encodeDataset, inSharedMemory } from '../../../agents/store/dataset-columns.ts';
import { datasetOf } from '../../../agents/store/datasets.ts';
import { type Result, refuse } from '../../../shared/core/result.ts';
import { type BarColumns, barColumnNames } from '../../../shared/domain/bar.ts';
import { compileStrategy } from '../../../shared/strategy/compile.ts';
import { type StrategySpec, strategySpecSchema } from '../../../shared/strategy/spec.ts';

/** A spec that compiles, or the field or character that is wrong. */
export async function readStrategy(path: string): Promise<Result<StrategySpec>> {
  const where = shownName(path);
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    return refuse('file-not-found', `The strategy could not be read: ${(error as NodeJS.ErrnoException).code}.`, {
      where,
      fix: 'Check the name and the folder.',
    });
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return refuse('not-json', 'The strategy is not JSON.', { where: `${where}: ${(error as Error).message}` });
  }
  const parsed = strategySpecSchema.safeParse(value);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    return refuse('bad-strategy', `The strategy is not complete: ${issue?.message}.`, {
      where: `${where}, ${issue?.path.join('.') || 'top level'}`,
    });
  }
  const compiled = compileStrategy(parsed.data);
  if (compiled.ok) return { ok: true, value: parsed.data };
  const { code, message, where: place, fix } = compiled.error;
  return refuse(code, `${message}.`, { where: `${where}, ${place}`, ...(fix === undefined ? {} : { fix }) });
}

/** All files as one dataset, its columns in shared memory. */
export async function readDataset(
  paths: readonly string[],
): Promise<Result<{ dataset: Dataset; notes: readonly string[] }>> {
  const batch = await readCsvFiles(paths.map((path) => ({ name: shownName(path), path })));
  if (!batch.ok) return batch;
  const encoded = inSharedMemory(encodeDataset(batch.value));
  const series = encoded.manifest.series.map(({ symbol, timeframe }, index) => {
    const columns = {} as { -readonly [K in keyof BarColumns]: Float64Array };
    for (const name of barColumnNames) {
      const bytes = encoded.columns.find((c) => c.series === index && c.name === name)?.bytes;
      if (bytes === undefined) throw new Error(`${symbol} lost its column ${name}`);
      columns[name] = new Float64Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 8);
    }
    return { symbol, timeframe, columns };
  });
  const dataset = datasetOf({ manifest: encoded.manifest, series, news: [], macro: [] });
  return { ok: true, value: { dataset, notes: batch.value.notes } };
}

/** Refuses a strategy none of whose symbols is in the data. */
export function checkSymbols(spec: StrategySpec, dataset: Dataset): Result<null> {
  const has = spec.symbols.some((symbol) => (dataset.series(symbol, spec.timeframe)?.columns.close.length ?? 0) > 1);
  if (has) return { ok: true, value: null };
  const there = dataset.manifest.series.map((s) => `${s.symbol} ${s.timeframe}`);
  return refuse('no-bars', `The data have no ${spec.timeframe} bars of ${spec.symbols.slice(0, 5).join(', ')}.`, {
    where: '--data',
    fix: `They have ${there.slice(0, 5).join(', ')}: change the symbols or the timeframe of the strategy.`,
  });
}

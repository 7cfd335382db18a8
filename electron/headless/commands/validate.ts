/** `quantai validate`: a specification or a source file, with every check, its evidence, its threshold and how to see it again. */
import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { Option } from 'commander';
import type { Dataset } from '../../../agents/kernel/ports.ts';
import { readCsvFiles } from '../../../agents/sources/csv/read-csv-files.ts';
import { encodeDataset } from '../../../agents/store/dataset-columns.ts';
import { languageOf } from '../../../agents/validation/sources/reader.ts';
import { type Result, refuse } from '../../../shared/core/result.ts';
import { strategySpecSchema } from '../../../shared/strategy/spec.ts';
import { type HostCommand, wholeNumber } from '../command.ts';
import { validateSource } from '../validate-source.ts';
import { validateSpec } from '../validate-spec.ts';
import { validationAnswer } from '../validation-report.ts';

/** A longer file is no strategy; it is not even read. */
const mostBytes = 4_000_000;

async function readText(path: string): Promise<Result<string>> {
  try {
    const { size } = await stat(path);
    if (size > mostBytes)
      return refuse('source-too-large', `The file has ${size} bytes; ${mostBytes} are read at most.`, { where: path });
    return { ok: true, value: await readFile(path, 'utf8') };
  } catch (error) {
    return refuse('missing-file', `The file cannot be read: ${(error as NodeJS.ErrnoException).code}.`, {
      where: path,
      fix: 'give the path of a specification (.json), or of a Python or TypeScript source.',
    });
  }
}

/** The CSV files as one dataset in memory; nothing is kept. */
async function readDataset(paths: readonly string[]): Promise<Result<{ dataset: Dataset; notes: readonly string[] }>> {
  const batch = await readCsvFiles(paths.map((path) => ({ name: basename(path), path })));
  if (!batch.ok) return batch;
  const { manifest } = encodeDataset(batch.value);
  const series = batch.value.series.map((s) => s.series);
  return {
    ok: true,
    value: {
      dataset: {
        manifest,
        news: batch.value.news,
        macro: batch.value.macro,
        series: (symbol, timeframe) => series.find((s) => s.symbol === symbol && s.timeframe === timeframe),
      },
      notes: batch.value.notes,
    },
  };
}

export const validate: HostCommand = {
  name: 'validate',
  parameters: '<file>',
  summary: 'check a strategy for leaks, luck and risk: a specification (.json) or a source (.py, .ts)',
  more: 'Examples: quantai validate strategy.py --json\n          quantai validate spec.json --data SPY.csv,QQQ.csv --trials 120',
  options: [
    new Option(
      '--data <files>',
      'CSV files of bars, with commas between them; without them only what is written is checked',
    ),
    wholeNumber(
      '--trials <n>',
      'strategies tried on this data before: what its Sharpe ratio is deflated by',
      0,
      1e9,
    ).default(0),
    wholeNumber('--neighbours <n>', 'parameter neighbours that are run', 0, 200).default(24),
    wholeNumber('--noise <n>', 'markets of shuffled bars that are run', 0, 100).default(19),
    wholeNumber('--draws <n>', 'draws of the permutation test', 2000, 100_000).default(2000),
    wholeNumber('--seed <n>', 'seed of cuts, noise and draws', 0, 2 ** 31 - 1).default(1),
  ],
  async run(_context, [given], options) {
    const path = String(given);
    const text = await readText(path);
    if (!text.ok) return text;
    const file = basename(path);
    const data = typeof options.data === 'string' ? options.data.split(',').filter(Boolean) : [];
    const language = languageOf(file);
    if (language) return validateSource(file, text.value, language, `quantai validate ${file}`);
    let json: unknown;
    try {
      json = JSON.parse(text.value);
    } catch {
      return refuse('bad-spec', 'The file is neither JSON nor a Python or TypeScript source.', {
        where: file,
        fix: 'name it .json, .py or .ts after what it is.',
      });
    }
    const spec = strategySpecSchema.safeParse(json);
    if (!spec.success) {
      const issue = spec.error.issues[0];
      return refuse('bad-spec', `The specification does not fit its schema: ${issue?.message}.`, {
        where: `${file}, ${issue?.path.join('.') ?? ''}`,
        fix: 'correct the field.',
      });
    }
    const read = data.length === 0 ? undefined : await readDataset(data);
    if (read && !read.ok) return read;
    const numbers = ['trials', 'neighbours', 'noise', 'draws', 'seed'].map((n) => `--${n} ${options[n]}`).join(' ');
    const command = `quantai validate ${file}${data.length > 0 ? ` --data ${data.map((d) => basename(d)).join(',')} ${numbers}` : ''}`;
    const checks = await validateSpec(spec.data, {
      dataset: read?.value.dataset,
      trials: options.trials as number,
      seed: options.seed as number,
      neighbours: options.neighbours as number,
      noiseMarkets: options.noise as number,
      draws: options.draws as number,
    });
    return {
      ok: true,
      value: validationAnswer({
        file,
        kind: 'spec',
        checks,
        command,
        more: { bars: read?.value.dataset.manifest.series.reduce((sum, s) => sum + s.bars, 0) ?? 0 },
        notes: [
          ...(read?.value.notes ?? []),
          ...(read ? [] : ['Without --data nothing is run: give files to have it proved.']),
        ],
      }),
    };
  },
};

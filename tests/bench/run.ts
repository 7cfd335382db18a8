/** Runs the benches: `run.ts [--only NAME] [--json] [--list]`; exit status 1 when a goal is missed, 2 on a wrong call. */
import { parseArgs } from 'node:util';
import type { BenchResult, Row } from './bench.ts';
import { benches } from './index.ts';

const significant = (value: number): string =>
  Math.abs(value) >= 1000 ? Math.round(value).toLocaleString('en') : String(Number(value.toPrecision(3)));

const line = (row: Row): string => {
  const unit = row.unit === '' ? '' : row.unit === 'x' ? 'x' : ` ${row.unit}`;
  const goal = row.goal === undefined ? '' : `  ${row.goal.met ? 'met' : 'MISSED'}: ${row.goal.text}`;
  const range = `[${significant(row.min)}-${significant(row.max)}]`;
  return `  ${row.label.padEnd(62)} ${`${significant(row.median)}${unit}`.padStart(14)}  ${range.padEnd(20)}${goal}`;
};

const print = (result: BenchResult): void => {
  if ('skipped' in result) {
    console.log(`  SKIPPED: ${result.skipped}`);
    return;
  }
  for (const row of result.rows) console.log(line(row));
  for (const note of result.notes ?? []) console.log(`  ${note}`);
};

async function main(): Promise<number> {
  let options: { only?: string | undefined; json?: boolean | undefined; list?: boolean | undefined };
  try {
    options = parseArgs({
      options: { only: { type: 'string' }, json: { type: 'boolean' }, list: { type: 'boolean' } },
    }).values;
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}. Known: --only NAME, --list, --json.`);
    return 2;
  }
  const chosen = benches.filter((bench) => bench.name.startsWith(options.only ?? ''));
  if (chosen.length === 0) {
    console.error(`No bench begins with "${options.only}". There are: ${benches.map((b) => b.name).join(', ')}.`);
    return 2;
  }
  if (options.list) {
    for (const bench of chosen) console.log(`${bench.name}  ${bench.title}`);
    return 0;
  }
  let missed = 0;
  const results: Record<string, BenchResult> = {};
  if (!options.json)
    console.log(
      'Medians over rounds in which the contenders take turns, [min-max]; a ratio is formed inside each round.',
    );
  for (const bench of chosen) {
    if (!options.json) console.log(`\n${bench.name}: ${bench.title}`);
    const result = await bench.run();
    results[bench.name] = result;
    if ('rows' in result) missed += result.rows.filter((row) => row.goal?.met === false).length;
    if (!options.json) print(result);
  }
  if (options.json) console.log(JSON.stringify({ missed, results }, null, 2));
  else console.log(missed === 0 ? '\nAll goals met.' : `\n${missed} goal(s) missed.`);
  return missed === 0 ? 0 : 1;
}

process.exitCode = await main();

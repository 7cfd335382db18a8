/** `quantai indicators`: the list, values over a file as it stands, expressions of rules and library mixed, and clear refusals. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { CommandContext } from '../../../electron/headless/command.ts';
import { indicators } from '../../../electron/headless/commands/indicators.ts';
import { library } from '../../../shared/quant/indicators/index.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'quantai-indicators-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const closes = Array.from({ length: 60 }, (_, i) => 100 + 10 * Math.sin(i / 3) + i / 4);
const day = (i: number) => new Date(Date.UTC(2024, 0, 1 + i)).toISOString().slice(0, 10);
function file(text: string): string {
  const path = join(folder, 'prices.csv');
  writeFileSync(path, text);
  return path;
}
const dated = () =>
  file(
    ['Date,Open,High,Low,Close,Volume', ...closes.map((c, i) => `${day(i)},${c - 1},${c + 2},${c - 2},${c},1000`)].join(
      '\n',
    ),
  );

interface Document {
  rows: number;
  labels: string[];
  notes: string[];
  results: { expr: string; warmUp: number; values: (number | null)[] }[];
}
async function ask(options: Record<string, unknown>) {
  const answer = await indicators.run({} as CommandContext, [], { last: 10, ...options });
  return answer.ok
    ? { json: answer.value.json as Document, lines: answer.value.lines }
    : { refused: answer.error, json: undefined, lines: [] };
}

it('lists every indicator of the library with its arguments', async () => {
  const { lines } = await ask({ list: true });
  for (const name of Object.keys(library)) expect(lines.some((line) => line.startsWith(`${name}(`))).toBe(true);
  expect(lines.join('\n')).toContain('correl(x, y, length)');
});

it('gives the values of several expressions, rules and library mixed, with their warm-up', async () => {
  const { json } = await ask({
    data: dated(),
    expr: [
      'sma(close, 5)',
      'hma(ema(close, 3), 9) - prev(close, 2)',
      'close > natr(4)',
      'correl(close, kama(close, 4), 10)',
    ],
  });
  expect(json?.labels[0]).toBe('2024-01-01');
  const mean = (from: number) => closes.slice(from, from + 5).reduce((sum, v) => sum + v, 0) / 5;
  const [sma, mixed, truth, correl] = json?.results ?? [];
  expect(sma?.values.slice(0, 4)).toEqual([null, null, null, null]);
  expect(sma?.values[30]).toBeCloseTo(mean(26), 10);
  for (const result of [sma, mixed, correl]) expect(result?.values.findIndex((v) => v !== null)).toBe(result?.warmUp);
  expect([mixed?.warmUp, truth?.warmUp, correl?.warmUp]).toEqual([12, 4, 13]);
  expect(truth?.values.slice(4).every((v) => v === 1)).toBe(true);
});

it('takes the file as it stands: newest first, closes alone, no dates', async () => {
  const rows = closes.map((c, i) => `${day(i)},${c}`).reverse();
  const turned = await ask({ data: file(['Date,Close', ...rows].join('\n')), expr: ['medprice()', 'vwma(close, 3)'] });
  expect(turned.json?.results[0]?.values).toEqual(closes);
  expect(turned.json?.results[1]?.values.every((v) => v === null)).toBe(true);
  expect(turned.json?.notes.join(' ')).toMatch(/order of time.*no column of volume/);
  const bare = await ask({ data: file(`close\n${closes.join('\n')}\n`), expr: ['mom(close, 1)'] });
  expect(bare.json?.labels.slice(0, 2)).toEqual(['0', '1']);
  expect(bare.json?.results[0]?.values[1]).toBe((closes[1] as number) - (closes[0] as number));
});

it.each([
  ['supertend(10)', 'did you mean supertrend?', 'character 1'],
  ['hma(close, 1)', 'give a whole number from 2 to 2000', 'character 12'],
  ['hma(close)', 'write hma(x, length)', 'character 1'],
  ['hma(close > 1, 9)', undefined, 'character 5'],
  ['sma(close, kama(close, 5))', 'it cannot change from bar to bar', 'character 12'],
  ['regime()', 'compare it with a quoted word', 'character 1'],
  ['1 +', undefined, 'character'],
])('refuses %s and says how to mend it', async (expr, fix, where) => {
  const { refused } = await ask({ data: dated(), expr: [expr] });
  expect(refused?.where ?? 'not refused').toContain(where);
  if (fix !== undefined) expect(refused?.fix).toBe(fix);
});

it('says when an expression is too long for the file, and what is missing in a call', async () => {
  const { lines } = await ask({ data: dated(), expr: ['sma(close, 200)'] });
  expect(lines.at(-1)).toBe('sma(close, 200) needs 200 rows for its first value.');
  expect((await ask({ expr: ['close'] })).refused?.fix).toBe('Add --data FILE.');
  expect((await ask({ data: dated() })).refused?.where).toBe('--expr');
  expect((await ask({ data: join(folder, 'none.csv'), expr: ['close'] })).refused?.code).toBe('file-not-found');
});

/** Shorthands for import tests: make a file out of text, expect a batch or a refusal. */
import { expect } from 'vitest';
import { readCsvFiles } from '../../../../agents/sources/csv/read-csv-files.ts';
import type { SourceBatch } from '../../../../agents/sources/source.ts';
import type { Refusal } from '../../../../shared/core/result.ts';
import { usEquityCalendar } from '../../../../shared/domain/calendar.ts';

export const bare = 'Date,Open,High,Low,Close,Volume';

/** `count` sound daily rows from a date, sessions of US equities only. */
export function rows(count: number, from = '2024-01-02', make = (i: number) => 100 + i * 0.5): string[] {
  const out: string[] = [];
  for (let day = Date.parse(from) / 86_400_000; out.length < count; day++) {
    const date = new Date(day * 86_400_000);
    if (usEquityCalendar.sessionOn(day) === undefined) continue;
    const close = make(out.length);
    out.push(
      `${date.toISOString().slice(0, 10)},${close - 0.2},${close + 1},${close - 1},${close},${1000 + out.length}`,
    );
  }
  return out;
}

export const file = (lines: readonly string[], header = bare): string => [header, ...lines].join('\n');

export async function imported(text: string, name = 'TEST.csv'): Promise<SourceBatch> {
  const result = await readCsvFiles([{ name, text }]);
  if (!result.ok) expect.fail(JSON.stringify(result.error));
  return result.value;
}

export async function refused(text: string, name = 'TEST.csv'): Promise<Refusal> {
  const result = await readCsvFiles([{ name, text }]);
  if (result.ok) expect.fail(`accepted: ${result.value.notes.join(' ')}`);
  expect(result.error.message.length).toBeGreaterThan(5);
  expect(result.error.fix?.length ?? 0, 'a refusal names its cure').toBeGreaterThan(5);
  expect(result.error.where).toContain(name);
  return result.error;
}

/** Columns of the only series. */
export const columns = (batch: SourceBatch) => {
  expect(batch.series).toHaveLength(1);
  const [first] = batch.series;
  if (first === undefined) throw new Error('no series');
  return first.series.columns;
};

export const codes = (batch: SourceBatch): string[] => [
  ...new Set(batch.series.flatMap((s) => s.issues.map((i) => i.code))),
];

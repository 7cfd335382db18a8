/** Before the parity tests: the peers are installed when asked for. After them: the table of what was compared. */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import type { Row } from './compare.ts';
import { peers } from './python.ts';

export default async function setUp(project: TestProject): Promise<() => void> {
  const found = await peers('parity', { install: process.env.QUANTAI_PARITY === 'install' });
  if ('skipped' in found) console.warn(`PARITY SKIPPED: ${found.skipped}.`);
  const folder = mkdtempSync(join(tmpdir(), 'quantai-parity-'));
  const file = join(folder, 'rows.jsonl');
  project.provide('peers', found);
  project.provide('tableFile', file);
  return () => {
    if (existsSync(file))
      print(
        readFileSync(file, 'utf8')
          .trim()
          .split('\n')
          .map((line) => JSON.parse(line) as Row),
      );
    rmSync(folder, { recursive: true, force: true });
  };
}

function print(rows: readonly Row[]): void {
  const sorted = [...rows].sort((a, b) => a.peer.localeCompare(b.peer) || a.what.localeCompare(b.what));
  const cells = sorted.map((r) => [
    r.peer,
    r.what,
    String(r.cases),
    r.largest === null ? 'judged' : r.largest.toExponential(1),
    r.allowed,
    r.note ?? '',
  ]);
  const table = [['peer', 'what', 'cases', 'largest difference', 'allowed', ''], ...cells];
  const widths = table[0]?.map((_, column) => Math.max(...table.map((row) => (row[column] ?? '').length))) ?? [];
  console.log('\nParity: our code and the reference packages on the same data in this run');
  for (const row of table)
    console.log(
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    );
}

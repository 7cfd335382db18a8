/** Files keep the order journal and small texts: whole lines only, old or new text and never a mixture. */
import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openFileJournal, openFileState } from '../../../../agents/engine/orders/file-keeping.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'orders-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('the order journal on disk', () => {
  it('reads back what was appended, in order, after it was opened again', async () => {
    const path = join(folder, 'a', 'orders.jsonl');
    const journal = openFileJournal(path);
    expect(journal.load()).toEqual([]);
    await Promise.all(Array.from({ length: 50 }, (_, i) => journal.append(JSON.stringify({ i }))));
    await journal.close();
    const again = openFileJournal(path);
    expect(again.load().map((line) => JSON.parse(line).i)).toEqual(Array.from({ length: 50 }, (_, i) => i));
  });

  it('drops a last line that was cut short at every length, and appends after it', async () => {
    const path = join(folder, 'orders.jsonl');
    const line = '{"kind":"thaw","symbol":"ACME"}';
    for (let cut = 1; cut < line.length; cut++) {
      writeFileSync(path, `${line}\n`);
      appendFileSync(path, line.slice(0, cut));
      const journal = openFileJournal(path);
      expect(journal.load()).toEqual([line]);
      await journal.append(line);
      await journal.close();
      expect(readFileSync(path, 'utf8')).toBe(`${line}\n${line}\n`);
    }
  });

  it('refuses a journal with a hole', () => {
    const path = join(folder, 'orders.jsonl');
    writeFileSync(path, '{"a":1}\n{"b"\n{"c":3}\n');
    expect(() => openFileJournal(path).load()).toThrow(/damaged at line 2 of 3/);
    writeFileSync(path, '{"a":1}\n{"b":2}\nnull\n');
    expect(() => openFileJournal(path).load()).toThrow(/damaged at line 3 of 3/);
  });

  it('reports a write that fails, and works again when it can', async () => {
    const path = join(folder, 'b', 'orders.jsonl');
    const journal = openFileJournal(path);
    rmSync(join(folder, 'b'), { recursive: true });
    await expect(journal.append('{}')).rejects.toThrow(/ENOENT/);
    openFileJournal(path);
    await journal.append('{"again":true}');
    await journal.close();
    expect(openFileJournal(path).load()).toEqual(['{"again":true}']);
  });
});

describe('kept texts', () => {
  it('survive being opened again and refuse names that leave the folder', () => {
    const state = openFileState(folder);
    expect(state.load('kill-latch')).toBeUndefined();
    state.save('kill-latch', '{"level":"halted"}');
    state.save('broker/simulated/paper', '{}');
    expect(openFileState(folder).load('kill-latch')).toBe('{"level":"halted"}');
    expect(openFileState(folder).load('broker/simulated/paper')).toBe('{}');
    for (const name of ['../out', '/etc/passwd', '', 'a/../../b']) expect(() => state.save(name, '{}')).toThrow();
  });
});

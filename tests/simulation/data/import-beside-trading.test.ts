/** A large file is imported by a running desk: the thread that trades is never held up, and memory and time have their limits. */
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createImportRoom, type ImportRoomParts } from '../../../agents/desk/import-room.ts';
import { createWallClock } from '../../../agents/kernel/clock.ts';
import type { EncodedDataset } from '../../../agents/store/dataset-columns.ts';
import type { DatasetStore } from '../../../agents/store/datasets.ts';
import { openHost } from '../../../electron/headless/host.ts';
import { refuse } from '../../../shared/core/result.ts';

/** Rows of the large file: IMPORT_ROWS makes it longer; a million rows are 53 MB. */
const rows = Number(process.env.IMPORT_ROWS ?? 100_000);
const cli = fileURLToPath(new URL('../../../electron/headless/cli.ts', import.meta.url));
let folder = '';
let large = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'quantai-large-'));
  large = join(folder, 'BTCUSD.csv');
  const lines = ['Date,Open,High,Low,Close,Volume'];
  for (let i = 0; i < rows; i++) {
    const close = 100 + 10 * Math.sin(i / 500);
    const time = new Date(Date.UTC(2022, 0, 3) + i * 60_000).toISOString().slice(0, 19).replace('T', ' ');
    lines.push(
      `${time},${close.toFixed(4)},${(close + 1).toFixed(4)},${(close - 1).toFixed(4)},${close.toFixed(4)},${i}`,
    );
  }
  writeFileSync(large, `${lines.join('\n')}\n`);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** CPU milliseconds this thread spends between two looks of a fast timer: what one turn can cost at most, however busy the machine is. */
function watchTurns(): () => number[] {
  const turns: number[] = [];
  let last = process.threadCpuUsage();
  const timer = setInterval(() => {
    const used = process.threadCpuUsage(last);
    last = process.threadCpuUsage();
    turns.push((used.user + used.system) / 1000);
  }, 2);
  return () => {
    clearInterval(timer);
    return turns.sort((a, b) => b - a);
  };
}

describe('an import beside trading', () => {
  it('leaves the trading thread its turns, from the first byte to the opened dataset', async () => {
    const home = join(folder, 'home');
    const opened = await openHost({ home, host: 'test', door: {}, log: () => undefined });
    if (!opened.ok) throw new Error(opened.error.message);
    const { desk, close } = opened.value;
    try {
      const stop = watchTurns();
      const child = spawn(process.execPath, [cli, 'import', large, '--home', home, '--json'], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      let out = '';
      child.stdout.on('data', (data) => {
        out += String(data);
      });
      expect(await new Promise((resolve) => child.on('close', resolve))).toBe(0);
      const { datasetId, series } = JSON.parse(out) as { datasetId: string; series: { bars: number }[] };
      expect(series).toMatchObject([{ symbol: 'BTCUSD', timeframe: '1m', bars: rows }]);
      const query = { datasetId, symbol: 'BTCUSD', timeframe: '1m', limit: 5 } as const;
      expect(await desk.bridge.call('chart.series', query)).toMatchObject({
        ok: true,
        value: { close: { length: 5 } },
      });
      const turns = stop();
      // Reading this file on the thread itself takes it a second or more at a stretch.
      expect(turns[0], `longest turns: ${turns.slice(0, 5).map(Math.round).join(', ')} ms`).toBeLessThan(150);
      expect(turns.filter((ms) => ms > 50).length).toBeLessThanOrEqual(2);
      // What was taken in on the way is gone.
      expect(readdirSync(join(home, 'incoming'))).toEqual([]);
    } finally {
      await close();
    }
  }, 120_000);
});

describe('limits', () => {
  const kept: EncodedDataset[] = [];
  const room = (more: Partial<ImportRoomParts>) =>
    createImportRoom({
      // Only keeping is reached by files.
      datasets: {
        async keep(encoded: EncodedDataset) {
          kept.push(encoded);
          return encoded.manifest;
        },
      } as unknown as DatasetStore,
      clock: createWallClock(),
      fetchPage: async () => refuse('offline', 'not here'),
      ...more,
    });
  const files = () => [{ name: 'BTCUSD.csv', path: large }];

  it('on memory, time and patience are sentences, and nothing is kept', async () => {
    expect(await room({ heapMb: 40 }).importFiles(files())).toMatchObject({
      ok: false,
      error: { code: 'import-too-large', message: expect.stringContaining('40 MB'), fix: expect.any(String) },
    });
    expect(await room({ limitMs: 30 }).importFiles(files())).toMatchObject({
      ok: false,
      error: { code: 'import-too-slow', fix: expect.any(String) },
    });
    const gone = new AbortController();
    const stopping = room({}).importFiles(files(), { signal: gone.signal });
    gone.abort();
    expect(await stopping).toMatchObject({ ok: false, error: { code: 'import-stopped' } });
    const closing = room({});
    const both = [closing.importFiles(files()), closing.importFiles(files())];
    await closing.close();
    for (const answer of await Promise.all(both))
      expect(answer).toMatchObject({ ok: false, error: { code: 'import-stopped' } });
    expect(kept).toEqual([]);
  }, 120_000);

  it('hold one import at a time, and columns come in shared memory', async () => {
    const one = room({});
    const [first, second] = await Promise.all([
      one.importFiles(files(), { name: 'A' }),
      one.importFiles(files(), { name: 'B' }),
    ]);
    expect([first, second].map((r) => r.ok && r.value.manifest.name)).toEqual(['A', 'B']);
    expect(kept.map((k) => k.manifest.name)).toEqual(['A', 'B']);
    for (const { bytes } of kept.flatMap((k) => k.columns)) expect(bytes.buffer).toBeInstanceOf(SharedArrayBuffer);
    await one.close();
  }, 120_000);
});

/** What the disk itself takes for one sync: the floor under everything durable. */
import { closeSync, fdatasyncSync, ftruncateSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface DiskSync {
  /** Milliseconds of each of so many 4 KiB writes, every one synced. */
  sample(count: number): number[];
  close(): void;
}

const block = Buffer.alloc(4096, 1);
const blocks = 4096;

export function openDiskSync(): DiskSync {
  const folder = mkdtempSync(join(tmpdir(), 'bench-sync-'));
  const file = openSync(join(folder, 'log'), 'w');
  ftruncateSync(file, blocks * block.length);
  for (let i = 0; i < blocks; i++) writeSync(file, block, 0, block.length, i * block.length);
  fdatasyncSync(file);
  let at = 0;
  return {
    sample(count) {
      const took: number[] = [];
      for (let i = 0; i < count; i++) {
        const from = performance.now();
        writeSync(file, block, 0, block.length, (at++ % blocks) * block.length);
        fdatasyncSync(file);
        took.push(performance.now() - from);
      }
      return took;
    },
    close() {
      closeSync(file);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

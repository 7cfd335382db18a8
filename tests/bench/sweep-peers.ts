/** The peers of the sweep bench: vectorbt in Python and a program in C, each skipped aloud where it cannot be had. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { peers } from '../parity/python.ts';
import { type PeerProcess, startPeer } from './peer-process.ts';

export interface GridAnswer {
  readonly ms: number;
  readonly equity: readonly number[];
  readonly drawdown: readonly number[];
  readonly trades: readonly number[];
}

/** The grid all contenders run: every fast length with every slow one, the slow ones running fastest. */
export interface Grid {
  readonly open: Float64Array;
  readonly close: Float64Array;
  readonly fast: readonly number[];
  readonly slow: readonly number[];
  readonly fee: number;
  readonly capital: number;
}

export type Peer = PeerProcess<GridAnswer> | { readonly skipped: string };

const script = (name: string): string => fileURLToPath(new URL(`./peers/${name}`, import.meta.url));
const write = (name: string, ...parts: readonly ArrayLike<number>[]): string => {
  const path = join(mkdtempSync(join(tmpdir(), 'quantai-bench-')), name);
  writeFileSync(path, Buffer.concat(parts.map((part) => Buffer.from(Float64Array.from(part).buffer))));
  return path;
};

export async function startVectorbt(grid: Grid): Promise<Peer> {
  const found = await peers('bench', { install: false });
  if ('skipped' in found) return { skipped: `vectorbt: ${found.skipped}` };
  const { open, close, fast, slow, fee, capital } = grid;
  const file = write('grid.f64', [close.length, fast.length, slow.length, fee, capital], fast, slow, open, close);
  const env = { ...process.env, MPLBACKEND: 'Agg', PYTHONDONTWRITEBYTECODE: '1' };
  const peer = await startPeer<GridAnswer>(found.python, [script('vectorbt_sweep.py'), file], env);
  return 'skipped' in peer ? { skipped: `vectorbt: ${peer.skipped}` } : peer;
}

/** @param averages the columns of the fast, then of the slow lengths */
export async function startC(grid: Grid, averages: readonly Float64Array[]): Promise<Peer> {
  const program = join(mkdtempSync(join(tmpdir(), 'quantai-bench-')), 'sweep');
  const flags = ['-O3', '-march=native', '-std=gnu11', '-o', program, script('sweep.c'), '-lm'];
  const compiled = spawnSync('cc', flags, { encoding: 'utf8' });
  if (compiled.status !== 0) return { skipped: `C: ${compiled.error?.message ?? compiled.stderr.slice(0, 300)}` };
  const { open, close, fast, slow, fee, capital } = grid;
  const file = write('grid.f64', [close.length, fast.length, slow.length, fee, capital], open, close, ...averages);
  const peer = await startPeer<GridAnswer>(program, [file]);
  return 'skipped' in peer ? { skipped: `C: ${peer.skipped}` } : peer;
}

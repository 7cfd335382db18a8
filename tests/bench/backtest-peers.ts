/** The peers of the backtest bench: grademark in this process, Python engines in one that waits for its turn. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface, type Interface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { BarColumns } from '../../shared/domain/bar.ts';
import { peers } from '../parity/python.ts';

export interface PeerRun {
  readonly ms: number;
  readonly equity: number;
}

export interface PythonPeers {
  /** @throws Error with the peer's words when it cannot run. */
  ask(peer: 'vectorbt' | 'from_signals' | 'backtesting.py' | 'backtrader', bars: number): Promise<PeerRun>;
  close(): void;
}

/** Starts the Python peers on the columns, or says why there are none. Nothing is installed here. */
export async function startPython(
  columns: BarColumns,
  cash: number,
  size: number,
): Promise<PythonPeers | { readonly skipped: string }> {
  const found = await peers('bench', { install: false });
  if ('skipped' in found) return found;
  const folder = mkdtempSync(join(tmpdir(), 'quantai-bench-'));
  const path = join(folder, 'columns.f64');
  const parts = (['open', 'high', 'low', 'close', 'volume'] as const).map((name) => columns[name]);
  writeFileSync(path, Buffer.concat(parts.map((c) => Buffer.from(c.buffer, c.byteOffset, c.byteLength))));
  const script = fileURLToPath(new URL('./python/backtest_peers.py', import.meta.url));
  const child: ChildProcess = spawn(
    found.python,
    [script, `${path}:${columns.close.length}`, String(cash), String(size)],
    { stdio: ['pipe', 'pipe', 'ignore'] },
  );
  const lines: Interface = createInterface({ input: child.stdout as NodeJS.ReadableStream });
  const waiting: ((line: string) => void)[] = [];
  lines.on('line', (line) => waiting.shift()?.(line));
  child.once('close', () => {
    for (const one of waiting.splice(0)) one('{"error":"the process ended"}');
  });
  const next = () => new Promise<string>((resolve) => waiting.push(resolve));
  await next();
  return {
    async ask(peer, bars) {
      const answer = next();
      child.stdin?.write(`${peer} ${bars}\n`);
      const said = JSON.parse(await answer) as Partial<PeerRun> & { error?: string };
      if (said.error !== undefined) throw new Error(`${peer}: ${said.error}`);
      return said as PeerRun;
    },
    close() {
      child.stdin?.end();
      child.kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** grademark over the first bars with the crosses given to it; its rules differ a little, so that its equity is not compared. */
export async function grademark(
  columns: BarColumns,
  bars: number,
  up: Uint8Array,
  down: Uint8Array,
): Promise<(() => number) | undefined> {
  try {
    const { backtest } = await import('grademark');
    const { DataFrame } = await import('data-forge');
    const rows = Array.from({ length: bars }, (_, i) => ({
      time: new Date(i * 60_000),
      open: columns.open[i] as number,
      high: columns.high[i] as number,
      low: columns.low[i] as number,
      close: columns.close[i] as number,
      volume: columns.volume[i] as number,
      up: up[i] as number,
      down: down[i] as number,
    }));
    const series = new DataFrame<number, (typeof rows)[number]>(rows).bake();
    return () => {
      const trades = backtest<(typeof rows)[number], (typeof rows)[number], object, number>(
        {
          entryRule: (enter, { bar }) => {
            if (bar.up === 1) enter();
          },
          exitRule: (exit, { bar }) => {
            if (bar.down === 1) exit();
          },
        },
        series,
      );
      if (trades.length === 0) throw new Error('grademark made no trade');
      return trades.length;
    };
  } catch {
    return undefined;
  }
}

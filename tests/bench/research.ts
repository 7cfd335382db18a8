/** Bench: a whole research run on a desk of its own, from proposals to verdicts, over ten symbols and fifteen years of days. */
import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Desk, openDesk } from '../../agents/desk.ts';
import { createWallClock } from '../../agents/kernel/clock.ts';
import { generateSampleMarket } from '../../agents/sources/sample-market/generate.ts';
import { openStore } from '../../agents/store/open-store.ts';
import { type Result, refusalText } from '../../shared/core/result.ts';
import type { RequestAnswer, RequestName, RequestQuery } from '../../shared/desk-api/requests.ts';
import type { View } from '../../shared/desk-api/view.ts';
import { atLeast, atMost, type Bench, type Row, spread } from './bench.ts';

/** Beside its index, which is the benchmark: one of each kind of company, listed all the while. */
const symbols = ['BKHM', 'CRVA', 'FNVR', 'GRZL', 'HLVN', 'MDRY', 'NRBX', 'PTRX', 'QLMN', 'VXTA'] as const;
const generations = 5;
const population = 100;
const seed = 7;
const mostSeconds = 60;
const mostMegabytes = 2000;

const must = <T>(result: Result<T>): T => {
  if (!result.ok) throw new Error(refusalText(result.error));
  return result.value;
};

const ask = async <R extends RequestName>(desk: Desk, name: R, query: RequestQuery<R>): Promise<RequestAnswer<R>> =>
  must(await desk.bridge.call(name, query));

/** The newest view once a run is no longer under way. */
async function ended(desk: Desk, runId: string): Promise<View> {
  for (;;) {
    const changed = new Promise<void>((resolve) => {
      const stop = desk.bridge.onChange(() => {
        stop();
        resolve();
      });
    });
    const { view } = await desk.bridge.snapshot();
    const status = view.runs[runId]?.status;
    if (status !== undefined && status !== 'running') return view;
    await changed;
  }
}

async function saveMarket(home: string): Promise<string> {
  const store = must(await openStore({ home, clock: createWallClock(), threads: false }));
  const market = generateSampleMarket();
  const kept = new Set<string>([...symbols, market.benchmark ?? '']);
  const manifest = await store.datasets.save({
    ...market,
    name: 'Ten companies (synthetic)',
    instruments: market.instruments.filter((i) => kept.has(i.symbol)),
    series: market.series.filter((s) => kept.has(s.series.symbol) && s.series.timeframe === '1d'),
    news: market.news.filter((n) => n.symbols.some((s) => kept.has(s))),
  });
  await store.close();
  return manifest.id;
}

/** What decided the candidates: name of the check, and how often it was the first that failed. */
function deciding(view: View, runId: string): string[] {
  const counts = new Map<string, number>();
  for (const row of Object.values(view.strategies)) {
    if (row.runId !== runId) continue;
    const name = row.stage === 'awaiting-approval' ? 'go' : (row.checks.find((c) => !c.passed)?.check ?? row.stage);
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([name, n]) => `${name} ${n}`);
}

export const researchThroughput: Bench = {
  name: 'research',
  title: `A research run of ${generations} generations of ${population} candidates over ${symbols.length} symbols and 15 years of days: proposed, coded, checked, tested, gated`,
  async run() {
    const folder = mkdtempSync(join(tmpdir(), 'quantai-bench-research-'));
    const home = join(folder, 'home');
    try {
      const datasetId = await saveMarket(home);
      const desk = must(await openDesk({ home, host: 'test', log: () => undefined }));
      const from = performance.now();
      const cpu = process.cpuUsage();
      const { runId } = await ask(desk, 'research.start', { datasetId, seed, generations, population });
      const view = await ended(desk, runId);
      const seconds = (performance.now() - from) / 1000;
      const { user, system } = process.cpuUsage(cpu);
      const cpuSeconds = (user + system) / 1e6;
      // Of the whole process: threads, heaps and the market included.
      const peak = (process.resourceUsage().maxRSS * 1024) / 1e6;
      const load = loadavg()[0] as number;
      const run = view.runs[runId];
      if (run?.status !== 'complete') throw new Error(`the run is ${run?.status}: ${run?.reason}`);
      const tested = Object.values(view.strategies).filter((s) => s.runId === runId && s.trades !== null).length;
      await desk.close();
      const one = (label: string, unit: string, value: number, goal?: Row['goal']): Row => ({
        label,
        unit,
        ...spread([value]),
        ...(goal && { goal }),
      });
      return {
        rows: [
          one('candidates decided', '', run.decided, atLeast([run.decided], 500, '500')),
          one('whole run', 's', seconds, atMost([seconds], mostSeconds, `${mostSeconds} s`)),
          one('processor time, all threads', 's', cpuSeconds),
          one('peak memory of the process', 'MB', peak, atMost([peak], mostMegabytes, `${mostMegabytes} MB`)),
        ],
        notes: [
          `${run.proposed} proposed, ${tested} backtested, ${run.accepted} let through; run hash ${run.hash}`,
          `The processor time over ${availableParallelism()} processors is ${(cpuSeconds / availableParallelism()).toFixed(0)} s: what an idle machine cannot beat. Load average at the end: ${load.toFixed(1)}.`,
          `first check that failed: ${deciding(view, runId).join(', ')}`,
        ],
      };
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

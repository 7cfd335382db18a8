/** Whole desks for tests: temporary homes with a small market, desks on them, and the questions a window would ask. */
import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { type Desk, type DeskOptions, openDesk } from '../../agents/desk.ts';
import { createWallClock } from '../../agents/kernel/clock.ts';
import { generateSampleMarket } from '../../agents/sources/sample-market/generate.ts';
import { openStore, type Store } from '../../agents/store/open-store.ts';
import { handleCall } from '../../electron/bridge-service.ts';
import { openReplica } from '../../electron/headless/view-replica.ts';
import { type Refusal, type Result, refusalText } from '../../shared/core/result.ts';
import type { RequestAnswer, RequestName, RequestQuery } from '../../shared/desk-api/requests.ts';
import type { Row, View } from '../../shared/desk-api/view.ts';
import { type BarSeries, barColumnNames } from '../../shared/domain/bar.ts';

/** The value, or a failed test that names the refusal. */
export function must<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(refusalText(result.error));
  return result.value;
}

/** Symbols of the small market beside its index. */
const smallSymbols = ['QLMN', 'VXTA', 'NRBX', 'IRNW'];
/** Its bars: the newest six years. */
const smallBars = 1500;

const lastBars = (series: BarSeries, bars: number): BarSeries => ({
  ...series,
  columns: Object.fromEntries(barColumnNames.map((name) => [name, series.columns[name].slice(-bars)])) as never,
});

/** Gives a home a market that is quick to work on: a few symbols of the sample market, their newest daily bars only. */
export async function saveSmallMarket(store: Store): Promise<string> {
  const market = generateSampleMarket();
  const kept = new Set([...smallSymbols, market.benchmark ?? '']);
  const manifest = await store.datasets.save({
    ...market,
    name: 'Small market (synthetic)',
    instruments: market.instruments.filter((i) => kept.has(i.symbol)),
    series: market.series
      .filter((s) => kept.has(s.series.symbol) && s.series.timeframe === '1d')
      .map((s) => ({ ...s, series: lastBars(s.series, smallBars) })),
    news: market.news.filter((n) => n.symbols.some((s) => kept.has(s))),
  });
  return manifest.id;
}

export const smallResearch = { datasetId: null, seed: 7, generations: 2, population: 8 } as const;

export interface TestDesk {
  readonly home: string;
  readonly desk: Desk;
  /** What it logged. */
  readonly lines: readonly string[];
  /** Asks as a window does, through the boundary that checks both sides; a refusal fails the test. */
  ask<R extends RequestName>(name: R, query: RequestQuery<R>): Promise<RequestAnswer<R>>;
  /** Asks for something that has to be refused. */
  refused<R extends RequestName>(name: R, query: RequestQuery<R>): Promise<Refusal>;
  view(): Promise<View>;
  /** Resolves when a window would see it. */
  until(condition: (view: View) => boolean): Promise<View>;
  /** Starts a run and waits for its end. */
  research(query?: RequestQuery<'research.start'>): Promise<Row<'runs'>>;
  close(): Promise<void>;
}

const questions = (home: string, desk: Desk, lines: readonly string[]): TestDesk => {
  const call = (name: RequestName, query: unknown) =>
    handleCall(desk, name, query, 'window', (line) => {
      throw new Error(line);
    });
  const test: TestDesk = {
    home,
    desk,
    lines,
    async ask(name, query) {
      return must(await call(name, query)) as never;
    },
    async refused(name, query) {
      const answer = await call(name, query);
      if (answer.ok) throw new Error(`${name} should have been refused`);
      return answer.error;
    },
    view: async () => (await desk.bridge.snapshot()).view,
    async until(condition) {
      const replica = await openReplica(desk.bridge);
      try {
        await replica.until(condition);
        return (await desk.bridge.snapshot()).view;
      } finally {
        replica.close();
      }
    },
    async research(query = smallResearch) {
      const { runId } = await test.ask('research.start', query);
      const view = await test.until((v) => {
        const row = v.runs[runId];
        return row !== undefined && row.status !== 'running';
      });
      return view.runs[runId] as Row<'runs'>;
    },
    close: () => desk.close(),
  };
  return test;
};

/** Approves up to `count` of the strategies that wait, as a person would: dossier read, seal as shown. Answers their deployments. */
export async function approveSome(desk: TestDesk, count: number): Promise<string[]> {
  const waiting = Object.values((await desk.view()).strategies).filter((s) => s.stage === 'awaiting-approval');
  const deployments: string[] = [];
  for (const { strategyId } of waiting.slice(0, count)) {
    const { seal } = await desk.ask('strategy.dossier', { strategyId });
    if (seal === null) throw new Error(`${strategyId} waits for approval, and its dossier offers no seal`);
    const { deploymentId } = await desk.ask('strategy.approve', { strategyId, environment: 'paper', ...seal });
    await desk.until((view) => view.deployments[deploymentId]?.status === 'active');
    deployments.push(deploymentId);
  }
  return deployments;
}

/** Homes and desks of one test file; closed and removed after its last test. */
export function deskWorkshop() {
  const folders: string[] = [];
  const desks: TestDesk[] = [];
  let small: Promise<string> | undefined;
  afterAll(async () => {
    for (const desk of desks.splice(0)) await desk.close();
    for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
  });

  /** A place for a home; nothing is there yet. */
  const place = (): string => {
    const folder = mkdtempSync(join(tmpdir(), 'quantai-desk-'));
    folders.push(folder);
    return join(folder, 'home');
  };
  /** A copy of a home that nobody has open. */
  const copyOf = (home: string): string => {
    const copy = place();
    cpSync(home, copy, { recursive: true });
    return copy;
  };
  /** Opens the store of a home that nobody has open, for a look or a change. */
  const withStore = async <T>(home: string, work: (store: Store) => T | Promise<T>): Promise<T> => {
    const store = must(await openStore({ home, clock: createWallClock(), threads: false }));
    try {
      return await work(store);
    } finally {
      await store.close();
    }
  };
  /** A home with the small market and nothing else. */
  const smallHome = async (): Promise<string> => {
    small ??= (async () => {
      const home = place();
      await withStore(home, saveSmallMarket);
      return home;
    })();
    return copyOf(await small);
  };
  const tryOpen = async (home: string, options: Partial<DeskOptions> = {}): Promise<Result<TestDesk>> => {
    const lines: string[] = [];
    const opened = await openDesk({ home, host: 'test', log: (line) => lines.push(line), ...options });
    if (!opened.ok) return opened;
    const desk = questions(home, opened.value, lines);
    desks.push(desk);
    return { ok: true, value: desk };
  };
  const open = async (home?: string, options: Partial<DeskOptions> = {}): Promise<TestDesk> =>
    must(await tryOpen(home ?? (await smallHome()), options));
  const exists = (home: string): boolean => existsSync(home);

  return { place, copyOf, smallHome, withStore, open, tryOpen, exists };
}

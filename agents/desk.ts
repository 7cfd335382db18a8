/** The composition root: registries, ports, clock and store become a running desk. */
import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { ok, type Result, refuse } from '../shared/core/result.ts';
import type { DeskBridge } from '../shared/desk-api/bridge.ts';
import type { RequestName } from '../shared/desk-api/requests.ts';
import type { KillLevel } from '../shared/domain/kill.ts';
import { readHaltFile, watchHaltFile } from './control/m3-kill-switch/halt-file.ts';
import { type BroughtIn, loadSampleMarket } from './data/bring-in.ts';
import { showAgents } from './desk/agent-rows.ts';
import { assembleDesk } from './desk/assemble.ts';
import type { Handler } from './desk/handler.ts';
import { createImportRoom } from './desk/import-room.ts';
import { importPaths } from './desk/imports.ts';
import { createLabRoom } from './desk/lab/lab-room.ts';
import { memoryOrderJournal, memoryState } from './desk/memory-keeping.ts';
import { deskModel } from './desk/model.ts';
import { portfolioLimitsOf } from './desk/portfolio-limits.ts';
import { handlers } from './desk/requests/index.ts';
import { restoreView } from './desk/restore-view.ts';
import { type HostSecrets, openSecrets } from './desk/secrets.ts';
import type { DeskServices, KillOrigin } from './desk/services.ts';
import { createUploads } from './desk/uploads.ts';
import { createSourceRoom } from './desk/validation/source-room.ts';
import { openFileJournal, openFileState } from './engine/orders/file-keeping.ts';
import { createWallClock, type DeskClock } from './kernel/clock.ts';
import { createWorkerPool } from './kernel/worker-pool.ts';
import type { PageFetcher } from './sources/source.ts';
import { openStore } from './store/open-store.ts';

export interface DeskOptions {
  /** The data folder, made when missing; `:memory:` leaves nothing behind. */
  readonly home: string;
  readonly host: 'cli' | 'browser' | 'electron' | 'test';
  readonly secrets?: HostSecrets;
  /** The way to the network for data sources; without it they answer that there is none. */
  readonly fetchPage?: PageFetcher;
  /** How the global kill chord stands, in words for the status bar. */
  readonly hotkey?: string;
  /** False: the store commits on the calling thread. Default true. */
  readonly threads?: boolean;
  /** Threads for backtests and other pool jobs; default: one for each processor. */
  readonly workers?: number;
  /** The wall unless a test hands in another. */
  readonly clock?: DeskClock;
  log(line: string): void;
}

export interface Desk {
  readonly bridge: DeskBridge;
  close(): Promise<void>;
  /** Closes the latch before it returns; answers the milliseconds that took. */
  triggerKill(level: Exclude<KillLevel, 'armed'>, origin: KillOrigin, reason: string): number;
  /** All files as one dataset or none; `signal` stops it. */
  importFiles(paths: readonly string[], name?: string, signal?: AbortSignal): Promise<Result<BroughtIn>>;
}

export const deskVersion = '0.1.0';
/** Milliseconds over which changes of the view are gathered into one batch. */
const viewBatchMs = 40;

export async function openDesk(options: DeskOptions): Promise<Result<Desk>> {
  const clock = options.clock ?? createWallClock();
  const inMemory = options.home === ':memory:';
  const opened = await openStore({ home: options.home, clock, threads: options.threads ?? true });
  if (!opened.ok) return opened;
  const store = opened.value;
  const state = inMemory ? memoryState() : openFileState(join(options.home, 'state'));
  const orderJournal = inMemory ? memoryOrderJournal() : openFileJournal(join(options.home, 'orders', 'paper.jsonl'));
  const limits = portfolioLimitsOf(store.settings);
  const { secrets, keychain } = await openSecrets(options.secrets);
  const {
    model,
    recordedModel,
    label: modelLabel,
    onCost,
  } = deskModel({ store, state, clock, secrets, log: options.log });
  const pool = createWorkerPool({
    size: options.workers ?? availableParallelism(),
    ports: { datasets: store.datasets, artefacts: store.artefacts, llm: model },
    timers: clock,
  });
  const flushView = (): void => desk.view.flush();
  const desk = assembleDesk({
    clock,
    store,
    datasets: store.datasets,
    artefacts: store.artefacts,
    llm: model,
    pool,
    state,
    orderJournal,
    secrets,
    limits,
    log: options.log,
    wakeView: () => void clock.after(viewBatchMs, flushView),
  });
  const { bus, supervisor, view, casebook, latch, orders } = desk;

  const triggerKill: Desk['triggerKill'] = (level, origin, reason) => {
    const began = clock.elapsedMs();
    // M3 closes the latch as its first act, then cancels, closes and reports; should it be down, the latch closes all the same.
    desk.kill
      .trigger?.({ level, origin, reason })
      .catch((error: unknown) => options.log(`the kill sequence failed: ${String(error)}`));
    latch.tighten(level);
    const latchedMs = clock.elapsedMs() - began;
    void store.audit
      .append({ action: `kill.${level}`, actor: origin, subject: '', data: { reason } })
      .catch((error: unknown) => options.log(`the audit log could not be written: ${String(error)}`));
    return latchedMs;
  };

  const services: DeskServices = {
    clock,
    store,
    bus,
    supervisor,
    view,
    casebook,
    orders,
    latch,
    pool,
    imports: createImportRoom({ datasets: store.datasets, clock, fetchPage: options.fetchPage ?? noNetwork }),
    uploads: createUploads(inMemory ? null : options.home, clock),
    lab: createLabRoom({ pool, clock, view, trials: store.trials, log: options.log }),
    sources: createSourceRoom({ clock }),
    limits,
    recordedModel,
    secrets,
    voice: desk.voice,
    triggerKill,
    running: new Map(),
    log: options.log,
  };

  const aborted = await store.runs.abortUnfinished(
    'The desk stopped before the run was over; start it again with the same seed.',
  );
  for (const runId of aborted) options.log(`${runId} was not finished when the desk stopped: marked as aborted`);
  if (store.datasets.list().length === 0) {
    const sample = await loadSampleMarket(store.datasets);
    if (!sample.ok) return sample;
  }

  restoreView(services, {
    id: 'desk',
    version: deskVersion,
    startedAt: clock.now(),
    killLevel: latch.level(),
    killReason: '',
    killReport: null,
    model: modelLabel,
    broker: '',
    keychain,
    hotkey: options.hotkey ?? 'not available in this host',
    journalSequence: store.journal.lastSequence,
  });
  const hideAgents = showAgents(services, modelLabel);
  const stopCosting = onCost((agentId, costUsd) => {
    const row = view.get('agents', agentId);
    if (row !== undefined) view.set('agents', agentId, { ...row, costUsd: row.costUsd + costUsd });
  });
  const stopCounting = bus.onMessage((message) => {
    const row = view.get('status', 'desk');
    if (row !== undefined) view.set('status', 'desk', { ...row, journalSequence: message.sequence });
  });
  await desk.start();

  const haltPath = join(options.home, 'HALT');
  const stopWatching = inMemory
    ? () => undefined
    : watchHaltFile({
        exists: async () => existsSync(haltPath),
        timers: clock,
        onHalt: (why) => {
          const { level, reason } = readHaltFile(haltPath, why);
          triggerKill(level, 'file', reason);
        },
      });

  const bridge: DeskBridge = {
    kind: 'direct',
    async call(name, query) {
      const handler = handlers[name] as Handler<RequestName> | undefined;
      if (handler === undefined) return refuse('unknown-request', `The desk knows no request ${String(name)}.`);
      return (await handler(services, query as never)) as never;
    },
    async snapshot() {
      view.flush();
      return view.snapshot();
    },
    onChange: (listener) => view.onChange(listener),
    onConnection(listener) {
      listener(true);
      return () => undefined;
    },
  };

  let closing: Promise<void> | undefined;
  const shut = async (): Promise<void> => {
    stopWatching();
    for (const run of services.running.values())
      run.abort('The desk was closed before the run was over; start it again with the same seed.');
    await Promise.all([...services.running.values()].map((run) => run.over));
    await desk.stop();
    stopCounting();
    stopCosting();
    hideAgents();
    await orderJournal.close();
    await services.lab.close();
    await services.sources.close();
    await services.imports.close();
    await services.uploads.close();
    await pool.close();
    await store.flush();
    await store.close();
  };
  return ok({
    bridge,
    triggerKill,
    importFiles: (paths, name, signal) => importPaths(services, paths, { name, signal }),
    close() {
      closing ??= shut();
      return closing;
    },
  });
}

/** The network of a host that has handed none in. */
const noNetwork: PageFetcher = async () =>
  refuse('offline', 'This desk has no way to the network.', { fix: 'start it with `quantai` or the desktop app.' });

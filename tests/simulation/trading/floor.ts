/** A trading floor for simulations: the real bus, agents, gate, order desk and broker on a simulated clock; a "disk" survives restarts. */
import type { Broker } from '../../../agents/brokers/broker.ts';
import { createConnections } from '../../../agents/brokers/connections.ts';
import { brokers } from '../../../agents/brokers/index.ts';
import { createSessionSecrets } from '../../../agents/control/m1-keys/session-secrets.ts';
import { m1Keys } from '../../../agents/control/m1-keys.ts';
import { m3KillSwitch } from '../../../agents/control/m3-kill-switch.ts';
import { backtestJob } from '../../../agents/engine/jobs/backtest.ts';
import { deploymentIdOf, sealApproval } from '../../../agents/engine/orders/approval.ts';
import {
  defaultPortfolioLimits,
  defaultStrategyLimits,
  paperCapital,
} from '../../../agents/engine/orders/default-limits.ts';
import { createGate } from '../../../agents/engine/orders/gate.ts';
import { createKillLatch } from '../../../agents/engine/orders/kill-latch.ts';
import { createOrderDesk } from '../../../agents/engine/orders/order-desk.ts';
import { paperMatching } from '../../../agents/engine/orders/paper-market.ts';
import { a3Deployment } from '../../../agents/execution/a3-deployment.ts';
import { d3Execution } from '../../../agents/execution/d3-execution.ts';
import type { AnyAgent } from '../../../agents/kernel/agent.ts';
import { createBus } from '../../../agents/kernel/bus.ts';
import { createSimulatedClock } from '../../../agents/kernel/clock.ts';
import type { DossierFacts, KillSwitchPort } from '../../../agents/kernel/order-ports.ts';
import type { Dataset } from '../../../agents/kernel/ports.ts';
import { createSupervisor } from '../../../agents/kernel/supervisor.ts';
import { d2Risk } from '../../../agents/validation/d2-risk.ts';
import type { Message } from '../../../shared/bus/messages.ts';
import type { TopicData, TopicName } from '../../../shared/bus/topics.ts';
import { hashOf } from '../../../shared/core/canonical.ts';
import { decimal } from '../../../shared/core/decimal.ts';
import { createRandom } from '../../../shared/core/random.ts';
import { type BarColumns, type BarSeries, barAt, barColumnNames } from '../../../shared/domain/bar.ts';
import type { PortfolioLimits, StrategyLimits } from '../../../shared/domain/limits.ts';
import { type StrategySpec, specHash, strategyIdOf } from '../../../shared/strategy/spec.ts';
import { createMemoryJournal } from '../../support/memory-journal.ts';

export const floorStart = Date.UTC(2024, 0, 2);
const dayMs = 86_400_000;
export const datasetId = 'ds-00000000000000f1';
export const floorSymbols = ['AAA', 'BBB', 'CCC'] as const;

/** Daily bars of three symbols from a seed, in cents. */
export function floorDataset(seed: string, bars: number, volume = 5_000_000): Dataset {
  const series = new Map<string, BarSeries>();
  for (const symbol of floorSymbols) {
    const random = createRandom(`${seed}/${symbol}`);
    const columns = Object.fromEntries(barColumnNames.map((n) => [n, new Float64Array(bars)])) as unknown as BarColumns;
    const cents = (x: number): number => Math.max(1, Math.round(x * 100) / 100);
    let price = 40 + random.next() * 60;
    for (let i = 0; i < bars; i++) {
      const open = cents(price * (1 + random.normal() * 0.006));
      const close = cents(open * (1 + random.normal() * 0.018 + 0.0004));
      columns.openTime[i] = floorStart + i * dayMs + 14.5 * 3_600_000;
      columns.closeTime[i] = floorStart + i * dayMs + 21 * 3_600_000;
      columns.open[i] = open;
      columns.close[i] = close;
      columns.high[i] = cents(Math.max(open, close) * (1 + random.next() * 0.01));
      columns.low[i] = cents(Math.min(open, close) * (1 - random.next() * 0.01));
      columns.volume[i] = volume;
      price = close;
    }
    series.set(symbol, { symbol, timeframe: '1d', columns });
  }
  return {
    manifest: {
      id: datasetId,
      name: 'Floor',
      synthetic: true,
      source: 'test',
      benchmark: null,
      instruments: floorSymbols.map((symbol) => ({
        symbol,
        name: symbol,
        kind: 'equity',
        sector: 'Unknown',
        currency: 'USD',
        tickSize: 0.01,
        lotSize: 1,
        tradable: true,
        delistedAt: null,
      })),
      series: floorSymbols.map((symbol) => ({
        symbol,
        timeframe: '1d',
        bars,
        from: floorStart,
        to: floorStart + bars * dayMs,
        hash: 'd'.repeat(64),
        qualityScore: 1,
        issues: [],
      })),
      newsCount: 0,
      macro: [],
    },
    series: (symbol, timeframe) => (timeframe === '1d' ? series.get(symbol) : undefined),
    news: [],
    macro: [],
  };
}

export const floorSpec: StrategySpec = {
  schema: 1,
  name: 'Floor crossing',
  family: 'trend',
  thesis: 'What goes up over a few days goes on going up for a few more.',
  falsifier: 'The trades lose money after costs in most years.',
  symbols: [...floorSymbols],
  timeframe: '1d',
  parameters: { fast: { value: 3, min: 2, max: 10, step: 1 }, slow: { value: 8, min: 5, max: 40, step: 1 } },
  rules: {
    entryLong: 'cross_over(sma(close, fast), sma(close, slow))',
    exitLong: 'cross_under(sma(close, fast), sma(close, slow))',
    entryShort: null,
    exitShort: null,
  },
  regimeFilter: null,
  sizing: { kind: 'percent-of-equity', percent: 25 },
  protection: {
    stopLossPercent: 3,
    stopLossAtr: null,
    takeProfitPercent: 6,
    trailingStopPercent: null,
    timeExitBars: 12,
    atrLength: 14,
  },
  maxOpenPositions: 3,
};

export interface FloorDisk {
  journal: string[];
  state: Map<string, string>;
}
export const newDisk = (): FloorDisk => ({ journal: [], state: new Map() });

export interface FloorOptions {
  readonly seed?: string;
  readonly bars?: number;
  /** Shares per bar; 0 = the source gives none. */
  readonly volume?: number;
  readonly spec?: StrategySpec;
  readonly limits?: Partial<PortfolioLimits>;
  readonly disk?: FloorDisk;
  readonly wrap?: (broker: Broker) => Broker;
  /** Turns of the event loop's microtasks a record takes to reach the disk; default none. */
  readonly diskTurns?: () => number;
  readonly facts?: (facts: DossierFacts) => DossierFacts | undefined;
}

/** Boots the floor: agents started, paper account connected. */
export async function openFloor(options: FloorOptions = {}) {
  const disk = options.disk ?? newDisk();
  const spec = options.spec ?? floorSpec;
  const dataset = floorDataset(options.seed ?? 'floor', options.bars ?? 120, options.volume);
  const clock = createSimulatedClock(Date.UTC(2026, 0, 5));
  const limits: PortfolioLimits = { ...defaultPortfolioLimits, ...options.limits };
  const latch = createKillLatch({
    now: () => clock.now(),
    store: {
      load: () => {
        const text = disk.state.get('kill-latch');
        return text === undefined ? undefined : JSON.parse(text);
      },
      save: (stored) => disk.state.set('kill-latch', JSON.stringify(stored)),
    },
  });
  const gate = createGate({ limits: () => limits, latch });
  const secrets = createSessionSecrets('no-daemon');
  /** Orders as they reached the broker, in order, with the latch at that moment. */
  const sends: { readonly clientOrderId: string; readonly reduceOnly: boolean; readonly level: string }[] = [];
  const connections = createConnections({
    definitions: brokers.map((definition) => ({
      ...definition,
      open: async (parts) => {
        const opened = await definition.open(parts);
        return opened.ok && options.wrap ? { ok: true as const, value: options.wrap(opened.value) } : opened;
      },
    })),
    secrets,
    parts: (broker, environment) => ({
      environment,
      redeem: (approved) => {
        const refused = gate.redeem(approved);
        const { clientOrderId, reduceOnly } = approved.intent;
        if (!refused) sends.push({ clientOrderId, reduceOnly, level: latch.level() });
        return refused;
      },
      now: () => clock.now(),
      matching: (admit) => paperMatching(admit),
      state: {
        load: () => disk.state.get(`broker/${broker}/${environment}`),
        save: (json) => disk.state.set(`broker/${broker}/${environment}`, json),
      },
    }),
  });
  const orders = createOrderDesk({
    environment: 'paper',
    gate,
    latch,
    limits: () => limits,
    broker: (handle) => connections.broker(handle, 'paper'),
    journal: {
      load: () => disk.journal,
      append: async (line) => {
        for (let n = options.diskTurns?.() ?? 0; n > 0; n--) await Promise.resolve();
        disk.journal.push(line);
      },
    },
    state: { load: () => disk.state.get('marks'), save: (json) => disk.state.set('marks', json) },
    clock,
    timers: clock,
    openingCash: decimal(paperCapital),
  });

  const facts: DossierFacts = {
    strategyId: strategyIdOf(spec),
    spec,
    specHash: specHash(spec),
    sourceHashes: ['e'.repeat(64)],
    datasetId,
    reportHash: 'f'.repeat(64),
    verdict: 'go',
    retirement: null,
    regimeHash: '',
    signalHash: '',
  };
  const artefacts = new Map<string, unknown>();
  let pull: Parameters<KillSwitchPort['attach']>[0] | undefined;
  const troubles: string[] = [];
  const journal = createMemoryJournal();
  const bus = createBus({ journal, clock, report: (text) => troubles.push(text) });
  const messages: Message[] = [];
  bus.onMessage((message) => messages.push(message));
  const services = {
    dataset: async () => dataset,
    artefact: async <T>(hash: string) => artefacts.get(hash) as T,
  };
  const supervisor = createSupervisor({
    bus,
    clock,
    report: (text) => troubles.push(text),
    ports: {
      orders,
      connections,
      secrets,
      deskState: {
        load: (key) => disk.state.get(key),
        save: (key, json) => {
          disk.state.set(key, json);
        },
      },
      latch,
      latchRearm: latch,
      killSwitch: {
        attach: (trigger) => {
          pull = trigger;
        },
      },
      dossiers: {
        facts: async (id) => (id === facts.strategyId ? (options.facts ? options.facts(facts) : facts) : undefined),
      },
      timers: clock,
      limits: { portfolio: () => limits },
      datasets: { open: async () => dataset },
      artefacts: {
        put: async (value) => {
          const hash = hashOf(value);
          artefacts.set(hash, value);
          return hash;
        },
        get: async <T>(hash: string) => artefacts.get(hash) as T,
      },
      strategies: { save: async () => {}, find: async () => ({ spec, specHash: specHash(spec) }) },
      pool: { run: async <T>(_job: string, input: unknown) => (await backtestJob.run(input, services as never)) as T },
    },
  });
  await supervisor.start([a3Deployment, d3Execution, d2Risk, m3KillSwitch, m1Keys] as readonly AnyAgent[]);

  /** Lets everything that can happen without time passing happen. */
  const calm = async (): Promise<void> => {
    for (let i = 0; i < 4; i++) await new Promise((resolve) => setImmediate(resolve));
  };
  /** Waits until the bus is idle, moving the clock when something waits for it. */
  const quiet = async (mostMs = 60_000): Promise<void> => {
    let idle = false;
    void bus.idle().then(() => {
      idle = true;
    });
    const end = clock.now() + mostMs;
    for (;;) {
      await calm();
      if (idle) return;
      if (clock.now() >= end) throw new Error('the floor does not come to rest');
      clock.advance(25);
    }
  };
  await quiet();

  const of = <T extends TopicName>(topic: T) =>
    messages.filter((m) => m.topic === topic) as unknown as Message<TopicData<T>>[];
  const series = floorSymbols.map((s) => dataset.series(s, '1d') as BarSeries);
  /** Publishes moment i of a session, as D1 would. */
  const moment = (sessionId: string, i: number): void => {
    for (const s of series) bus.publish('D1', 'data.bar', { sessionId, index: i, bar: barAt(s, i) });
    const time = series[0]?.columns.closeTime[i] as number;
    bus.publish('D1', 'data.moment', { sessionId, datasetId, time, step: i, of: options.bars ?? 120 });
  };
  const approval = (part: Partial<StrategyLimits> = {}, days = 30) => {
    const strategyLimits = { ...defaultStrategyLimits, ...part };
    const expiresAt = clock.now() + days * dayMs;
    const { sourceHashes, reportHash } = facts;
    const approvalHash = sealApproval({
      spec,
      sourceHashes,
      datasetId,
      reportHash: reportHash as string,
      limits: strategyLimits,
      expiresAt,
      environment: 'paper',
    });
    return { approvalHash, limits: strategyLimits, expiresAt, deploymentId: deploymentIdOf(approvalHash, 'paper') };
  };
  const decide = (decision: Partial<TopicData<'control.decision'>>): void => {
    bus.publish('V0', 'control.decision', {
      strategyId: facts.strategyId,
      decision: 'approve',
      environment: 'paper',
      approvalHash: null,
      limits: null,
      expiresAt: null,
      reason: 'test',
      ...decision,
    });
  };
  const approve = (part: Partial<StrategyLimits> = {}): string => {
    const { approvalHash, limits: strategyLimits, expiresAt, deploymentId } = approval(part);
    decide({ approvalHash, limits: strategyLimits, expiresAt });
    return deploymentId;
  };
  const kill = (level: 'paused' | 'halted' | 'flattened', origin: 'window' | 'hotkey' = 'window') => {
    if (!pull) throw new Error('M3 has not attached');
    return pull({ level, origin, reason: 'test' });
  };
  const close = async (): Promise<void> => {
    orders.stop();
    await supervisor.stop();
  };
  return {
    disk,
    spec,
    dataset,
    clock,
    limits,
    latch,
    gate,
    sends,
    connections,
    orders,
    facts,
    artefacts,
    bus,
    supervisor,
    messages,
    troubles,
    calm,
    quiet,
    of,
    moment,
    approval,
    decide,
    approve,
    kill,
    close,
  };
}
export type Floor = Awaited<ReturnType<typeof openFloor>>;

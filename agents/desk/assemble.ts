/** Puts the parts of a desk together: bus, agents, gate, order desk, broker, view. The same for the real desk and for a run done again. */
import { decimal } from '../../shared/core/decimal.ts';
import type { PortfolioLimits } from '../../shared/domain/limits.ts';
import { createConnections } from '../brokers/connections.ts';
import { brokers } from '../brokers/index.ts';
import { createViewStore } from '../control/view/view-store.ts';
import { paperCapital } from '../engine/orders/default-limits.ts';
import { createGate } from '../engine/orders/gate.ts';
import { createKillLatch, type KillLatch } from '../engine/orders/kill-latch.ts';
import { createOrderDesk, type OrderJournalPort } from '../engine/orders/order-desk.ts';
import { paperMatching } from '../engine/orders/paper-market.ts';
import { agents } from '../index.ts';
import { type Bus, createBus } from '../kernel/bus.ts';
import type { DeskClock } from '../kernel/clock.ts';
import type { DeskStatePort, KillSwitchPort, SecretStorePort } from '../kernel/order-ports.ts';
import type { ArtefactPort, DatasetPort, ModelPort, PersonVoice, PoolPort } from '../kernel/ports.ts';
import { createSupervisor, type Supervisor } from '../kernel/supervisor.ts';
import type { Store } from '../store/open-store.ts';
import { type Casebook, createCasebook } from './casebook.ts';
import { dossierFacts } from './dossier-facts.ts';

/** What a desk is made from. */
export interface DeskParts {
  readonly clock: DeskClock;
  readonly store: Store;
  /** Where datasets and artefacts are read; the store's own unless a run is done again beside it. */
  readonly datasets: DatasetPort;
  readonly artefacts: ArtefactPort;
  readonly llm: ModelPort;
  readonly pool: PoolPort;
  readonly state: DeskStatePort;
  /** The book of record's own log, apart from the database: a locked database never stops an order. */
  readonly orderJournal: OrderJournalPort;
  readonly secrets: SecretStorePort;
  readonly limits: () => PortfolioLimits;
  readonly log: (line: string) => void;
  /** Called when the view has a first change to send. */
  readonly wakeView: () => void;
}

export interface AssembledDesk {
  readonly bus: Bus;
  readonly supervisor: Supervisor;
  readonly view: ReturnType<typeof createViewStore>;
  readonly casebook: Casebook;
  readonly latch: KillLatch;
  readonly orders: ReturnType<typeof createOrderDesk>;
  readonly voice: PersonVoice;
  /** Pulls the switch through M3; undefined until M3 stands. */
  readonly kill: { trigger: Parameters<KillSwitchPort['attach']>[0] | undefined };
  start(): Promise<void>;
  stop(): Promise<void>;
}

/** A market replay and a connection end with the desk: old bars, met once more after a restart, would move the account. */
const perishable = ['data.bar', 'data.moment', 'control.replay', 'control.connect', 'control.connection'];

export function assembleDesk(parts: DeskParts): AssembledDesk {
  const { clock, store, state, log } = parts;
  const bus = createBus({ journal: store.journal, clock, report: log, perishable });
  const view = createViewStore(parts.wakeView);
  const casebook = createCasebook();
  bus.onMessage((message) => casebook.file(message));

  const latch = createKillLatch({
    now: () => clock.now(),
    store: {
      load: () => {
        const text = state.load('kill-latch');
        return text === undefined ? undefined : (JSON.parse(text) as never);
      },
      save: (latched) => state.save('kill-latch', JSON.stringify(latched)),
    },
  });
  const gate = createGate({ limits: parts.limits, latch });
  const connections = createConnections({
    definitions: brokers,
    secrets: parts.secrets,
    parts: (broker, environment) => ({
      environment,
      redeem: gate.redeem,
      now: () => clock.now(),
      matching: (admit) => paperMatching(admit),
      state: {
        load: () => state.load(`broker-${broker}-${environment}`),
        save: (json) => state.save(`broker-${broker}-${environment}`, json),
      },
    }),
  });
  const orders = createOrderDesk({
    environment: 'paper',
    gate,
    latch,
    limits: parts.limits,
    broker: (handle) => connections.broker(handle, 'paper'),
    journal: parts.orderJournal,
    state: { load: () => state.load('order-desk'), save: (json) => state.save('order-desk', json) },
    clock,
    timers: clock,
    openingCash: decimal(paperCapital),
  });

  let speak: PersonVoice | undefined;
  const kill: AssembledDesk['kill'] = { trigger: undefined };
  const supervisor = createSupervisor({
    bus,
    clock,
    report: log,
    ports: {
      datasets: parts.datasets,
      artefacts: parts.artefacts,
      llm: parts.llm,
      pool: parts.pool,
      memory: store.memory,
      trials: store.trials,
      strategies: store.strategies,
      latch,
      latchRearm: latch,
      limits: { portfolio: parts.limits },
      view,
      person: {
        attach(voice) {
          speak = voice;
        },
      },
      orders,
      books: { environment: orders.environment, equityOf: (id) => orders.strategyBook(id).equity },
      connections,
      secrets: parts.secrets,
      deskState: state,
      killSwitch: {
        attach(trigger) {
          kill.trigger = trigger;
        },
      },
      dossiers: { facts: async (strategyId) => dossierFacts(casebook, strategyId) },
      timers: clock,
    },
  });

  return {
    bus,
    supervisor,
    view,
    casebook,
    latch,
    orders,
    kill,
    voice: (topic, data, options) => {
      if (speak === undefined) throw new Error('V0 does not stand: nobody can speak for the person');
      speak(topic, data, options);
    },
    // What an agent had not finished comes before what the others say at their start: rows and books never go back in time.
    start: () => supervisor.start(agents, () => void bus.recover()),
    async stop() {
      await supervisor.stop();
      await orders.settled();
      orders.stop();
      await connections.closeAll();
    },
  };
}

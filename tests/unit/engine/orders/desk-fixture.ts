/** A desk with a simulated broker on a simulated clock, for tests of the order path. */

import type { Broker } from '../../../../agents/brokers/broker.ts';
import { openSimulated } from '../../../../agents/brokers/simulated/broker.ts';
import { createCommission } from '../../../../agents/engine/matching/commission.ts';
import { createMatchingEngine } from '../../../../agents/engine/matching/engine.ts';
import { createGate } from '../../../../agents/engine/orders/gate.ts';
import { createKillLatch, type StoredLatch } from '../../../../agents/engine/orders/kill-latch.ts';
import { createOrderDesk } from '../../../../agents/engine/orders/order-desk.ts';
import { createSimulatedClock } from '../../../../agents/kernel/clock.ts';
import type { OrderDeskEvent, StandingDeployment } from '../../../../agents/kernel/order-ports.ts';
import { decimal } from '../../../../shared/core/decimal.ts';
import { err, ok } from '../../../../shared/core/result.ts';
import type { Bar } from '../../../../shared/domain/bar.ts';
import type { PortfolioLimits } from '../../../../shared/domain/limits.ts';
import type { OrderIntent } from '../../../../shared/domain/order.ts';
import { soundContext, soundIntent, soundLimits, soundTime } from '../../../contract/gate/sound.ts';

export const day = 86_400_000;
export const openTimeOf = (n: number): number => soundTime + n * day - 6.5 * 3_600_000;
export const closeTimeOf = (n: number): number => soundTime + n * day;

/** Daily bar number n of a symbol: 0 is the bar the sound order was decided on. */
export const barOf = (n: number, open: number, close = open, more: Partial<Bar> = {}): Bar => ({
  symbol: 'ACME',
  timeframe: '1d',
  openTime: openTimeOf(n),
  closeTime: closeTimeOf(n),
  open,
  high: Math.max(open, close),
  low: Math.min(open, close),
  close,
  volume: 1_000_000,
  dividend: 0,
  ...more,
});

export const standing: StandingDeployment = {
  deploymentId: 'pd-1',
  strategyId: 'st-1',
  specHash: 'c'.repeat(64),
  environment: 'paper',
  datasetId: 'ds-0000000000000000',
  limits: soundContext.deployment!.limits,
  approvalHash: soundIntent.approvalHash,
  status: 'active',
  reason: '',
  expiresAt: soundTime * 2,
};

/** What survives a restart. */
export interface Disk {
  journal: string[];
  broker: string | undefined;
  latch: StoredLatch | undefined;
  marks: string | undefined;
  /** Set to make every write fail. */
  full: boolean;
}
export const emptyDisk = (): Disk => ({
  journal: [],
  broker: undefined,
  latch: undefined,
  marks: undefined,
  full: false,
});

/** Boots a desk on a disk; booting a second time is a restart. */
export function bootDesk(
  disk: Disk,
  options: { limits?: Partial<PortfolioLimits>; wrap?: (broker: Broker) => Broker; participation?: number | null } = {},
) {
  const clock = createSimulatedClock(soundTime);
  const requireSpace = (): void => {
    if (disk.full) throw new Error('disk full');
  };
  const latch = createKillLatch({
    now: () => clock.now(),
    store: {
      load: () => disk.latch,
      save: (stored) => {
        requireSpace();
        disk.latch = stored;
      },
    },
  });
  const limits: PortfolioLimits = { ...soundLimits, ...options.limits };
  const gate = createGate({ limits: () => limits, latch });
  const opened = openSimulated({
    environment: 'paper',
    redeem: gate.redeem,
    now: () => clock.now(),
    matching: (admit) =>
      createMatchingEngine({
        slippageBps: 5,
        commission: createCommission({ perShare: 0.005, minimum: 1 }),
        intrabar: 'worst',
        admit,
        participation: options.participation === undefined ? 0.1 : options.participation,
      }),
    state: {
      load: () => disk.broker,
      save: (json) => {
        disk.broker = json;
      },
    },
  });
  if (!opened.ok) throw new Error(opened.error.message);
  const truth = opened.value;
  const broker = options.wrap ? options.wrap(truth) : truth;
  const desk = createOrderDesk({
    environment: 'paper',
    gate,
    latch,
    limits: () => limits,
    broker: (handle) =>
      handle === 'simulated/paper' ? ok(broker) : err({ code: 'no-connection', message: 'No such connection.' }),
    journal: {
      load: () => disk.journal,
      append: async (json) => {
        requireSpace();
        disk.journal.push(json);
      },
    },
    state: {
      load: () => disk.marks,
      save: (json) => {
        requireSpace();
        disk.marks = json;
      },
    },
    clock,
    timers: clock,
    openingCash: decimal(1_000_000),
  });
  const events: OrderDeskEvent[] = [];
  desk.onEvent((event) => events.push(event));
  desk.list([soundContext.instrument!, { ...soundContext.instrument!, symbol: 'BOLT' }]);
  desk.deploy(standing);
  let made = 0;
  const intent = (part: Partial<OrderIntent> = {}): OrderIntent => ({
    ...soundIntent,
    clientOrderId: `q-test-${disk.journal.length}-${made++}`,
    decidedAt: desk.marketTime(),
    ...part,
  });
  const connect = () => desk.connect('simulated/paper');
  const of = <K extends OrderDeskEvent['kind']>(kind: K) =>
    events.filter((e): e is Extract<OrderDeskEvent, { kind: K }> => e.kind === kind);
  return { disk, clock, latch, gate, truth, broker, desk, events, of, intent, connect, limits };
}

/** A connected desk that has seen the close of bar 0 at 50. */
export async function readyDesk(disk = emptyDisk(), options: Parameters<typeof bootDesk>[1] = {}) {
  const booted = bootDesk(disk, options);
  await booted.connect();
  await booted.desk.market([barOf(0, 50)], closeTimeOf(0));
  return booted;
}

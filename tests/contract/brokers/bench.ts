/** A bench for one broker: a gate that allows sound orders, a market that moves by bars, and what the broker told. */
import type { Approved } from '../../../agents/brokers/approved.ts';
import type { Broker, BrokerEvent } from '../../../agents/brokers/broker.ts';
import type { BrokerDefinition } from '../../../agents/brokers/definition.ts';
import { createCommission } from '../../../agents/engine/matching/commission.ts';
import { createMatchingEngine } from '../../../agents/engine/matching/engine.ts';
import { createGate } from '../../../agents/engine/orders/gate.ts';
import { decimal } from '../../../shared/core/decimal.ts';
import type { Bar } from '../../../shared/domain/bar.ts';
import type { KillLevel } from '../../../shared/domain/kill.ts';
import type { OrderIntent } from '../../../shared/domain/order.ts';
import { soundContext, soundIntent, soundLimits, soundTime } from '../gate/sound.ts';

export const day = 86_400_000;

export const bar = (n: number, open: number, close = open, more: Partial<Bar> = {}): Bar => ({
  symbol: 'ACME',
  timeframe: '1d',
  openTime: soundTime + n * day - 6.5 * 3_600_000,
  closeTime: soundTime + n * day,
  open,
  high: Math.max(open, close),
  low: Math.min(open, close),
  close,
  volume: 1_000_000,
  dividend: 0,
  ...more,
});

/** Opens a broker the way the desk does. The same `kept` opens it again after a restart. */
export async function openBench(definition: BrokerDefinition, kept: { json?: string } = {}) {
  const environment = definition.environments[0] ?? 'paper';
  const latch = { level: 'armed' as KillLevel };
  const gate = createGate({ limits: () => soundLimits, latch: { level: () => latch.level } });
  const opened = await definition.open({
    environment,
    redeem: gate.redeem,
    now: () => soundTime,
    matching: (admit) =>
      createMatchingEngine({
        slippageBps: 0,
        commission: createCommission({ minimum: 1 }),
        intrabar: 'worst',
        admit,
      }),
    state: {
      load: () => kept.json,
      save: (json) => {
        kept.json = json;
      },
    },
  });
  if (!opened.ok) throw new Error(opened.error.message);
  const broker: Broker = opened.value;
  const events: BrokerEvent[] = [];
  broker.onEvent((event) => events.push(event));
  let made = 0;
  const allow = (part: Partial<OrderIntent> = {}, position = 0): Approved<OrderIntent> => {
    const intent = { ...soundIntent, environment, clientOrderId: `q-card-${made++}-${Math.abs(position)}`, ...part };
    const level = latch.level;
    latch.level = 'armed';
    const answer = gate.check(intent, { ...soundContext, environment, position });
    latch.level = level;
    if (!answer.approved) throw new Error(`${answer.check}: ${answer.reason}`);
    return answer;
  };
  const sell = (part: Partial<OrderIntent> = {}): Approved<OrderIntent> =>
    allow({ side: 'sell', reduceOnly: true, purpose: 'exit', ...part }, 100);
  /** Holds 100 shares bought at 50, after bar 1. */
  const hold = async (): Promise<void> => {
    await broker.meetBar?.(bar(0, 50));
    await broker.submit(allow());
    await broker.meetBar?.(bar(1, 50));
  };
  const fills = () => events.filter((e) => e.kind === 'execution').map((e) => e.execution);
  return { broker, latch, gate, events, allow, sell, hold, fills, environment, decimal };
}

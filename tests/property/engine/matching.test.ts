/** Whatever rests and whatever comes: fills lie in the bar, respect their prices, and never do more than was asked. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createCommission } from '../../../agents/engine/matching/commission.ts';
import { createMatchingEngine } from '../../../agents/engine/matching/engine.ts';
import type { MatchBar, MatchEvent, MatchOrder } from '../../../agents/engine/matching/types.ts';

const day = 86_400_000;
const cents = (min: number, max: number) => fc.integer({ min: min * 100, max: max * 100 }).map((v) => v / 100);
const bars = fc
  .array(fc.tuple(cents(90, 110), cents(90, 110), cents(0, 5), cents(0, 5), fc.integer({ min: 0, max: 2000 })), {
    minLength: 3,
    maxLength: 25,
  })
  .map((rows) =>
    rows.map(
      ([open, close, up, down, volume], i): MatchBar => ({
        symbol: 'AAA',
        openTime: i * day,
        closeTime: i * day + 23_400_000,
        open,
        close,
        high: Math.max(open, close) + up,
        low: Math.min(open, close) - down,
        volume,
      }),
    ),
  );
const type = fc.constantFrom(
  'market' as const,
  'limit' as const,
  'stop' as const,
  'stop-limit' as const,
  'trailing-stop' as const,
);
const orders = fc.array(
  fc.record({
    bar: fc.integer({ min: -1, max: 20 }),
    side: fc.constantFrom('buy' as const, 'sell' as const),
    type,
    timeInForce: fc.constantFrom('day' as const, 'gtc' as const, 'opg' as const, 'ioc' as const),
    quantity: fc.integer({ min: 1, max: 120 }),
    limitPrice: cents(85, 115),
    stopPrice: cents(85, 115),
    trailBps: fc.integer({ min: 10, max: 1500 }),
    reduceOnly: fc.boolean(),
    group: fc.option(fc.constantFrom('g', 'h'), { nil: null }),
    isChild: fc.boolean(),
  }),
  { minLength: 1, maxLength: 14 },
);

test('any orders on any bars', () => {
  fc.assert(
    fc.property(bars, orders, fc.constantFrom('worst' as const, 'best' as const), (series, asked, intrabar) => {
      const engine = createMatchingEngine({
        slippageBps: 0,
        commission: createCommission({ perShare: 0.01, minimum: 1 }),
        intrabar,
      });
      const known = new Map<string, MatchOrder>();
      const filled = new Map<string, number>();
      const fees = new Map<string, number>();
      const ended = new Set<string>();
      let position = 0;
      const place = (bar: number): void => {
        let entry: string | null = null;
        asked.forEach((a, k) => {
          if (a.bar !== bar) return;
          const child = a.isChild && entry !== null;
          const order: MatchOrder = {
            id: `${k}`,
            symbol: 'AAA',
            side: a.side,
            type: a.type,
            timeInForce: a.timeInForce,
            quantity: a.quantity,
            limitPrice: a.limitPrice,
            stopPrice: a.stopPrice,
            trailBps: a.trailBps,
            reduceOnly: a.reduceOnly || child,
            decidedAt: bar < 0 ? 0 : bar * day + 23_400_000,
            ocoGroup: a.group,
            parentId: child ? entry : null,
          };
          if (!child) entry = order.id;
          known.set(order.id, order);
          engine.submit(order);
        });
      };
      const check = (event: MatchEvent, bar: MatchBar): void => {
        const order = known.get(event.orderId);
        if (!order) throw new Error('an event of an order nobody placed');
        expect(ended.has(event.orderId)).toBe(false);
        if (event.kind !== 'fill') {
          ended.add(event.orderId);
          return;
        }
        expect(bar.openTime).toBeGreaterThanOrEqual(order.decidedAt);
        expect(event.quantity).toBeGreaterThan(0);
        expect(event.price).toBeGreaterThanOrEqual(bar.low - 1e-9);
        expect(event.price).toBeLessThanOrEqual(bar.high + 1e-9);
        if (order.type === 'limit' || order.type === 'stop-limit') {
          const limit = order.limitPrice as number;
          if (order.side === 'buy') expect(event.price).toBeLessThanOrEqual(limit + 1e-9);
          else expect(event.price).toBeGreaterThanOrEqual(limit - 1e-9);
        }
        const total = (filled.get(order.id) ?? 0) + event.quantity;
        filled.set(order.id, total);
        fees.set(order.id, (fees.get(order.id) ?? 0) + event.fee);
        expect(total).toBeLessThanOrEqual(order.quantity);
        expect(fees.get(order.id)).toBeCloseTo(Math.max(1, total * 0.01), 9);
        const signed = event.side === 'buy' ? event.quantity : -event.quantity;
        if (order.reduceOnly) expect(Math.abs(position + signed)).toBe(Math.abs(position) - event.quantity);
        position += signed;
        if (event.remaining <= 0) ended.add(event.orderId);
      };
      place(-1);
      series.forEach((bar, i) => {
        let taken = 0;
        for (const event of engine.onBar(bar)) {
          check(event, bar);
          if (event.kind === 'fill') taken += event.quantity;
        }
        expect(taken).toBeLessThanOrEqual(bar.volume * 0.1 + 1e-9);
        expect(engine.positionOf('AAA')).toBe(position);
        place(i);
      });
      // Every order is either at rest, ended, or complete: none is lost.
      const resting = new Set(engine.orders().map((o) => o.order.id));
      for (const id of known.keys()) expect(resting.has(id)).toBe(!ended.has(id));
    }),
    { numRuns: 400, seed: 41 },
  );
});

test('the same orders on the same bars give the same events', () => {
  fc.assert(
    fc.property(bars, (series) => {
      const play = () => {
        const engine = createMatchingEngine({
          slippageBps: 3,
          commission: createCommission({ bps: 1 }),
          intrabar: 'worst',
        });
        const events: MatchEvent[] = [];
        series.forEach((bar, i) => {
          events.push(...engine.onBar(bar));
          engine.submit({
            id: `${i}`,
            symbol: 'AAA',
            side: i % 3 === 0 ? 'sell' : 'buy',
            type: i % 2 === 0 ? 'market' : 'limit',
            timeInForce: 'gtc',
            quantity: 5,
            limitPrice: 100,
            reduceOnly: false,
            decidedAt: bar.closeTime,
          });
        });
        return events;
      };
      expect(play()).toEqual(play());
    }),
    { numRuns: 30, seed: 42 },
  );
});

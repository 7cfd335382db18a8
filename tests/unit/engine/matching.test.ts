/** The matching engine's rules, one row per rule. */
import { describe, expect, test } from 'vitest';
import { createCommission } from '../../../agents/engine/matching/commission.ts';
import { createMatchingEngine } from '../../../agents/engine/matching/engine.ts';
import type { MatchBar, MatchEvent, MatchingOptions, MatchOrder } from '../../../agents/engine/matching/types.ts';

const day = 86_400_000;
const bar = (i: number, open: number, high: number, low: number, close: number, volume = 1e9): MatchBar => ({
  symbol: 'AAA',
  openTime: i * day,
  closeTime: i * day + 23_400_000,
  open,
  high,
  low,
  close,
  volume,
});
const order = (id: string, more: Partial<MatchOrder>): MatchOrder => ({
  id,
  symbol: 'AAA',
  side: 'buy',
  type: 'market',
  timeInForce: 'gtc',
  quantity: 10,
  reduceOnly: false,
  decidedAt: 0,
  ...more,
});
const engine = (more: Partial<MatchingOptions> = {}) =>
  createMatchingEngine({ slippageBps: 0, commission: createCommission(), intrabar: 'worst', ...more });
const brief = (events: readonly MatchEvent[]): string[] =>
  events.map((e) => (e.kind === 'fill' ? `${e.orderId} ${e.side} ${e.quantity}@${e.price}` : `${e.orderId} ${e.kind}`));
const protectiveStop = { side: 'sell', type: 'stop', reduceOnly: true } as const;
const target = { side: 'sell', type: 'limit', reduceOnly: true } as const;

describe('one order, one bar', () => {
  const rows: [string, Partial<MatchOrder>, MatchBar, string[]][] = [
    ['market: the open', {}, bar(1, 100, 110, 90, 105), ['a buy 10@100']],
    [
      'limit buy touched exactly at the low',
      { type: 'limit', limitPrice: 90 },
      bar(1, 100, 110, 90, 105),
      ['a buy 10@90'],
    ],
    ['limit buy gapped: the open', { type: 'limit', limitPrice: 105 }, bar(1, 100, 110, 90, 105), ['a buy 10@100']],
    ['limit buy out of reach', { type: 'limit', limitPrice: 89.99 }, bar(1, 100, 110, 90, 105), []],
    [
      'limit sell touched',
      { side: 'sell', type: 'limit', limitPrice: 110 },
      bar(1, 100, 110, 90, 105),
      ['a sell 10@110'],
    ],
    [
      'limit sell gapped',
      { side: 'sell', type: 'limit', limitPrice: 95 },
      bar(1, 100, 110, 90, 105),
      ['a sell 10@100'],
    ],
    ['stop buy touched', { type: 'stop', stopPrice: 110 }, bar(1, 100, 110, 90, 105), ['a buy 10@110']],
    ['stop buy gapped', { type: 'stop', stopPrice: 99 }, bar(1, 100, 110, 90, 105), ['a buy 10@100']],
    ['stop sell touched', { side: 'sell', type: 'stop', stopPrice: 90 }, bar(1, 100, 110, 90, 105), ['a sell 10@90']],
    ['stop sell gapped', { side: 'sell', type: 'stop', stopPrice: 101 }, bar(1, 100, 110, 90, 105), ['a sell 10@100']],
    [
      'stop-limit fills at the stop within its limit',
      { type: 'stop-limit', stopPrice: 105, limitPrice: 106 },
      bar(1, 100, 110, 90, 105),
      ['a buy 10@105'],
    ],
    [
      'stop-limit whose limit was left behind waits unless the close proves it',
      { type: 'stop-limit', stopPrice: 105, limitPrice: 104 },
      bar(1, 100, 110, 90, 109),
      [],
    ],
    [
      'stop-limit whose limit is proven by the close',
      { type: 'stop-limit', stopPrice: 105, limitPrice: 104 },
      bar(1, 100, 110, 90, 103),
      ['a buy 10@104'],
    ],
    ['on the close', { timeInForce: 'cls' }, bar(1, 100, 110, 90, 105), ['a buy 10@105']],
    [
      'limit on the close, missed',
      { timeInForce: 'cls', type: 'limit', limitPrice: 104 },
      bar(1, 100, 110, 90, 105),
      ['a expired'],
    ],
    [
      'limit on the open, missed',
      { timeInForce: 'opg', type: 'limit', limitPrice: 99 },
      bar(1, 100, 110, 90, 105),
      ['a expired'],
    ],
    [
      'immediate or cancel, missed',
      { timeInForce: 'ioc', type: 'limit', limitPrice: 99 },
      bar(1, 100, 110, 90, 105),
      ['a expired'],
    ],
    [
      'day order ends with a daily bar',
      { timeInForce: 'day', type: 'limit', limitPrice: 80 },
      bar(1, 100, 110, 90, 105),
      ['a expired'],
    ],
    [
      'reduce-only without a position goes',
      { ...protectiveStop, stopPrice: 95 },
      bar(1, 100, 110, 90, 105),
      ['a cancelled'],
    ],
    ['decided after the open: not on this bar', { decidedAt: day + 1 }, bar(1, 100, 110, 90, 105), []],
  ];
  test.each(rows)('%s', (_name, more, on, expected) => {
    const e = engine();
    e.submit(order('a', more));
    expect(brief(e.onBar(on))).toEqual(expected);
  });
});

describe('stop and target', () => {
  const bracket = (intrabar: 'worst' | 'best') => {
    const e = engine({ intrabar });
    e.submit(order('in', {}));
    e.submit(order('stop', { ...protectiveStop, stopPrice: 95, parentId: 'in', ocoGroup: 'g' }));
    e.submit(order('goal', { ...target, limitPrice: 108, parentId: 'in', ocoGroup: 'g' }));
    return e;
  };
  test('both in the entry bar: worst takes the stop', () => {
    expect(brief(bracket('worst').onBar(bar(1, 100, 110, 90, 105)))).toEqual([
      'in buy 10@100',
      'stop sell 10@95',
      'goal cancelled',
    ]);
  });
  test('both in the entry bar: best takes the target', () => {
    expect(brief(bracket('best').onBar(bar(1, 100, 110, 90, 105)))).toEqual([
      'in buy 10@100',
      'goal sell 10@108',
      'stop cancelled',
    ]);
  });
  test('a later gap through the stop fills at the open', () => {
    const e = bracket('worst');
    e.onBar(bar(1, 100, 101, 99, 100));
    expect(brief(e.onBar(bar(2, 90, 120, 90, 100)))).toEqual(['stop sell 10@90', 'goal cancelled']);
    expect(e.positionOf('AAA')).toBe(0);
    expect(e.hasOrders('AAA')).toBe(false);
  });
  test('children of a limit entry filled inside the bar: a target needs the close as proof in the worst case', () => {
    for (const [close, expected] of [
      [100, ['in buy 10@95']],
      [109, ['in buy 10@95', 'goal sell 10@108']],
    ] as const) {
      const e = engine();
      e.submit(order('in', { type: 'limit', limitPrice: 95 }));
      e.submit(order('goal', { ...target, limitPrice: 108, parentId: 'in' }));
      expect(brief(e.onBar(bar(1, 100, 110, 94, close)))).toEqual(expected);
    }
  });
  test('children of a stop entry filled inside the bar: the worst case takes the stop, the best needs the close', () => {
    for (const [intrabar, expected] of [
      ['worst', ['in buy 10@105', 'stop sell 10@98']],
      ['best', ['in buy 10@105']],
    ] as const) {
      const e = engine({ intrabar });
      e.submit(order('in', { type: 'stop', stopPrice: 105 }));
      e.submit(order('stop', { ...protectiveStop, stopPrice: 98, parentId: 'in' }));
      expect(brief(e.onBar(bar(1, 100, 110, 94, 107)))).toEqual(expected);
    }
  });
  test('a parent that ends without a fill takes its children with it', () => {
    const e = engine();
    e.submit(order('in', { type: 'limit', limitPrice: 50, timeInForce: 'day' }));
    e.submit(order('stop', { ...protectiveStop, stopPrice: 40, parentId: 'in' }));
    expect(brief(e.onBar(bar(1, 100, 110, 90, 105)))).toEqual(['in expired', 'stop cancelled']);
  });
  test('an exit that closes the position takes the protective orders with it', () => {
    const e = bracket('worst');
    e.onBar(bar(1, 100, 101, 99, 100));
    e.submit(order('out', { side: 'sell', reduceOnly: true, decidedAt: day + 23_400_000 }));
    expect(brief(e.onBar(bar(2, 102, 120, 90, 100)))).toEqual(['out sell 10@102', 'stop cancelled', 'goal cancelled']);
  });
});

describe('trailing stop', () => {
  test('follows the high and fills at its trigger on a later bar', () => {
    const e = engine();
    e.submit(order('in', {}));
    e.submit(order('trail', { side: 'sell', type: 'trailing-stop', trailBps: 1000, reduceOnly: true, parentId: 'in' }));
    expect(brief(e.onBar(bar(1, 100, 120, 99, 119)))).toEqual(['in buy 10@100']);
    expect(e.find('trail')?.trailPrice).toBeCloseTo(108);
    expect(brief(e.onBar(bar(2, 115, 116, 107, 115)))).toEqual(['trail sell 10@108']);
  });
  test('the close proves a reversal inside the bar', () => {
    const e = engine();
    e.submit(order('in', { side: 'sell' }));
    e.submit(order('trail', { type: 'trailing-stop', trailBps: 1000, reduceOnly: true, parentId: 'in' }));
    expect(brief(e.onBar(bar(1, 100, 101, 80, 95)))).toEqual(['in sell 10@100', 'trail buy 10@88']);
  });
});

describe('volume, costs and changes', () => {
  test('ten percent of the volume is shared; the rest goes on', () => {
    const e = engine();
    e.submit(order('a', { quantity: 150 }));
    e.submit(order('b', { quantity: 50, timeInForce: 'day' }));
    expect(brief(e.onBar(bar(1, 100, 110, 90, 105, 1000)))).toEqual(['a buy 100@100', 'b expired']);
    expect(brief(e.onBar(bar(2, 101, 110, 90, 105, 1000)))).toEqual(['a buy 50@101']);
  });
  test('a bar without trading fills nothing; unknown volume is not capped', () => {
    const e = engine();
    e.submit(order('a', { quantity: 150 }));
    expect(brief(e.onBar(bar(1, 100, 100, 100, 100, 0)))).toEqual([]);
    expect(brief(e.onBar(bar(2, 101, 101, 101, 101, Number.NaN)))).toEqual(['a buy 150@101']);
  });
  test('a capped stop goes on as a market order', () => {
    const e = engine();
    e.adoptPosition('AAA', 150);
    e.submit(order('s', { ...protectiveStop, quantity: 150, stopPrice: 95 }));
    expect(brief(e.onBar(bar(1, 100, 110, 90, 105, 1000)))).toEqual(['s sell 100@95']);
    expect(brief(e.onBar(bar(2, 107, 110, 106, 108, 1000)))).toEqual(['s sell 50@107']);
  });
  test('a partial fill shrinks its group', () => {
    const e = engine();
    e.adoptPosition('AAA', 150);
    e.submit(order('s', { ...protectiveStop, quantity: 150, stopPrice: 80, ocoGroup: 'g' }));
    e.submit(order('t', { ...target, quantity: 150, limitPrice: 110, ocoGroup: 'g' }));
    e.onBar(bar(1, 100, 110, 90, 105, 1000));
    expect(e.find('s')?.remaining).toBe(50);
  });
  test('market and stop fills pay slippage, limits do not; the minimum fee is paid once', () => {
    const e = engine({ slippageBps: 100, commission: createCommission({ perShare: 0.01, minimum: 1 }) });
    e.submit(order('a', { quantity: 150 }));
    const [first] = e.onBar(bar(1, 100, 110, 90, 105, 1000));
    const [second] = e.onBar(bar(2, 100, 110, 90, 105, 1000));
    expect(first).toMatchObject({ kind: 'fill', price: 101, referencePrice: 100, slippageBps: 100, fee: 1 });
    expect(second).toMatchObject({ kind: 'fill', quantity: 50, fee: 0.5 });
    e.submit(order('b', { side: 'sell', type: 'limit', limitPrice: 108 }));
    expect(e.onBar(bar(3, 100, 110, 90, 105))[0]).toMatchObject({ price: 108, slippageBps: 0 });
  });
  test('reduce-only never flips a position', () => {
    const e = engine();
    e.adoptPosition('AAA', 4);
    e.submit(order('x', { side: 'sell', reduceOnly: true, quantity: 10 }));
    expect(brief(e.onBar(bar(1, 100, 110, 90, 105)))).toEqual(['x sell 4@100']);
    expect(e.positionOf('AAA')).toBe(0);
    expect(e.orders()).toEqual([]);
  });
  test('books of one symbol are apart', () => {
    const e = engine();
    e.adoptPosition('AAA', 5, 'one');
    e.submit(order('x', { side: 'sell', reduceOnly: true, book: 'two' }));
    expect(brief(e.onBar(bar(1, 100, 110, 90, 105)))).toEqual(['x cancelled']);
    expect(e.positionOf('AAA', 'one')).toBe(5);
  });
  test('cancel and replace', () => {
    const e = engine();
    e.submit(order('a', { type: 'limit', limitPrice: 50 }));
    expect(e.replace('a', { limitPrice: 95, quantity: 7 })).toBe(true);
    expect(brief(e.onBar(bar(1, 100, 110, 90, 105)))).toEqual(['a buy 7@95']);
    expect(e.replace('a', { limitPrice: 96 })).toBe(false);
    e.submit(order('b', { type: 'limit', limitPrice: 50 }));
    expect(brief(e.cancel('b'))).toEqual(['b cancelled']);
    expect(e.cancel('b')).toEqual([]);
  });
  test('an entry without buying power is rejected at the fill, with its children', () => {
    const e = engine({ admit: () => 0 });
    e.submit(order('in', {}));
    e.submit(order('stop', { ...protectiveStop, stopPrice: 95, parentId: 'in' }));
    expect(brief(e.onBar(bar(1, 100, 110, 90, 105)))).toEqual(['in rejected', 'stop cancelled']);
  });
  test('a duplicate id and a missing price stop loudly', () => {
    const e = engine();
    e.submit(order('a', {}));
    expect(() => e.submit(order('a', {}))).toThrow(/already at rest/);
    expect(() => e.submit(order('b', { type: 'stop' }))).toThrow(/stop price/);
  });
  test('an intraday day order outlives its bar and ends with the day', () => {
    const e = engine();
    const minute = (i: number, date: number): MatchBar => ({
      ...bar(date, 100, 101, 99, 100),
      openTime: date * day + i * 60_000,
      closeTime: date * day + (i + 1) * 60_000,
    });
    e.submit(order('a', { type: 'limit', limitPrice: 50, timeInForce: 'day' }));
    expect(brief(e.onBar(minute(0, 1)))).toEqual([]);
    expect(brief(e.onBar(minute(1, 1)))).toEqual([]);
    expect(brief(e.onBar(minute(0, 2)))).toEqual(['a expired']);
  });
});

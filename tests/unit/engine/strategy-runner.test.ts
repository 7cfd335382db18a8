/** The runner: order of decisions, slots, flips, sizes and protective levels, from signals alone. */
import { describe, expect, test } from 'vitest';
import { decide, type RunnerState, type SymbolMoment } from '../../../agents/engine/strategy-runner.ts';
import { intentOf, legsOf } from '../../../agents/engine/strategy-runner-orders.ts';
import { orderIntentSchema } from '../../../shared/domain/order.ts';
import { specOf, testLimits } from '../../golden/small-market.ts';

const spec = (more: Partial<Parameters<typeof specOf>[0]> = {}) =>
  specOf({ rules: { entryLong: 'close > 1', exitLong: 'close < 1', entryShort: 'close > 2' }, ...more });
const state: RunnerState = { time: 1_000_000, equity: 100_000, grossExposure: 0, openPositions: 0, limits: testLimits };
const at = (
  symbol: string,
  more: Partial<SymbolMoment> & {
    flags?: Partial<Record<'entryLong' | 'exitLong' | 'entryShort' | 'exitShort', 1>>;
  } = {},
): SymbolMoment => {
  const flag = (name: 'entryLong' | 'exitLong' | 'entryShort' | 'exitShort') => Uint8Array.of(more.flags?.[name] ?? 0);
  return {
    symbol,
    index: 0,
    signals: {
      entryLong: flag('entryLong'),
      exitLong: flag('exitLong'),
      entryShort: flag('entryShort'),
      exitShort: flag('exitShort'),
      atr: Float64Array.of(2),
      sizingAtr: Float64Array.of(2),
      volatility: Float64Array.of(0.4),
      warmUp: 0,
    },
    close: 50,
    lotSize: 1,
    tickSize: 0.01,
    quantity: 0,
    barsHeld: 0,
    entryPending: false,
    exitPending: false,
    tradable: true,
    ...more,
  };
};
const brief = (moments: SymbolMoment[], s = state, sp = spec()) =>
  decide(moments, s, sp).map((d) => `${d.symbol} ${d.action} ${d.quantity}`);

describe('what is decided', () => {
  test('exits come first, then entries, each by symbol, whatever order they were asked in', () => {
    const moments = [
      at('D', { flags: { entryLong: 1 } }),
      at('B', { quantity: 5, flags: { exitLong: 1 } }),
      at('C', { flags: { entryLong: 1 } }),
      at('A', { quantity: 7, flags: { exitLong: 1 } }),
    ];
    const expected = ['A exit-long 7', 'B exit-long 5', 'C enter-long 400', 'D enter-long 400'];
    expect(brief(moments)).toEqual(expected);
    expect(brief(moments.toReversed())).toEqual(expected);
  });
  test('both entries at once contradict each other', () => {
    expect(brief([at('A', { flags: { entryLong: 1, entryShort: 1 } })])).toEqual([]);
  });
  test('no second entry while one is held or working, none in what cannot be traded', () => {
    const flags = { entryLong: 1 } as const;
    expect(
      brief([
        at('A', { flags, quantity: 3 }),
        at('B', { flags, entryPending: true }),
        at('C', { flags, tradable: false }),
      ]),
    ).toEqual([]);
  });
  test('slots are counted with what is already open', () => {
    const moments = ['A', 'B', 'C'].map((s) => at(s, { flags: { entryLong: 1 } }));
    expect(brief(moments, { ...state, openPositions: 2 })).toEqual(['A enter-long 400', 'B enter-long 400']);
  });
  test('a flip leaves and enters the other way in its own slot', () => {
    const moments = [at('A', { quantity: 100, flags: { entryShort: 1 } })];
    expect(brief(moments, { ...state, openPositions: 4, grossExposure: 5000 })).toEqual([
      'A exit-long 100',
      'A enter-short 400',
    ]);
  });
  test('an exit that is already working is not asked again', () => {
    expect(brief([at('A', { quantity: 100, exitPending: true, flags: { exitLong: 1 } })])).toEqual([]);
  });
  test('a time exit says so', () => {
    const [decision] = decide(
      [at('A', { quantity: 100, barsHeld: 5 })],
      state,
      spec({ protection: { timeExitBars: 5 } }),
    );
    expect(decision).toMatchObject({ purpose: 'time-exit', action: 'exit-long', rule: 'after 5 bars' });
  });
});

describe('how much', () => {
  const size = (
    sizing: NonNullable<Parameters<typeof specOf>[0]['sizing']>,
    more: Partial<SymbolMoment> = {},
    s = state,
  ) => decide([at('A', { flags: { entryLong: 1 }, ...more })], s, spec({ sizing }))[0]?.quantity;
  test.each([
    ['a share of equity', { kind: 'percent-of-equity', percent: 12.34 } as const, {}, 246],
    [
      'risk over average true range',
      { kind: 'atr-risk', riskPercent: 1, atrMultiple: 2.5, atrLength: 14 } as const,
      {},
      200,
    ],
    [
      'volatility target',
      { kind: 'volatility-target', annualPercent: 10, lookback: 20, maxPercent: 50 } as const,
      {},
      500,
    ],
    [
      'volatility target, capped',
      { kind: 'volatility-target', annualPercent: 30, lookback: 20, maxPercent: 50 } as const,
      {},
      1000,
    ],
    ['whole lots of ten', { kind: 'percent-of-equity', percent: 12.34 } as const, { lotSize: 10 }, 240],
    ['small lots', { kind: 'percent-of-equity', percent: 12.34 } as const, { lotSize: 0.001 }, 246.8],
    ['more than the largest position', { kind: 'percent-of-equity', percent: 200 } as const, {}, 2000],
  ])('%s', (_name, sizing, more, expected) => expect(size(sizing, more)).toBe(expected));
  test('what cannot be known yet enters nothing', () => {
    const unknown = {
      ...at('A').signals,
      entryLong: Uint8Array.of(1),
      sizingAtr: Float64Array.of(Number.NaN),
      volatility: Float64Array.of(0),
    };
    expect(
      size({ kind: 'atr-risk', riskPercent: 1, atrMultiple: 2, atrLength: 14 }, { signals: unknown }),
    ).toBeUndefined();
    expect(
      size({ kind: 'volatility-target', annualPercent: 10, lookback: 20, maxPercent: 50 }, { signals: unknown }),
    ).toBeUndefined();
    expect(size({ kind: 'percent-of-equity', percent: 10 }, {}, { ...state, equity: -5 })).toBeUndefined();
  });
  test('leverage leaves the rest, but never crumbs', () => {
    const sizing = { kind: 'percent-of-equity', percent: 20 } as const;
    expect(size(sizing, {}, { ...state, grossExposure: 190_000 })).toBe(200);
    expect(size(sizing, {}, { ...state, grossExposure: 196_000 })).toBeUndefined();
  });
});

describe('protection', () => {
  const levels = (
    protection: Parameters<typeof specOf>[0]['protection'],
    flags: SymbolMoment extends never ? never : object = { entryLong: 1 },
  ) => decide([at('A', { flags })], state, spec({ ...(protection && { protection }) }))[0]?.protection;
  test('percent, multiples of the range, the nearer of both, targets and trails, on ticks', () => {
    expect(levels({ stopLossPercent: 3.333 })).toEqual({ stopPrice: 48.33, targetPrice: null, trailBps: null });
    expect(levels({ stopLossAtr: 1.5 })?.stopPrice).toBe(47);
    expect(levels({ stopLossPercent: 10, stopLossAtr: 1.5 })?.stopPrice).toBe(47);
    expect(levels({ takeProfitPercent: 7, trailingStopPercent: 2.5 })).toEqual({
      stopPrice: null,
      targetPrice: 53.5,
      trailBps: 250,
    });
    expect(levels({ stopLossPercent: 4, takeProfitPercent: 7 }, { entryShort: 1 })).toEqual({
      stopPrice: 52,
      targetPrice: 46.5,
      trailBps: null,
    });
    expect(levels({ takeProfitPercent: 200 }, { entryShort: 1 })?.targetPrice).toBeNull();
  });
  test('the legs of an entry are intents that the schema takes', () => {
    const [decision] = decide(
      [at('A', { flags: { entryLong: 1 } })],
      state,
      spec({ protection: { stopLossPercent: 3, takeProfitPercent: 7, trailingStopPercent: 5 } }),
    );
    if (!decision) throw new Error('an entry was expected');
    const legs = legsOf(decision);
    expect(legs.map((l) => `${l.purpose} ${l.side} ${l.type} ${l.timeInForce} ${l.isChild}`)).toEqual([
      'entry buy market day false',
      'stop-loss sell stop gtc true',
      'trailing-stop sell trailing-stop gtc true',
      'take-profit sell limit gtc true',
    ]);
    const owner = {
      deploymentId: 'dp-1',
      strategyId: 'st-1',
      environment: 'paper',
      approvalHash: 'a'.repeat(64),
    } as const;
    for (const leg of legs)
      expect(orderIntentSchema.safeParse(intentOf(leg, decision, owner, `order-${leg.purpose}`)).success).toBe(true);
  });
});

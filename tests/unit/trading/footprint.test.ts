/** Footprints: what two candidates share in holdings and returns, and the regime in which one earns. */
import { describe, expect, it } from 'vitest';
import { bestRegime } from '../../../agents/execution/a4-monitor/best-regime.ts';
import {
  createSiblings,
  footprintOf,
  returnCorrelation,
  tradeOverlap,
} from '../../../agents/execution/a4-monitor/footprint.ts';
import type { TradeRecord } from '../../../shared/domain/metrics.ts';

const day = 86_400_000;
const week = 7 * day;
const trade = (symbol: string, from: number, to: number, side: 'long' | 'short' = 'long'): TradeRecord => ({
  symbol,
  side,
  quantity: 1,
  entryTime: from * week,
  entryPrice: 1,
  exitTime: to * week,
  exitPrice: 1,
  exitReason: '',
  fees: 0,
  pnl: 0,
  barsHeld: 5 * (to - from),
});
const run = (equity: number[], trades: TradeRecord[] = []) => ({
  times: equity.map((_, i) => i * week + day),
  equity,
  capital: 100,
  trades,
});

describe('a footprint', () => {
  it('holds nothing of the sealed part', () => {
    const open = footprintOf('st-1', run([100, 110, 121, 50], [trade('A', 1, 3), trade('B', 3, 4)]), 2 * week + day);
    expect(open.returns.map((r) => Math.exp(r))).toEqual([1, expect.closeTo(1.1, 12), expect.closeTo(1.1, 12)]);
    expect(open.held).toEqual(['A:long:1', 'A:long:2']);
    const other = footprintOf('st-1', run([100, 110, 121, 999], [trade('A', 1, 9), trade('C', 3, 4)]), 2 * week + day);
    expect(other).toEqual(open);
    expect(footprintOf('st-1', run([100, 110]), null).returns).toEqual([]);
  });

  it('survives a book that is worth nothing', () => {
    const dead = footprintOf('st-1', run([100, 0, -5, 10]), 3 * week + day);
    expect(dead.returns.every(Number.isFinite)).toBe(true);
  });
});

describe('likeness', () => {
  const of = (id: string, equity: number[], trades: TradeRecord[]) => footprintOf(id, run(equity, trades), 9 * week);
  const rising = [100, 102, 101, 105, 104, 109, 111];
  const falling = rising.map((e) => 10_000 / e);

  it('is whole for a copy, none for the first, and sees sides', () => {
    const siblings = createSiblings();
    const trades = [trade('A', 1, 3), trade('B', 2, 2)];
    expect(siblings.add(of('st-1', rising, trades))).toMatchObject({ novelty: 1, nearest: null });
    const copy = siblings.add(of('st-2', rising, trades));
    expect(copy).toMatchObject({ nearest: 'st-1', tradeOverlap: 1 });
    expect(copy.novelty).toBeCloseTo(0, 12);
    const turned = siblings.add(of('st-3', falling, [trade('A', 1, 3, 'short')]));
    expect(turned.novelty).toBe(1);
    expect(turned.returnCorrelation).toBeCloseTo(-1, 12);
  });

  it('counts shared weeks and symbols', () => {
    const [a, b] = [Int32Array.of(1, 2, 7), Int32Array.of(2, 3)];
    expect(tradeOverlap(a, b)).toBe(1 / 4);
    expect(tradeOverlap(b, a)).toBe(1 / 4);
    expect(tradeOverlap(new Int32Array(), new Int32Array())).toBe(1);
  });

  it('is of the weeks both have', () => {
    const a = { firstWeek: 0, returns: [9, 1, 2, 3, 5] };
    expect(returnCorrelation(a, { firstWeek: 1, returns: [2, 4, 6, 10, -50] })).toBeCloseTo(1, 12);
    expect(returnCorrelation(a, { firstWeek: 4, returns: [1, 2, 3] })).toBe(0);
    expect(returnCorrelation(a, { firstWeek: 0, returns: [1, 1, 1, 1, 1] })).toBe(0);
  });
});

it('finds the regime it earns in, by what was known when the bar began', () => {
  const times = Array.from({ length: 400 }, (_, i) => (i + 1) * day);
  let equity = 100;
  const path = times.map((_, i) => {
    // Bars 201 to 400 are known to be bear when they begin: it earns there.
    equity *= 1 + (i > 200 ? 0.002 : -0.0005) + (i % 2 ? 0.001 : -0.001);
    return equity;
  });
  const regime = { times: [0, 201 * day], labels: ['bull', 'bear'], volatility: ['low', 'low'] };
  expect(bestRegime({ times, equity: path }, 400 * day, regime)).toBe('bear');
  expect(bestRegime({ times, equity: path }, 200 * day, regime)).toBe('any');
  expect(bestRegime({ times, equity: path }, 400 * day, undefined)).toBe('any');
});

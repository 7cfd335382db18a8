/** What the lab works out itself: rolling ratios, falls, bins, ticks, and what is typed into a search. */
import { describe, expect, it } from 'vitest';
import { roundTicks } from '../../../renderer/charts/fan-chart.tsx';
import { binsOf } from '../../../renderer/charts/histogram.tsx';
import { rollingSharpe, tradeReturns, worstFalls } from '../../../renderer/screens/lab/derived.ts';
import { axisValues, draftOf, searchFields } from '../../../renderer/screens/lab/search.ts';
import { createRandom } from '../../../shared/core/random.ts';
import { strategySpecSchema } from '../../../shared/strategy/spec.ts';
import { specOf } from '../../golden/small-market.ts';

describe('derived statistics', () => {
  it('roll as a window worked out anew each time would', () => {
    const random = createRandom('rolling');
    let e = 100;
    const equity = Array.from({ length: 200 }, () => {
      e *= 1 + 0.01 * random.normal();
      return e;
    });
    const rolled = rollingSharpe({ equity }, 20, 252);
    expect(rolled.slice(0, 20).every((v) => v === null)).toBe(true);
    for (const end of [20, 77, 199]) {
      const window = Array.from({ length: 20 }, (_, k) => {
        const i = end - 19 + k;
        return (equity[i] as number) / (equity[i - 1] as number) - 1;
      });
      const mean = window.reduce((a, b) => a + b) / 20;
      const deviation = Math.sqrt(window.reduce((s, r) => s + (r - mean) ** 2, 0) / 19);
      expect(rolled[end]).toBeCloseTo((mean / deviation) * Math.sqrt(252), 8);
    }
    expect(rollingSharpe({ equity: Array(60).fill(1) }, 20, 252).every((v) => v === null)).toBe(true);
  });

  it('find the worst falls, the last one not made good', () => {
    const equity = [100, 110, 99, 104, 111, 120, 90, 95, 121, 118];
    const curve = { time: equity.map((_, i) => i), equity, drawdown: [] };
    expect(worstFalls(curve, 9)).toEqual([
      { from: 5, lowest: 6, recovered: 8, depth: 90 / 120 - 1, bars: 3 },
      { from: 1, lowest: 2, recovered: 4, depth: 99 / 110 - 1, bars: 3 },
      { from: 8, lowest: 9, recovered: null, depth: 118 / 121 - 1, bars: 1 },
    ]);
    expect(worstFalls({ time: [1, 2], equity: [1, 2], drawdown: [] }, 5)).toEqual([]);
  });

  it('leave out trades that cost nothing', () => {
    const trade = { quantity: 2, entryPrice: 50, pnl: 10 };
    expect(tradeReturns([trade, { ...trade, quantity: 0 }] as never)).toEqual([0.1]);
  });
});

describe('drawing', () => {
  it('bins hold every value once, with zero on a border', () => {
    const random = createRandom('bins');
    const values = Array.from({ length: 500 }, () => random.normal());
    const bins = binsOf(values, 31);
    expect(bins.reduce((sum, b) => sum + b.count, 0)).toBe(500);
    expect(bins.some((b) => Math.abs(b.from) < 1e-9)).toBe(true);
    expect(binsOf([3, 3, 3], 10).reduce((sum, b) => sum + b.count, 0)).toBe(3);
    expect(binsOf([], 10)).toEqual([]);
  });
  it('ticks are round and few', () => {
    expect(roundTicks(0.87, 3.1)).toEqual([1, 1.5, 2, 2.5, 3]);
    expect(roundTicks(1, 1).length).toBeGreaterThan(0);
  });
});

describe('a search', () => {
  const spec = strategySpecSchema.parse({
    ...specOf({
      rules: {
        entryLong: 'rsi(close, fast) < 30',
        exitLong: 'rsi(close, fast) > 70',
        entryShort: null,
        exitShort: null,
      },
    }),
    parameters: {
      fast: { value: 10, min: 5, max: 100, step: 1 },
      slow: { value: 0.5, min: 0.1, max: 0.9, step: 0.1 },
      fixed: { value: 1, min: 1, max: 1, step: 1 },
    },
  });
  const axis = { name: 'fast', on: true, from: '5', to: '20', step: '5' };

  it('begins coarse, over the ranges the strategy declares', () => {
    const draft = draftOf(spec);
    expect(draft.axes.map((a) => a.on)).toEqual([true, true, false]);
    for (const a of draft.axes.slice(0, 2)) expect(axisValues(a)?.length).toBeLessThanOrEqual(9);
    expect(axisValues(draft.axes[1] ?? axis)).toEqual([0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9]);
    expect(searchFields(draft)).toHaveProperty('fields');
  });

  it.each([
    [{ from: '20', to: '5' }, /smaller to a larger/],
    [{ step: '0' }, /smaller to a larger/],
    [{ from: '' }, /smaller to a larger/],
    [{ to: 'x' }, /smaller to a larger/],
    [{ step: '0.001' }, /500 values at most/],
    [{ on: false }, /at least one parameter/],
  ])('says what is wrong with %j', (part, words) => {
    const search = searchFields({ ...draftOf(spec), axes: [{ ...axis, ...part }] });
    expect('wrong' in search && search.wrong).toMatch(words);
  });

  it('refuses a grid larger than the budget, and a budget that is none', () => {
    const draft = { ...draftOf(spec), axes: [axis], budget: '3' };
    expect(searchFields(draft)).toMatchObject({ wrong: expect.stringContaining('4 points') });
    expect(searchFields({ ...draft, method: 'random' })).toHaveProperty('fields');
    expect(searchFields({ ...draft, budget: '1.5' })).toMatchObject({ wrong: expect.stringContaining('whole number') });
  });
});

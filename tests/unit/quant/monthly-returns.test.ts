/** The monthly table splits a curve at month ends and starts from the capital. */
import { describe, expect, it } from 'vitest';
import { monthlyReturns } from '../../../shared/quant/metrics/monthly-returns.ts';

const at = (iso: string): number => Date.parse(iso);

describe('monthlyReturns', () => {
  it('measures the first month from the capital and each later one from the month before', () => {
    const times = [at('2024-01-30'), at('2024-01-31'), at('2024-02-01'), at('2024-02-29'), at('2024-04-02')];
    const table = monthlyReturns(times, [101, 110, 99, 121, 60.5], 100);
    expect(Object.keys(table)).toEqual(['2024-01', '2024-02', '2024-04']);
    expect(table['2024-01']).toBeCloseTo(0.1, 12);
    expect(table['2024-02']).toBeCloseTo(0.1, 12);
    expect(table['2024-04']).toBeCloseTo(-0.5, 12);
  });

  it('answers 0 instead of infinity after ruin, and nothing for no bars', () => {
    expect(monthlyReturns([at('2024-01-31'), at('2024-02-29')], [0, 5], 100)).toEqual({ '2024-01': -1, '2024-02': 0 });
    expect(monthlyReturns([], [], 100)).toEqual({});
  });
});

/** Multiples of lots and ticks are told exactly: as arbitrary precision tells them. */
import Big from 'big.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isMultipleOf } from '../../../../agents/engine/orders/exact-multiple.ts';

describe('isMultipleOf', () => {
  it.each<[string, number, boolean]>([
    ['0.3', 0.1, true],
    ['1.005', 0.005, true],
    ['12.34', 0.01, true],
    ['12.345', 0.01, false],
    ['7', 1, true],
    ['7.0000001', 1, false],
    ['123456789012', 1, true],
    ['0.00000003', 0.00000001, true],
    ['100', 3, false],
    ['-4', 2, true],
    ['0', 0.25, true],
  ])('%s of %d: %s', (text, step, expected) => {
    expect(isMultipleOf(text, step)).toBe(expected);
  });

  it('agrees with arbitrary precision', () => {
    const decimal = fc
      .tuple(fc.integer({ min: 0, max: 99_999_999 }), fc.integer({ min: 0, max: 8 }))
      .map(([digits, places]) => new Big(digits).div(new Big(10).pow(places)).toFixed());
    const step = fc.constantFrom(0.01, 0.05, 0.0001, 0.000001, 1e-8, 0.125, 0.3, 1, 3, 10, 100, 1 / 3);
    fc.assert(
      fc.property(decimal, step, (text, one) => {
        expect(isMultipleOf(text, one)).toBe(new Big(text).mod(one).eq(0));
      }),
      { numRuns: 2000 },
    );
  });

  it('does not take what is no number', () => {
    expect(() => isMultipleOf('ten', 1)).toThrow();
  });
});

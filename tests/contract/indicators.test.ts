/** Walks the indicator registry: warm-up, no look-ahead, NaN in and out, and purity, for every indicator there is. */
import { describe, expect, test } from 'vitest';
import { createRandom } from '../../shared/core/random.ts';
import { indicators } from '../../shared/quant/indicators/index.ts';

const length = 400;
function columns(seed: string): Record<string, Float64Array> {
  const random = createRandom(seed);
  const make = () => new Float64Array(length);
  const c = { open: make(), high: make(), low: make(), close: make(), volume: make(), series: make() };
  let price = 100;
  for (let i = 0; i < length; i++) {
    c.open[i] = price * (1 + 0.005 * random.normal());
    price *= Math.exp(0.02 * random.normal());
    c.close[i] = price;
    c.high[i] = Math.max(c.open[i] as number, price) * (1 + 0.01 * random.next());
    c.low[i] = Math.min(c.open[i] as number, price) * (1 - 0.01 * random.next());
    c.volume[i] = Math.floor(1e5 * (1 + random.next()));
    c.series[i] = price + random.normal();
  }
  return c;
}

describe.each(Object.entries(indicators))('%s', (name, indicator) => {
  const usual = indicator.parameters.map((p) => p.usual);
  const inputs = (c: Record<string, Float64Array>) => indicator.inputs.map((i) => c[i] as Float64Array);
  const base = columns('contract');
  const whole = indicator.compute(inputs(base), usual);

  test('is registered under its own name and says what it is', () => {
    expect(indicator.name).toBe(name);
    expect(indicator.description.length).toBeGreaterThan(10);
    const arguments_ = indicator.inputs.filter((i) => i === 'series').length + indicator.parameters.length;
    for (const hole of indicator.phrase.matchAll(/\{(\d+)\}/g)) expect(Number(hole[1])).toBeLessThan(arguments_);
  });

  test('has no value during warm-up and one right after', () => {
    const warmUp = indicator.warmUp(usual);
    expect(whole).toHaveLength(length);
    expect([...whole].findIndex((v) => !Number.isNaN(v))).toBe(warmUp);
    expect(whole.slice(warmUp).every(Number.isFinite)).toBe(true);
  });

  test('never looks ahead: a cut or scrambled future leaves the past byte for byte', () => {
    const other = columns('scramble');
    for (const cut of [1, 57, 199, 333]) {
      const scrambled = Object.fromEntries(
        Object.entries(base).map(([key, column]) => {
          const copy = column.slice();
          copy.set((other[key] as Float64Array).subarray(cut), cut);
          return [key, copy];
        }),
      );
      const past = whole.subarray(0, cut);
      expect(indicator.compute(inputs(scrambled), usual).subarray(0, cut)).toEqual(past);
      const short = Object.fromEntries(Object.entries(base).map(([key, column]) => [key, column.slice(0, cut)]));
      expect(indicator.compute(inputs(short), usual)).toEqual(past);
    }
  });

  test('a NaN gives NaN, and clean data after it give values again', () => {
    const holed = inputs(base).map((column) => {
      const copy = column.slice();
      copy[150] = Number.NaN;
      return copy;
    });
    const out = indicator.compute(holed, usual);
    expect(out[150]).toBeNaN();
    expect(Number.isFinite(out[length - 1])).toBe(true);
    expect(out.subarray(0, 150)).toEqual(whole.subarray(0, 150));
  });

  test('leaves its inputs alone, keeps no state, and takes short and constant columns', () => {
    const copies = inputs(base).map((column) => column.slice());
    expect(indicator.compute(copies, usual)).toEqual(whole);
    expect(copies).toEqual(inputs(base));
    for (const n of [0, 1, 2]) {
      expect(
        indicator.compute(
          inputs(base).map((c) => c.slice(0, n)),
          usual,
        ),
      ).toHaveLength(n);
    }
    const flat = indicator.compute(
      indicator.inputs.map(() => new Float64Array(300).fill(5)),
      usual,
    );
    expect(Number.isFinite(flat[299])).toBe(true);
  });
});

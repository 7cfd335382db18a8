/** Walks the indicator library: warm-up, streaming, no look-ahead, gaps, flat and short input, for every indicator there is. */
import { describe, expect, test } from 'vitest';
import { createRandom } from '../../shared/core/random.ts';
import type { Indicator, IndicatorBar } from '../../shared/quant/indicators/define.ts';
import { indicators, library, lines } from '../../shared/quant/indicators/index.ts';

const length = 400;
type Columns = Record<string, Float64Array>;
const names = ['open', 'high', 'low', 'close', 'volume', 'first', 'second'] as const;

/** A market that can stand still for a while: then every price is the last one and the volume stays. */
function columns(seed: string, still: readonly [from: number, to: number] = [length, length]): Columns {
  const random = createRandom(seed);
  const c = Object.fromEntries(names.map((name) => [name, new Float64Array(length)])) as Record<
    (typeof names)[number],
    Float64Array
  >;
  let price = 100;
  for (let i = 0; i < length; i++) {
    if (i > still[0] && i <= still[1]) {
      for (const name of names) c[name][i] = name === 'volume' ? (c.volume[i - 1] as number) : price;
      continue;
    }
    c.open[i] = price * (1 + 0.005 * random.normal());
    price *= Math.exp(0.02 * random.normal());
    c.close[i] = price;
    c.high[i] = Math.max(c.open[i] as number, price) * (1 + 0.01 * random.next());
    c.low[i] = Math.min(c.open[i] as number, price) * (1 - 0.01 * random.next());
    c.volume[i] = Math.floor(1e5 * (1 + random.next()));
    c.first[i] = price + random.normal();
    c.second[i] = price + 2 * random.normal();
  }
  return c;
}

/** The columns an indicator reads; its first series, then its second. */
function inputsOf(indicator: Indicator, c: Columns): Float64Array[] {
  let series = 0;
  return indicator.inputs.map((i) => c[i === 'series' ? (series++ === 0 ? 'first' : 'second') : i] as Float64Array);
}

/** Usual, least and longer parameters. */
const settings = (indicator: Indicator): number[][] => [
  indicator.parameters.map((p) => p.usual),
  indicator.parameters.map((p) => p.min),
  indicator.parameters.map((p, i) => Math.min(p.max, p.whole ? Math.ceil(p.usual * 1.3) + i : p.usual * 1.3)),
];

/** Row by row; equal bits, and a value wherever the batch has one. */
function expectStreamed(indicator: Indicator, inputs: readonly Float64Array[], parameters: readonly number[]): void {
  const batch = indicator.compute(inputs, parameters);
  const stream = indicator.stream(parameters);
  for (let i = 0; i < batch.length; i++) {
    const value = stream.next(inputs.map((column) => column[i] as number));
    const same = value === batch[i] || (Number.isNaN(value) && Number.isNaN(batch[i]));
    if (!same) expect(`row ${i}: ${value}`).toBe(`row ${i}: ${batch[i]}`);
  }
}

test('the rule language knows a part of the library, under the same names', () => {
  for (const [name, indicator] of Object.entries(indicators)) expect(library[name]).toBe(indicator);
  expect(Object.keys(library).length).toBeGreaterThanOrEqual(100);
});

describe.each(Object.entries(library))('%s', (name, indicator) => {
  const usual = indicator.parameters.map((p) => p.usual);
  const base = columns('contract');
  const inputs = inputsOf(indicator, base);
  const whole = indicator.compute(inputs, usual);

  test('is registered under its own name and says what it is', () => {
    expect(indicator.name).toBe(name);
    expect(indicator.description.length).toBeGreaterThan(10);
    const arguments_ = indicator.inputs.filter((i) => i === 'series').length + indicator.parameters.length;
    for (const hole of indicator.phrase.matchAll(/\{(\d+)\}/g)) expect(Number(hole[1])).toBeLessThan(arguments_);
    for (const p of indicator.parameters) expect(p.min <= p.usual && p.usual <= p.max).toBe(true);
  });

  test.each(settings(indicator).map((parameters) => [parameters.join(', '), parameters] as const))(
    'has no value during warm-up and one right after: (%s)',
    (_text, parameters) => {
      const warmUp = indicator.warmUp(parameters);
      const values = indicator.compute(inputs, parameters);
      expect(values).toHaveLength(length);
      expect([...values].findIndex((v) => !Number.isNaN(v))).toBe(warmUp < length ? warmUp : -1);
      expect(values.slice(warmUp).every(Number.isFinite)).toBe(true);
    },
  );

  test('says the same row by row, to the last bit: clean, with gaps, and while the market stands still', () => {
    const random = createRandom('gaps');
    const holed = inputs.map((column) => column.map((v) => (random.next() < 0.01 ? Number.NaN : v)));
    for (const parameters of settings(indicator)) {
      expectStreamed(indicator, inputs, parameters);
      expectStreamed(indicator, holed, parameters);
      expectStreamed(indicator, inputsOf(indicator, columns('still', [150, 290])), parameters);
      // Values far apart, and on both sides of zero: the fast loops must hand over to the careful ones and back.
      const wild = inputs.map((column) => column.map((v, i) => (i % 90 === 7 ? 1e5 * v : v)));
      expectStreamed(indicator, wild, parameters);
      expectStreamed(
        indicator,
        inputs.map((column) => column.map((v) => v - 100)),
        parameters,
      );
    }
  });

  test('takes bars and values as they come', () => {
    const stream = indicator.stream(usual);
    const prices = indicator.inputs.every((i) => i !== 'series');
    if (!prices && indicator.inputs.length > 1) {
      expect(() => stream.next(1)).toThrow('lacks its input');
      return;
    }
    const bar = (i: number) => Object.fromEntries(Object.entries(base).map(([k, v]) => [k, v[i]]));
    for (let i = 0; i < length; i++) {
      const value = stream.next(prices ? (bar(i) as unknown as IndicatorBar) : (inputs[0]?.[i] as number));
      expect(value).toBe(whole[i]);
    }
  });

  test('never looks ahead: a cut or scrambled future leaves the past byte for byte', () => {
    const other = inputsOf(indicator, columns('scramble'));
    for (const cut of [1, 57, 199, 333]) {
      const scrambled = inputs.map((column, k) => {
        const copy = column.slice();
        copy.set((other[k] as Float64Array).subarray(cut), cut);
        return copy;
      });
      const past = whole.subarray(0, cut);
      expect(indicator.compute(scrambled, usual).subarray(0, cut)).toEqual(past);
      const short = inputs.map((column) => column.slice(0, cut));
      expect(indicator.compute(short, usual)).toEqual(past);
    }
  });

  test('a NaN gives NaN, and after it the indicator starts anew as if history began there', () => {
    const gap = 150;
    const holed = inputs.map((column) => {
      const copy = column.slice();
      copy[gap] = Number.NaN;
      return copy;
    });
    const out = indicator.compute(holed, usual);
    expect(out[gap]).toBeNaN();
    expect(Number.isFinite(out[length - 1])).toBe(true);
    expect(out.subarray(0, gap)).toEqual(whole.subarray(0, gap));
    const fresh = indicator.compute(
      inputs.map((column) => column.slice(gap + 1)),
      usual,
    );
    // What needs no row of the gap, such as a change over ten bars, may have its value sooner.
    for (let i = indicator.warmUp(usual); i < fresh.length; i++) expect(out[gap + 1 + i]).toBe(fresh[i]);
  });

  test('a NaN in one input alone leaves the past, gives nothing infinite, and heals', () => {
    for (let hole = 0; hole < inputs.length; hole++) {
      const holed = inputs.map((column, k) =>
        k === hole ? column.map((v, i) => (i === 150 ? Number.NaN : v)) : column,
      );
      const out = indicator.compute(holed, usual);
      expect(out.subarray(0, 150)).toEqual(whole.subarray(0, 150));
      expect(out.every((v) => Number.isNaN(v) || Number.isFinite(v))).toBe(true);
      expect(Number.isFinite(out[length - 1])).toBe(true);
      expect(out.subarray(150, 152).some(Number.isNaN)).toBe(true);
    }
  });

  test('writes over a column it is given, whatever stood there, and refuses one of another length', () => {
    const random = createRandom('holes');
    const holed = inputs.map((column) => column.map((v) => (random.next() < 0.02 ? Number.NaN : v)));
    for (const columns_ of [inputs, holed]) {
      const into = new Float64Array(length).fill(-1);
      expect(indicator.compute(columns_, usual, into)).toBe(into);
      expect(into).toEqual(indicator.compute(columns_, usual));
    }
    expect(() => indicator.compute(inputs, usual, new Float64Array(length - 1))).toThrow('rows');
  });

  test('leaves its inputs alone, keeps no state, and takes too short, constant and still columns', () => {
    const copies = inputs.map((column) => column.slice());
    expect(indicator.compute(copies, usual)).toEqual(whole);
    expect(copies).toEqual(inputs);
    for (const n of [0, 1, 2, indicator.warmUp(usual)]) {
      const short = indicator.compute(
        inputs.map((c) => c.slice(0, n)),
        usual,
      );
      expect(short).toHaveLength(n);
      if (n <= indicator.warmUp(usual)) expect(short.every(Number.isNaN)).toBe(true);
    }
    const longest = indicator.parameters.map((p) => p.max);
    expect(indicator.compute(inputs, longest)).toHaveLength(length);
    const warmUp = indicator.warmUp(usual);
    for (const flat of [
      indicator.compute(
        inputs.map(() => new Float64Array(300).fill(5)),
        usual,
      ),
      indicator.compute(inputsOf(indicator, columns('still', [150, 290])), usual),
    ]) {
      expect(flat.subarray(0, warmUp).every(Number.isNaN)).toBe(true);
      expect(flat.subarray(warmUp).every(Number.isFinite)).toBe(true);
    }
  });
});

describe.each(Object.entries(lines))('the lines of %s', (name, { name: own, members, compute }) => {
  const first = members[0] as Indicator;
  test('are registered indicators of one calculation', () => {
    expect(own).toBe(name);
    for (const member of members) {
      expect(library[member.name]).toBe(member);
      expect(member.inputs).toEqual(first.inputs);
      expect(member.parameters).toEqual(first.parameters);
    }
  });
  test('are the members, to the last bit: clean, with gaps, still, short, and over columns that are handed in', () => {
    const random = createRandom('lines');
    const clean = inputsOf(first, columns('lines'));
    const markets = [
      clean,
      clean.map((column) => column.map((v) => (random.next() < 0.01 ? Number.NaN : v))),
      clean.map((column) => column.map((v, i) => (i % 50 === 0 ? 1e6 * v : v))),
      clean.map((column) => column.map((v) => v - 100)),
      inputsOf(first, columns('still', [150, 290])),
      ...[0, 1, 20].map((n) => clean.map((column) => column.slice(0, n))),
    ];
    for (const inputs of markets) {
      for (const parameters of settings(first)) {
        const into = members.map(() => new Float64Array(inputs[0]?.length ?? 0).fill(-1));
        const given = compute(inputs, parameters, into);
        const fresh = compute(inputs, parameters);
        for (const [k, member] of members.entries()) {
          expect(given[k]).toBe(into[k]);
          expect(given[k]).toEqual(member.compute(inputs, parameters));
          expect(fresh[k]).toEqual(given[k]);
        }
      }
    }
  });
});

/** Laws of scale for every indicator: prices or volumes in another unit change the answer by a power of it or not at all. */
import { describe, expect, test } from 'vitest';
import { createRandom } from '../../../shared/core/random.ts';
import type { Indicator } from '../../../shared/quant/indicators/define.ts';
import { library } from '../../../shared/quant/indicators/index.ts';

const length = 400;
const names = ['open', 'high', 'low', 'close', 'volume', 'series'] as const;
type Name = (typeof names)[number];

function market(): Record<Name, Float64Array> {
  const random = createRandom('scaling');
  const c = Object.fromEntries(names.map((name) => [name, new Float64Array(length)])) as Record<Name, Float64Array>;
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

const base = market();
const inputsOf = (indicator: Indicator, prices: number, volumes: number): Float64Array[] => {
  let series = 0;
  return indicator.inputs.map((name) => {
    // A second series is another one, or a correlation would be of a thing with itself.
    const column = name === 'series' && series++ > 0 ? base.close : base[name];
    return column.map((v) => v * (name === 'volume' ? volumes : prices));
  });
};

/** Factors are powers of two, so the law holds to the last bit. The power of the factor by which the values change, or undefined where there is no such law. */
function powerOf(indicator: Indicator, prices: number, volumes: number): number | undefined {
  const parameters = indicator.parameters.map((p) => p.usual);
  const before = indicator.compute(inputsOf(indicator, 1, 1), parameters);
  const after = indicator.compute(inputsOf(indicator, prices, volumes), parameters);
  const factor = Math.max(prices, volumes);
  return [0, 1, 2, -1].find((power) =>
    before.every((v, i) => Object.is(v * factor ** power, after[i]) || (v === 0 && after[i] === 0)),
  );
}

/** Those whose answer is not a power: an angle is not a slope. */
const lawless = ['linearreg_angle'];

describe('the unit of prices', () => {
  const table = Object.values(library).map((indicator) => [indicator.name, powerOf(indicator, 4, 1)] as const);
  test('changes every indicator by a power of it', () => {
    expect(table.filter(([, power]) => power === undefined).map(([name]) => name)).toEqual(lawless);
  });
  test('changes averages and bands as prices, variances as their squares, oscillators not at all', () => {
    const power = Object.fromEntries(table);
    for (const name of ['sma', 'ema', 'wma', 'kama', 'bb_upper', 'bb_lower', 'atr', 'macd', 'stddev', 'sar', 'mama'])
      expect([name, power[name]]).toEqual([name, 1]);
    for (const name of [
      'rsi',
      'stoch_k',
      'adx',
      'cci',
      'willr',
      'mfi',
      'zscore',
      'roc',
      'aroon_up',
      'cdl_doji',
      'fisher',
    ])
      expect([name, power[name]]).toEqual([name, 0]);
    expect(power.var).toBe(2);
  });
});

describe('the unit of volumes', () => {
  test('changes every indicator that reads them by a power of it', () => {
    const table = Object.values(library)
      .filter((indicator) => indicator.inputs.includes('volume'))
      .map((indicator) => [indicator.name, powerOf(indicator, 1, 4)] as const);
    expect(table.filter(([, power]) => power === undefined)).toEqual([]);
    const power = Object.fromEntries(table);
    expect([power.obv, power.ad, power.vwap, power.cmf]).toEqual([1, 1, 0, 0]);
  });
});

test('prices moved by a constant move averages with them and leave differences', () => {
  const moved = base.series.map((v) => v + 1024);
  const of = (name: string, x: Float64Array) => {
    const indicator = library[name] as Indicator;
    return indicator.compute(
      [x],
      indicator.parameters.map((p) => p.usual),
    );
  };
  for (const [name, by] of [
    ['sma', 1024],
    ['ema', 1024],
    ['wma', 1024],
    ['bb_upper', 1024],
    ['highest', 1024],
    ['stddev', 0],
    ['macd', 0],
    ['mom', 0],
    ['linearreg_slope', 0],
    ['rsi', 0],
    ['zscore', 0],
  ] as const) {
    const [before, after] = [of(name, base.series), of(name, moved)];
    for (const [i, v] of before.entries())
      if (!Number.isNaN(v)) expect(Math.abs((after[i] as number) - v - by)).toBeLessThan(1e-9);
  }
});

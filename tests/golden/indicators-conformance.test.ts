/** Every indicator against the answers of the reference implementations, where the reference folder is present. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { indicators } from '../../shared/quant/indicators/index.ts';
import { sharedFolder } from '../support/shared-folder.ts';

interface Case {
  id: string;
  fn: string;
  params: Record<string, number | string>;
  input: { series?: string; columns?: string[]; inline?: Record<string, number[]> };
  expected: {
    firstIndex?: number;
    outputs?: Record<string, (number | null)[] | { firstIndex: number; values: (number | null)[] }>;
    points?: { output: string; index: number; value: number }[];
  };
  tolerance: { abs?: number; rel?: number };
  tags: string[];
}

/** Our name by the source's function and output, with its parameters in order. */
const ours: Record<string, { name: string; parameters: string[] }> = {
  'SMA.sma': { name: 'sma', parameters: ['timePeriod'] },
  'EMA.ema': { name: 'ema', parameters: ['timePeriod'] },
  'WMA.wma': { name: 'wma', parameters: ['timePeriod'] },
  'RSI.rsi': { name: 'rsi', parameters: ['timePeriod'] },
  'ATR.atr': { name: 'atr', parameters: ['timePeriod'] },
  'TRANGE.trange': { name: 'trange', parameters: [] },
  'MACD.macd': { name: 'macd', parameters: ['fastPeriod', 'slowPeriod', 'signalPeriod'] },
  'MACD.signal': { name: 'macd_signal', parameters: ['fastPeriod', 'slowPeriod', 'signalPeriod'] },
  'MACD.hist': { name: 'macd_histogram', parameters: ['fastPeriod', 'slowPeriod', 'signalPeriod'] },
  'BBANDS.upper': { name: 'bb_upper', parameters: ['timePeriod', 'nbDevUp'] },
  'BBANDS.middle': { name: 'bb_middle', parameters: ['timePeriod', 'nbDevUp'] },
  'BBANDS.lower': { name: 'bb_lower', parameters: ['timePeriod', 'nbDevDn'] },
  'STDDEV.stddev': { name: 'stddev', parameters: ['timePeriod'] },
  'ROC.roc': { name: 'roc', parameters: ['timePeriod'] },
  'MOM.mom': { name: 'mom', parameters: ['timePeriod'] },
  'MAX.max': { name: 'highest', parameters: ['timePeriod'] },
  'MIN.min': { name: 'lowest', parameters: ['timePeriod'] },
  'ADX.adx': { name: 'adx', parameters: ['timePeriod'] },
  'CCI.cci': { name: 'cci', parameters: ['timePeriod'] },
  'WILLR.willr': { name: 'willr', parameters: ['timePeriod'] },
  'OBV.obv': { name: 'obv', parameters: [] },
  'MFI.mfi': { name: 'mfi', parameters: ['timePeriod'] },
  'LINEARREG_SLOPE.slope': { name: 'linearreg_slope', parameters: ['timePeriod'] },
  'LINEARREG_SLOPE.linearreg_slope': { name: 'linearreg_slope', parameters: ['timePeriod'] },
  'STOCH.slowK': { name: 'stoch_k', parameters: ['fastKPeriod', 'slowKPeriod', 'slowDPeriod'] },
  'STOCH.slowD': { name: 'stoch_d', parameters: ['fastKPeriod', 'slowKPeriod', 'slowDPeriod'] },
  'DONCHIAN.upper': { name: 'donchian_upper', parameters: ['timePeriod'] },
  'DONCHIAN.middle': { name: 'donchian_middle', parameters: ['timePeriod'] },
  'DONCHIAN.lower': { name: 'donchian_lower', parameters: ['timePeriod'] },
};

/** Sub-ranges, other seeds and other kinds of average are not offered. */
const leftOut = ['sub-range', 'unstable-period', 'metastock', 'convention-variant'];
const offered = (c: Case): boolean =>
  Object.keys(ours).some((key) => key.startsWith(`${c.fn}.`)) &&
  !c.tags.some((tag) => leftOut.includes(tag)) &&
  c.params.unstablePeriod === undefined &&
  c.params.startIndex === undefined &&
  !Object.entries(c.params).some(([key, value]) => /maType/i.test(key) && value !== 'SMA' && value !== 0);

const folder = sharedFolder();

describe.skipIf(folder === undefined)('reference values (skipped without the reference folder)', () => {
  const read = (name: string) => JSON.parse(readFileSync(`${folder}conformance/${name}`, 'utf8'));
  const cases: Case[] = folder === undefined ? [] : read('indicators.json').cases.filter(offered);
  const series: Record<string, Record<string, number[]>> = folder === undefined ? {} : read('indicators_series.json');

  const compute = (c: Case, output: string): Float64Array | undefined => {
    const mine = ours[`${c.fn}.${output}`];
    const indicator = mine && indicators[mine.name];
    // Stock.Indicators adds outputs that are not offered, such as a fit's R squared.
    if (!mine && c.tags.includes('skender')) return undefined;
    if (!mine || !indicator) throw new Error(`no adapter for ${c.fn}.${output}`);
    const columns = c.input.inline ?? (series[c.input.series ?? ''] as Record<string, number[]>);
    const inputs = indicator.inputs.map((input) =>
      Float64Array.from(columns[input === 'series' ? (c.input.columns?.[0] ?? 'close') : input] as number[]),
    );
    const parameters = mine.parameters.map((p) => c.params[p] as number);
    // A length outside our declared range (a one-bar deviation) is refused by the rule language.
    if (parameters.some((value, i) => value < (indicator.parameters[i]?.min ?? 0))) return undefined;
    const factor = c.fn === 'STDDEV' ? Number(c.params.nbDev ?? 1) : 1;
    return indicator.compute(inputs, parameters).map((v) => v * factor);
  };

  test('enough cases were found to mean something', () => {
    expect(cases.length).toBeGreaterThan(150);
  });

  test.each(cases.map((c) => [c.id, c] as const))('%s', (_id, c) => {
    const near = (mine: number, theirs: number) =>
      Math.abs(mine - theirs) <= (c.tolerance.abs ?? 0) + (c.tolerance.rel ?? 0) * Math.abs(theirs);
    for (const point of c.expected.points ?? []) {
      const mine = compute(c, point.output)?.[point.index];
      if (mine !== undefined && !near(mine, point.value)) expect(mine).toBe(point.value);
    }
    for (const [output, given] of Object.entries(c.expected.outputs ?? {})) {
      const values = Array.isArray(given) ? given : given.values;
      const first = Array.isArray(given) ? (c.expected.firstIndex ?? 0) : given.firstIndex;
      const mine = compute(c, output);
      if (!mine) continue;
      // Its stochastic shows %K before %D is ready; TA-Lib's does not.
      const early = c.id === 'skender-stoch' && output === 'slowK' ? 2 : 0;
      values.forEach((theirs, i) => {
        if (i >= early && theirs !== null && !near(mine[first + i] as number, theirs)) {
          expect(`${output}[${first + i}] = ${mine[first + i]}`).toBe(`${output}[${first + i}] = ${theirs}`);
        }
      });
      if (first > 0 && values.length > 0) expect(mine[first - 1]).toBeNaN();
    }
  });
});

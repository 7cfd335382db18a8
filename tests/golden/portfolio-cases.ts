/** Brings the recorded portfolio cases of the reference folder into the optimizer's words. */
import { readFileSync } from 'node:fs';
import { expect } from 'vitest';
import type { Result } from '../../shared/core/result.ts';
import { type ConstraintSet, constraintsOf, type WeightRules } from '../../shared/quant/optimizer/constraints.ts';
import {
  annualReturn,
  defaultExpectation,
  type ExpectationOptions,
} from '../../shared/quant/optimizer/expected-returns/define.ts';
import { expectedReturns } from '../../shared/quant/optimizer/expected-returns/index.ts';
import type { Assets } from '../../shared/quant/optimizer/portfolio.ts';
import { nearestPositiveSemidefinite } from '../../shared/quant/optimizer/positive-semidefinite.ts';
import type { LinearRow } from '../../shared/quant/optimizer/quadratic/problem.ts';
import {
  completeRows,
  type PriceTable,
  type ReturnsTable,
  returnsOfPrices,
} from '../../shared/quant/optimizer/returns-table.ts';
import { defaultRisk, type RiskEstimate, type RiskOptions } from '../../shared/quant/optimizer/risk-models/define.ts';
import { riskModels } from '../../shared/quant/optimizer/risk-models/index.ts';
import { agrees, allAgree, type Tolerance } from '../support/conformance.ts';
import { sharedFolder } from '../support/shared-folder.ts';

// biome-ignore lint/suspicious/noExplicitAny: the shape of parameters and answers depends on the function
type Loose = any;
export interface Case {
  readonly id: string;
  readonly fn: string;
  readonly params: Record<string, Loose>;
  readonly input: Loose;
  readonly expected: Loose;
  readonly tolerance: Record<string, Loose>;
  readonly tags: readonly string[];
}

interface DatedPrices extends PriceTable {
  readonly dates: readonly string[];
}

function readWide(name: string): DatedPrices {
  const [header, ...lines] = readFileSync(`${sharedFolder()}conformance/${name}`, 'utf8').trim().split('\n');
  const cells = lines.map((line) => line.trim().split(','));
  const names = (header as string).trim().split(',').slice(1);
  return {
    names,
    dates: cells.map((c) => c[0] as string),
    columns: names.map((_, j) => Float64Array.from(cells, (c) => (c[j + 1] ? Number(c[j + 1]) : Number.NaN))),
  };
}

let stocks: DatedPrices | undefined;
let spy: DatedPrices | undefined;
export const stockPrices = (): DatedPrices => {
  stocks ??= readWide('stock_prices.csv');
  return stocks;
};
export const spyPrices = (): DatedPrices => {
  spy ??= readWide('spy_prices.csv');
  return spy;
};

function rowsOf(prices: DatedPrices, kept: readonly number[]): DatedPrices {
  return {
    names: prices.names,
    dates: kept.map((i) => prices.dates[i] as string),
    columns: prices.columns.map((c) => Float64Array.from(kept, (i) => c[i] as number)),
  };
}

const all = (prices: DatedPrices): number[] => prices.dates.map((_, i) => i);
export const completePrices = (prices: DatedPrices): DatedPrices =>
  rowsOf(
    prices,
    all(prices).filter((i) => prices.columns.every((c) => !Number.isNaN(c[i]))),
  );

/** The first price of each week (Monday to Sunday) or month. */
export function firstOfEach(prices: DatedPrices, every: 'week' | 'month'): DatedPrices {
  const keyOf = (date: string): string => {
    if (every === 'month') return date.slice(0, 7);
    const day = Math.floor(Date.parse(date) / 86_400_000);
    return String(Math.floor((day + 3) / 7));
  };
  const keys = prices.dates.map(keyOf);
  const starts = all(prices).filter((i) => i === 0 || keys[i] !== keys[i - 1]);
  // The first known price of each column within the period, as pandas resamples.
  return {
    names: prices.names,
    dates: starts.map((i) => prices.dates[i] as string),
    columns: prices.columns.map((c) =>
      Float64Array.from(starts, (i) => {
        for (let k = i; k < keys.length && keys[k] === keys[i]; k++) if (!Number.isNaN(c[k])) return c[k] as number;
        return Number.NaN;
      }),
    ),
  };
}

/** The prices a case speaks of: inline, all rows, or complete rows. */
export function pricesOf(c: Case): PriceTable {
  const inline = c.params.prices as number[][] | undefined;
  if (Array.isArray(inline)) {
    const width = (inline[0] as number[]).length;
    return {
      names: Array.from({ length: width }, (_, j) => String(j)),
      columns: Array.from({ length: width }, (_, j) => Float64Array.from(inline, (row) => row[j] as number)),
    };
  }
  return c.input.rows === 'complete' || c.params.rows === 'complete' ? completePrices(stockPrices()) : stockPrices();
}

/** Returns of the market on the rows of a table. */
export function marketOn(prices: DatedPrices, table: ReturnsTable): Float64Array {
  const market = spyPrices();
  const returns = new Map(
    market.dates.map((date, i) => [
      date,
      i === 0
        ? Number.NaN
        : ((market.columns[0] as Float64Array)[i] as number) / ((market.columns[0] as Float64Array)[i - 1] as number) -
          1,
    ]),
  );
  return Float64Array.from(table.rows, (row) => returns.get(prices.dates[row] as string) ?? Number.NaN);
}

export function expectation(
  name: string,
  table: ReturnsTable,
  options: Partial<ExpectationOptions> = {},
): Float64Array {
  const model = expectedReturns.find((m) => m.name === name);
  if (model === undefined) throw new Error(`no expectation ${name}`);
  return model.estimate(table, { ...defaultExpectation, ...options });
}

export function riskOf(name: string, table: ReturnsTable, options: Partial<RiskOptions> = {}): RiskEstimate {
  const model = riskModels.find((m) => m.name === name);
  if (model === undefined) throw new Error(`no risk model ${name}`);
  const found = model.estimate(table, { ...defaultRisk, ...options });
  return { ...found, covariance: nearestPositiveSemidefinite(found.covariance) };
}

/** A covariance by the words of the reference, e.g. `exp_cov span=180`. */
export function namedRisk(words: string, table: ReturnsTable): readonly Float64Array[] {
  const [kind, more] = words.split(' ');
  if (kind === 'ledoit_wolf') {
    const target = {
      constant_variance: '',
      single_factor: '-single-factor',
      constant_correlation: '-constant-correlation',
    };
    return riskOf(`ledoit-wolf${target[more as keyof typeof target]}`, table).covariance;
  }
  const value = Number(more?.split('=')[1]);
  if (kind === 'exp_cov') return riskOf('exp', table, { span: value }).covariance;
  if (kind === 'semicovariance') return riskOf('semi', table, { benchmark: value }).covariance;
  return riskOf('sample', table).covariance;
}

let cache: { table: ReturnsTable; mean: Float64Array; risks: Map<string, readonly Float64Array[]> } | undefined;
/** The assets of a mean-variance case. */
export function assetsOf(c: Case): Assets {
  const { mu, cov } = c.params;
  if (Array.isArray(mu))
    return {
      names: mu.map((_: unknown, i: number) => String(i)),
      expected: Float64Array.from(mu as number[]),
      covariance: (cov as number[][]).map((row) => Float64Array.from(row)),
    };
  if (cache === undefined) {
    const table = returnsOfPrices(stockPrices());
    cache = { table, mean: expectation('mean', table), risks: new Map() };
  }
  const covariance = cache.risks.get(cov) ?? namedRisk(cov, cache.table);
  cache.risks.set(cov, covariance);
  return { names: stockPrices().names, expected: cache.mean, covariance };
}

const bound = (v: number | null, none: number): number => v ?? none;
const pairOf = (pair: readonly (number | null)[]) => ({
  low: bound(pair[0] as number | null, Number.NEGATIVE_INFINITY),
  high: bound(pair[1] as number | null, Number.POSITIVE_INFINITY),
});

/** A constraint of the reference's notes, `w[A]+w[B]<=0.1`. */
function rowOf(text: string, names: readonly string[]): LinearRow {
  const [, left, sign, right] = /^(.*?)(<=|>=|==)(.*)$/.exec(text) as unknown as string[];
  const coefficients = new Float64Array(names.length);
  for (const [, name] of (left as string).matchAll(/w\[(\w+)\]/g)) coefficients[names.indexOf(name as string)] = 1;
  const value = Number(right);
  return {
    name: text,
    coefficients,
    low: sign === '<=' ? Number.NEGATIVE_INFINITY : value,
    high: sign === '>=' ? Number.POSITIVE_INFINITY : value,
  };
}

/** The constraints of a case; throws where they were refused. */
export function constraintsOfCase(c: Case, names: readonly string[]): ConstraintSet {
  const p = c.params;
  const given = p.weight_bounds as (number | null)[] | (number | null)[][];
  const rules: WeightRules = {
    bounds: Array.isArray(given[0]) ? (given as (number | null)[][]).map(pairOf) : pairOf(given as (number | null)[]),
    marketNeutral: p.market_neutral === true,
    ...(p.sector_mapper ? { sectors: { of: p.sector_mapper, lower: p.sector_lower, upper: p.sector_upper } } : {}),
    rows: ((p.constraints as string[] | undefined) ?? []).map((text) => rowOf(text, names)),
  };
  const set = constraintsOf(names, rules);
  if (!set.ok) throw new Error(set.error.message);
  return set.value;
}

/** Scenario returns and expected returns of a semivariance, CVaR or CDaR case. */
export function scenariosOf(c: Case): {
  names: readonly string[];
  returns: readonly Float64Array[];
  expected: Float64Array;
} {
  const data = String(c.params.data);
  const frequency = Number(c.params.frequency);
  const base = data.startsWith('weekly')
    ? firstOfEach(stockPrices(), 'week')
    : data.startsWith('monthly')
      ? firstOfEach(stockPrices(), 'month')
      : stockPrices();
  const complete = returnsOfPrices(completePrices(base));
  const table = data.includes('mu from all rows') ? returnsOfPrices(base) : complete;
  const expected = Float64Array.from(table.columns, (column) => annualReturn(column, frequency, true));
  return {
    names: base.names,
    returns: data.includes('mu from all rows') ? completeRows(table).columns : complete.columns,
    expected,
  };
}

/** The value of a result; its sentence as the failure where it was refused. */
export function must<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`${result.error.code}: ${result.error.message}`);
  return result.value;
}

/** Numbers by name, in the order of the names. */
export const inOrder = (values: Record<string, number> | number[], names: readonly string[]): number[] =>
  Array.isArray(values) ? values : names.map((name) => values[name] as number);

/** True when every number agrees; the worst difference is told on failure. */
export function expectAll(
  mine: ArrayLike<number>,
  theirs: readonly number[],
  tolerance: Tolerance,
  what: string,
): void {
  const worst = Math.max(...theirs.map((v, i) => Math.abs(v - (mine[i] as number))));
  expect(allAgree(mine, theirs, tolerance), `${what}: worst difference ${worst}`).toBe(true);
}
export const expectOne = (mine: number, theirs: number, tolerance: Tolerance, what: string): void =>
  expect(agrees(mine, theirs, tolerance), `${what}: ${mine}, not ${theirs}`).toBe(true);

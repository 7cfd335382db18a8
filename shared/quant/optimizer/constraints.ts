/** What weights may be: bounds, what they add up to, sectors, and further rows, checked before any search. */
import { type Result, refuse } from '../../core/result.ts';
import type { LinearRow } from './quadratic/problem.ts';

/** `-Infinity` and `Infinity` for none. */
export interface Bounds {
  readonly low: number;
  readonly high: number;
}

export interface SectorLimits {
  /** The sector of each asset; assets without one are in no limit. */
  readonly of: Readonly<Record<string, string>>;
  readonly lower: Readonly<Record<string, number>>;
  readonly upper: Readonly<Record<string, number>>;
}

export interface WeightRules {
  /** One pair for all, or one for each asset in order. */
  readonly bounds: Bounds | readonly Bounds[];
  /** Weights add up to 0 instead of 1; some may then be below 0. */
  readonly marketNeutral?: boolean;
  readonly sectors?: SectorLimits;
  /** Coefficients by asset: `low <= sum <= high`. */
  readonly rows?: readonly LinearRow[];
}

/** Rules in the form of a quadratic programme. */
export interface ConstraintSet {
  readonly names: readonly string[];
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  /** The first says what the weights add up to. */
  readonly rows: readonly LinearRow[];
  readonly total: 0 | 1;
}

const shown = (v: number): string => String(Number(v.toPrecision(6)));

/** Refuses repeated names, bounds that contradict each other or the sum, and limits of sectors that nobody is in. */
export function constraintsOf(names: readonly string[], rules: WeightRules): Result<ConstraintSet> {
  const repeated = names.find((name, i) => names.indexOf(name) !== i);
  if (repeated !== undefined)
    return refuse('duplicate-asset', `The asset "${repeated}" is there more than once.`, {
      where: repeated,
      fix: 'Keep one of each.',
    });
  const { bounds } = rules;
  const list: readonly Bounds[] = 'low' in bounds ? names.map(() => bounds) : bounds;
  if (list.length !== names.length)
    return refuse('wrong-count', `There are bounds for ${list.length} of ${names.length} assets.`, {
      where: 'weight bounds',
      fix: 'Give one pair for all assets, or one for each.',
    });
  const lower = Float64Array.from(list, (b) => b.low);
  const upper = Float64Array.from(list, (b) => b.high);
  const total = rules.marketNeutral === true ? 0 : 1;
  for (const [j, name] of names.entries()) {
    const [low, high] = [lower[j] as number, upper[j] as number];
    if (!(low <= high))
      return refuse('bounds-contradict', `The lower bound ${low} lies above the upper bound ${high}.`, {
        where: `weight bounds of ${name}`,
        fix: 'Swap the two, or leave the asset out.',
      });
  }
  if (total === 0 && lower.every((v) => v >= 0))
    return refuse('bounds-contradict', 'A market neutral portfolio sells short, but no weight may be below 0.', {
      where: 'weight bounds',
      fix: 'Give negative lower bounds, such as -1 to 1.',
    });
  const least = lower.reduce((a, b) => a + b, 0);
  const most = upper.reduce((a, b) => a + b, 0);
  if (least > total + 1e-12 * names.length)
    return refuse('infeasible', `The lower bounds add up to ${shown(least)}, more than ${total}.`, {
      where: 'weight bounds',
      fix: `Lower some bounds: ${names.length} equal ones may be at most ${shown(total / names.length)}.`,
    });
  if (most < total - 1e-12 * names.length)
    return refuse('infeasible', `The upper bounds add up to ${shown(most)}, less than ${total}.`, {
      where: 'weight bounds',
      fix: `Raise some bounds: ${names.length} equal ones must be at least ${shown(total / names.length)}.`,
    });
  const sectors = sectorRows(names, rules.sectors);
  if (!sectors.ok) return sectors;
  const rows = [
    {
      name: `the weights add up to ${total}`,
      coefficients: new Float64Array(names.length).fill(1),
      low: total,
      high: total,
    },
    ...sectors.value,
    ...(rules.rows ?? []),
  ];
  return { ok: true, value: { names, lower, upper, rows, total } };
}

function sectorRows(names: readonly string[], limits: SectorLimits | undefined): Result<LinearRow[]> {
  if (limits === undefined) return { ok: true, value: [] };
  const rows: LinearRow[] = [];
  for (const sector of new Set([...Object.keys(limits.lower), ...Object.keys(limits.upper)])) {
    const coefficients = Float64Array.from(names, (name) => (limits.of[name] === sector ? 1 : 0));
    const low = limits.lower[sector] ?? Number.NEGATIVE_INFINITY;
    const high = limits.upper[sector] ?? Number.POSITIVE_INFINITY;
    if (!coefficients.includes(1))
      return refuse('unknown-sector', `No asset belongs to the sector "${sector}".`, {
        where: `sector ${sector}`,
        fix: 'Name the sector of at least one asset, or leave the limit out.',
      });
    if (low > high)
      return refuse('bounds-contradict', `The sector may hold at least ${low} and at most ${high}.`, {
        where: `sector ${sector}`,
        fix: 'Swap the two limits.',
      });
    const told = [
      low > Number.NEGATIVE_INFINITY ? `at least ${low}` : '',
      high < Number.POSITIVE_INFINITY ? `at most ${high}` : '',
    ];
    rows.push({ name: `sector ${sector} ${told.filter(Boolean).join(' and ')}`, coefficients, low, high });
  }
  return { ok: true, value: rows };
}

/** The same rules with one row more. */
export const withRow = (constraints: ConstraintSet, row: LinearRow): ConstraintSet => ({
  ...constraints,
  rows: [...constraints.rows, row],
});

/** The space a sweep searches: for every parameter the values it may take, and points as numbers of those values. */
import { type Result, refuse } from '../../../../shared/core/result.ts';
import type { StrategySpec } from '../../../../shared/strategy/spec.ts';

export interface Axis {
  readonly name: string;
  /** Ascending, at least one. */
  readonly values: readonly number[];
}
export type ParameterSpace = readonly Axis[];

/** For each axis the number of its value. */
export type Point = readonly number[];
export type Parameters = Readonly<Record<string, number>>;

const mostValues = 100_000;

/** `5:50:5` (from, to, step) or `5,10,20`. Steps are counted from the start, so that no rounding adds up. */
export function parseAxis(text: string): Result<Axis> {
  const equals = text.indexOf('=');
  const name = text.slice(0, equals).trim();
  const range = text.slice(equals + 1).trim();
  const where = `--param ${text}`;
  const fix = 'Write name=from:to:step or name=value,value,...';
  if (equals < 1 || range === '') return refuse('bad-usage', 'The parameter has no range.', { where, fix });
  const parts = range
    .split(range.includes(':') ? ':' : ',')
    .map((part) => (part.trim() === '' ? Number.NaN : Number(part)));
  if (parts.some((part) => !Number.isFinite(part)))
    return refuse('bad-usage', 'The range of the parameter is not made of numbers.', { where, fix });
  if (!range.includes(':')) return { ok: true, value: { name, values: [...new Set(parts)].sort((a, b) => a - b) } };
  const [from, to, step = 1] = parts as [number, number, number?];
  if (parts.length < 2 || parts.length > 3 || !(step > 0) || to < from)
    return refuse('bad-usage', 'The range of the parameter runs from a smaller to a larger number in steps above 0.', {
      where,
      fix,
    });
  const count = Math.floor((to - from) / step + 1e-9) + 1;
  if (count > mostValues)
    return refuse('bad-usage', `The range has ${count} values; ${mostValues} are the most.`, {
      where,
      fix: 'Use a larger step.',
    });
  const digits = 12;
  return {
    ok: true,
    value: { name, values: Array.from({ length: count }, (_, i) => Number((from + i * step).toPrecision(digits))) },
  };
}

/** The axes of the parameters a spec declares as searchable: from least to most by its step. */
export const axesOf = (spec: StrategySpec): Axis[] =>
  Object.entries(spec.parameters)
    .filter(([, p]) => p.max > p.min)
    .map(([name, p]) => ({
      name,
      values: Array.from({ length: Math.floor((p.max - p.min) / p.step + 1e-9) + 1 }, (_, i) =>
        Number((p.min + i * p.step).toPrecision(12)),
      ),
    }));

/** Refuses axes a spec has no parameter for. */
export function checkSpace(space: ParameterSpace, spec: StrategySpec): Result<ParameterSpace> {
  if (space.length === 0)
    return refuse('bad-usage', 'There is no parameter to search.', { fix: 'Add --param name=from:to:step.' });
  const names = Object.keys(spec.parameters);
  const seen = new Set<string>();
  for (const { name } of space) {
    if (!Object.hasOwn(spec.parameters, name))
      return refuse('bad-usage', `The strategy has no parameter "${name}".`, {
        where: '--param',
        fix: names.length === 0 ? 'Name a number of its rules as a parameter.' : `It has: ${names.join(', ')}.`,
      });
    if (seen.has(name)) return refuse('bad-usage', `The parameter "${name}" is given twice.`, { where: '--param' });
    seen.add(name);
  }
  return { ok: true, value: space };
}

export const sizeOf = (space: ParameterSpace): number => space.reduce((size, axis) => size * axis.values.length, 1);

/** The n-th point, the last axis running fastest. */
export function pointAt(space: ParameterSpace, n: number): number[] {
  const point: number[] = [];
  let rest = n;
  for (let d = space.length - 1; d >= 0; d--) {
    const { length } = (space[d] as Axis).values;
    point[d] = rest % length;
    rest = Math.floor(rest / length);
  }
  return point;
}

/** The number of a point: its identity. */
export const numberOf = (space: ParameterSpace, point: Point): number =>
  space.reduce((n, axis, d) => n * axis.values.length + (point[d] as number), 0);

export const parametersOf = (space: ParameterSpace, point: Point): Record<string, number> =>
  Object.fromEntries(space.map((axis, d) => [axis.name, axis.values[point[d] as number] as number]));

/** The spec with other values; its ranges grow only where a value lies outside, so that unchanged specs keep their hash. */
export const withParameters = (spec: StrategySpec, values: Parameters): StrategySpec => ({
  ...spec,
  parameters: Object.fromEntries(
    Object.entries(spec.parameters).map(([name, p]) => {
      const value = values[name] ?? p.value;
      return [name, { ...p, value, min: Math.min(p.min, value), max: Math.max(p.max, value) }];
    }),
  ),
});

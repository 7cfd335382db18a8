/** What a template is: a small grammar that, with chance handed in, writes rules over named parameters. */
import type { Random } from '../../../shared/core/random.ts';
import type { Parameter, StrategyFamily, StrategySpec } from '../../../shared/strategy/spec.ts';

/** A drawn idea, before symbols, sizing and protection. */
export interface Sketch {
  /** Short name of the idea, e.g. `average cross`. */
  readonly title: string;
  readonly rules: StrategySpec['rules'];
  readonly regimeFilter: string | null;
  readonly parameters: Readonly<Record<string, Parameter>>;
  /** Parts of schema 2 it is made of. */
  readonly parts?: Pick<StrategySpec, 'schedule' | 'session' | 'universe'>;
  /** True when its rules speak of a partner: its symbols come in pairs. */
  readonly pairs?: true;
  /** Fewest symbols it makes sense with: a ranking that nobody falls out of changes nothing. */
  readonly leastSymbols?: number;
  /** Which temper of protection suits it. */
  readonly hold: 'days' | 'weeks' | 'months';
  /** Which symbols suit it: those that trend, those that revert, or any. */
  readonly suits: 'trending' | 'reverting' | 'any';
  /** Why it should earn money, one sentence. */
  readonly mechanism: string;
  /** What would prove that wrong, one sentence. */
  readonly failure: string;
}

export interface Template {
  readonly name: string;
  readonly family: StrategyFamily;
  /** Functions its rules may use: what feature weights steer before a draw. */
  readonly features: readonly string[];
  readonly draw: (random: Random) => Sketch;
}

export const defineTemplate = (template: Template): Template => template;

/** A whole-number parameter drawn on its steps between two bounds. */
export function lengthBetween(random: Random, min: number, max: number, step = 1): Parameter {
  return { value: min + step * random.int(Math.floor((max - min) / step) + 1), min, max, step };
}

/** A parameter drawn on steps; decimals are those of the step. */
export function levelBetween(random: Random, min: number, max: number, step: number): Parameter {
  const places = Math.max(0, Math.ceil(-Math.log10(step) - 1e-9));
  const value = min + step * random.int(Math.floor((max - min) / step + 1e-9) + 1);
  return { value: Number(value.toFixed(places)), min, max, step };
}

export const averages = ['sma', 'ema', 'wma'] as const;

/** Long-only rules. */
export const longOnly = (entryLong: string, exitLong: string): StrategySpec['rules'] => ({
  entryLong,
  exitLong,
  entryShort: null,
  exitShort: null,
});

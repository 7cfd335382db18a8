/** Python names and numbers. */
import type { Parameter } from '../../../../shared/strategy/spec.ts';

const keywords = new Set(
  'and as assert async await break class continue def del elif else except finally for from global if import in is lambda nonlocal not or pass raise return try while with yield match case type'.split(
    ' ',
  ),
);

/** A parameter's name; a word Python keeps for itself gets an underscore. */
export const pythonName = (name: string): string => (keywords.has(name) ? `${name}_` : name);

/** A number as Python writes it. */
export const constantText = (value: number): string => (Number.isNaN(value) ? 'NAN' : String(value));

/** True where a parameter can only be a whole number. */
export const isWhole = (p: Parameter | undefined): boolean =>
  p !== undefined && [p.value, p.min, p.max, p.step].every(Number.isInteger);

/** A Python string. JSON's escapes are Python's, beyond ASCII too. */
export const pythonText = (text: string): string => JSON.stringify(text);

/** `None`, a number. */
export const optionalText = (value: number | null): string => (value === null ? 'None' : constantText(value));

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

/** Longest line of the Python that is written: what its formatter is told. */
export const lineWidth = 120;

/** True for `name(...)` whose first bracket closes at the very end. */
function isOneCall(text: string): boolean {
  const open = /^[\w.]+\(/.exec(text)?.[0].length ?? 0;
  if (open === 0) return false;
  let depth = 0;
  for (let i = open - 1; i < text.length; i++) {
    if (text[i] === '(') depth++;
    if (text[i] === ')' && --depth === 0) return i === text.length - 1;
  }
  return false;
}

/** `target = value` inside a method; what is too long is broken as the formatter breaks it. */
export function assignment(target: string, value: string): string[] {
  const line = `        ${target} = ${value}`;
  if (line.length <= lineWidth) return [line];
  const at = isOneCall(value) ? value.indexOf('(') : -1;
  const [head, body] = at < 0 ? ['(', value] : [value.slice(0, at + 1), value.slice(at + 1, -1)];
  return [`        ${target} = ${head}`, `            ${body}`, '        )'];
}

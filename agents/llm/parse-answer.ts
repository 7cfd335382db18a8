/** Reads a model's reply strictly: JSON and nothing else, no coercion, no unknown keys, no hidden text, a size cap. */
import { z } from 'zod';
import { canonicalJson } from '../../shared/core/canonical.ts';
import { ok, type Result, refuse } from '../../shared/core/result.ts';
import { hasHiddenText } from './untrusted-text.ts';

/** Bytes of UTF-8. */
export const maxReplyBytes = 256 * 1024;
const maxDepth = 32;

const refused = (problem: string, where?: string) =>
  refuse('model-output-refused', `The model's reply was refused: ${problem}.`, where === undefined ? {} : { where });

/** What is wrong with a parsed value before any schema looks at it; undefined when nothing is. Walks without recursion. */
function faultOf(root: unknown): string | undefined {
  const queue: { value: unknown; depth: number }[] = [{ value: root, depth: 0 }];
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    const { value, depth } = next;
    if (depth > maxDepth) return `it is nested more than ${maxDepth} deep`;
    if (typeof value === 'number' && !Number.isFinite(value))
      return 'it holds a number beyond any range, such as 1e999';
    if (typeof value === 'string' && (hasHiddenText(value) || !value.isWellFormed()))
      return 'it holds hidden characters';
    if (typeof value !== 'object' || value === null) continue;
    if (Array.isArray(value)) for (const item of value) queue.push({ value: item, depth: depth + 1 });
    else
      for (const key of Object.keys(value)) {
        if (key === '__proto__') return 'it holds the key __proto__';
        if (hasHiddenText(key)) return 'it holds hidden characters';
        queue.push({ value: (value as Record<string, unknown>)[key], depth: depth + 1 });
      }
  }
  return undefined;
}

/**
 * The value of a reply, exactly as the model wrote it. A schema that would strip, fill in or convert anything counts as not
 * met, so that nothing half-understood is ever used.
 */
export function parseAnswer<Schema extends z.ZodType>(text: string, schema: Schema): Result<z.infer<Schema>> {
  const bytes = text.length > maxReplyBytes ? text.length : new TextEncoder().encode(text).length;
  if (bytes > maxReplyBytes)
    return refused(`it is ${Math.ceil(bytes / 1024)} kB long, ${maxReplyBytes / 1024} kB at most`);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    const place = text.search(/[{[]/);
    if (text.trim() === '') return refused('it is empty');
    return refused(
      place > 0 || text.trimStart().startsWith('```')
        ? 'it wraps its JSON in other text; the reply must be JSON alone'
        : place === 0
          ? 'its JSON is broken or cut off'
          : 'it is prose, not JSON',
    );
  }
  const fault = faultOf(value);
  if (fault !== undefined) return refused(fault);
  const parsed = schema.safeParse(value);
  if (!parsed.success)
    return refused('it does not have the form asked for', z.prettifyError(parsed.error).slice(0, 2000));
  if (canonicalJson(parsed.data) !== canonicalJson(value))
    return refused('it holds keys or values the form does not know', 'unknown keys');
  return ok(parsed.data);
}

/** What providers can be held to: whether a schema is closed enough to be enforced by them, and with which keywords. */
import type { JsonSchema } from './adapter.ts';

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The schemas directly inside one. */
function innerOf(schema: Readonly<Record<string, unknown>>): unknown[] {
  const many = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
  const named = (value: unknown): unknown[] => (isObject(value) ? Object.values(value) : []);
  return [
    ...named(schema.properties),
    ...named(schema.$defs),
    ...(schema.items === undefined ? [] : [schema.items]),
    ...many(schema.anyOf),
    ...many(schema.oneOf),
    ...many(schema.allOf),
  ];
}

/**
 * Whether every object in it names all of its keys and requires each: what providers ask of a schema they enforce. A schema
 * that is not goes into the instructions alone; the reply is judged by the desk in either case.
 */
export function isClosed(schema: unknown): boolean {
  if (!isObject(schema)) return false;
  if (Object.hasOwn(schema, '$ref')) return true;
  if ('allOf' in schema || 'prefixItems' in schema || 'not' in schema) return false;
  if (schema.type === 'object') {
    const keys = isObject(schema.properties) ? Object.keys(schema.properties) : [];
    const required = Array.isArray(schema.required) ? schema.required : [];
    if (schema.additionalProperties !== false || 'propertyNames' in schema) return false;
    if (keys.some((key) => !required.includes(key))) return false;
  } else if (schema.type === undefined && !['anyOf', 'oneOf', 'enum', 'const'].some((keyword) => keyword in schema))
    return false;
  return innerOf(schema).every(isClosed);
}

/** The schema with only the keywords listed; `oneOf` becomes `anyOf`. */
export function withKeywords(schema: JsonSchema, keywords: ReadonlySet<string>): Record<string, unknown> {
  const one = (value: unknown): unknown => (isObject(value) ? withKeywords(value, keywords) : value);
  const all = (value: unknown): unknown => (Array.isArray(value) ? value.map(one) : value);
  const named = (value: unknown): unknown =>
    isObject(value) ? Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, one(inner)])) : value;
  const kept: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(schema)) {
    const keyword = name === 'oneOf' ? 'anyOf' : name;
    if (!keywords.has(keyword)) continue;
    kept[keyword] =
      keyword === 'properties' || keyword === '$defs'
        ? named(value)
        : keyword === 'items'
          ? one(value)
          : keyword === 'anyOf'
            ? all(value)
            : value;
  }
  return kept;
}

/** JSON Schema as the part of OpenAPI that Gemini enforces; nothing where it cannot say the same. */
import type { Schema } from '@google/generative-ai';
import type { JsonSchema } from '../adapter.ts';

const isSchema = (value: unknown): value is JsonSchema =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Undefined for unions, open objects and constants other than text. */
export function responseSchemaOf(schema: unknown): Schema | undefined {
  if (!isSchema(schema)) return undefined;
  const { anyOf } = schema;
  if (Array.isArray(anyOf)) {
    // A value or null is the one union it knows.
    const [value, ...others] = anyOf.filter((s) => !isSchema(s) || s.type !== 'null');
    const made = others.length === 0 && anyOf.length === 2 ? responseSchemaOf(value) : undefined;
    return made === undefined ? undefined : { ...made, nullable: true };
  }
  switch (schema.type) {
    case 'string': {
      const options = schema.const === undefined ? schema.enum : [schema.const];
      if (options === undefined) return { type: 'string' } as Schema;
      return Array.isArray(options) && options.every((o) => typeof o === 'string')
        ? ({ type: 'string', format: 'enum', enum: options } as Schema)
        : undefined;
    }
    case 'number':
    case 'integer':
    case 'boolean':
      return schema.const === undefined ? ({ type: schema.type } as Schema) : undefined;
    case 'array': {
      const items = responseSchemaOf(schema.items);
      return items === undefined ? undefined : ({ type: 'array', items } as Schema);
    }
    case 'object': {
      const { properties, additionalProperties, required } = schema;
      if (!isSchema(properties) || additionalProperties !== false || Object.keys(properties).length === 0)
        return undefined;
      const made: Record<string, Schema> = {};
      for (const [key, inner] of Object.entries(properties)) {
        const property = responseSchemaOf(inner);
        if (property === undefined) return undefined;
        made[key] = property;
      }
      return { type: 'object', properties: made, ...(Array.isArray(required) ? { required } : {}) } as Schema;
    }
    default:
      return undefined;
  }
}

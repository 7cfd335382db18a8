/** What of a schema a provider may be asked to enforce. */
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { responseSchemaOf } from '../../../agents/llm/gemini/response-schema.ts';
import { isClosed, withKeywords } from '../../../agents/llm/json-schema.ts';
import { messagesFor } from '../../../agents/llm/messages.ts';
import { strategySpecSchema } from '../../../shared/strategy/spec.ts';

const json = (schema: z.ZodType): Record<string, unknown> => z.toJSONSchema(schema, { io: 'output' });

describe('a closed schema', () => {
  it.each([
    ['required keys', z.strictObject({ a: z.string(), b: z.array(z.number()) }), true],
    ['a null', z.strictObject({ a: z.string().nullable() }), true],
    ['a union', z.strictObject({ a: z.union([z.string(), z.strictObject({ b: z.literal(1) })]) }), true],
    ['an optional key', z.strictObject({ a: z.string().optional() }), false],
    ['an optional key deep down', z.strictObject({ a: z.array(z.strictObject({ b: z.string().optional() })) }), false],
    ['a record', z.strictObject({ a: z.record(z.string(), z.number()) }), false],
    ['anything at all', z.strictObject({ a: z.unknown() }), false],
    ['loose keys', z.looseObject({ a: z.string() }), false],
    ['a tuple', z.strictObject({ a: z.tuple([z.string()]) }), false],
    ['a whole strategy', strategySpecSchema, false],
  ])('%s', (_, schema, closed) => {
    expect(isClosed(json(schema))).toBe(closed);
  });

  it('keeps only the keywords listed, whatever the keys are called', () => {
    const schema = json(
      z.strictObject({
        minLength: z.string().min(3),
        kind: z.discriminatedUnion('k', [z.strictObject({ k: z.literal('a') }), z.strictObject({ k: z.literal('b') })]),
      }),
    );
    const keywords = new Set(['type', 'properties', 'required', 'additionalProperties', 'anyOf', 'const']);
    expect(withKeywords(schema, keywords)).toEqual({
      type: 'object',
      properties: {
        minLength: { type: 'string' },
        kind: {
          anyOf: ['a', 'b'].map((k) => ({
            type: 'object',
            properties: { k: { type: 'string', const: k } },
            required: ['k'],
            additionalProperties: false,
          })),
        },
      },
      required: ['minLength', 'kind'],
      additionalProperties: false,
    });
  });
});

describe("Gemini's schema", () => {
  it('says what it can', () => {
    const schema = z.strictObject({
      mood: z.enum(['calm', 'wild']),
      why: z.string().min(3).nullable(),
      days: z.array(z.int()),
    });
    expect(responseSchemaOf(json(schema))).toEqual({
      type: 'object',
      properties: {
        mood: { type: 'string', format: 'enum', enum: ['calm', 'wild'] },
        why: { type: 'string', nullable: true },
        days: { type: 'array', items: { type: 'integer' } },
      },
      required: ['mood', 'why', 'days'],
    });
  });

  it.each([
    ['records', z.record(z.string(), z.number())],
    ['unions', z.strictObject({ a: z.union([z.string(), z.number()]) })],
    ['numbers that must be one', z.strictObject({ a: z.literal(1) })],
    ['objects without keys', z.strictObject({})],
    ['anything', z.unknown()],
  ])('is silent on %s', (_, schema) => {
    expect(responseSchemaOf(json(schema))).toBeUndefined();
  });
});

it('never sends an empty turn', () => {
  const [, reply] = messagesFor({ facts: '{}', repair: { reply: ' \n', complaint: 'it is empty' } });
  expect(reply).toEqual({ role: 'assistant', text: '(empty reply)' });
});

/** The reference of the strategy language, made from its registries: what is listed here is what there is. */
import { z } from 'zod';
import { timeframes } from '../domain/bar.ts';
import { indicators } from '../quant/indicators/index.ts';
import { maxSpecLength } from './read-spec.ts';
import { periods } from './rules/built-ins.ts';
import { indicatorUnits } from './rules/indicator-units.ts';
import { builtIns, regimeCodes, seriesNames, usageOf, volatilityCodes } from './rules/names.ts';
import { maxRuleDepth, maxRuleNodes } from './rules/parse.ts';
import { precedence } from './rules/syntax.ts';
import { maxRuleLength } from './rules/tokens.ts';
import { builtInUnits } from './rules/units.ts';
import { maxParameters, strategySpecSchema } from './spec.ts';

/** One thing of the language: how it is written and what it is. */
export interface ReferenceEntry {
  readonly name: string;
  readonly usage: string;
  readonly description: string;
  /** What it measures; absent where that follows from its arguments. */
  readonly unit?: string;
  /** First schema that knows it. */
  readonly since: 1 | 2;
}

export interface LanguageReference {
  /** From the loosest to the tightest; those of one rank bind alike. */
  readonly operators: readonly (readonly string[])[];
  readonly series: readonly string[];
  readonly functions: readonly ReferenceEntry[];
  readonly indicators: readonly ReferenceEntry[];
  /** Quoted words by where they belong. */
  readonly words: Readonly<Record<string, readonly string[]>>;
  /** Fields of a specification by path, with what they hold. */
  readonly fields: readonly { readonly path: string; readonly holds: string; readonly required: boolean }[];
  readonly limits: Readonly<Record<string, number>>;
}

/** What JSON Schema calls a thing, in words. */
function holdsOf(schema: Record<string, unknown>): string {
  const any = (schema.anyOf ?? schema.oneOf) as Record<string, unknown>[] | undefined;
  if (any) return [...new Set(any.map(holdsOf))].join(' or ');
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (Array.isArray(schema.enum)) return schema.enum.map((v) => JSON.stringify(v)).join(', ');
  const number = (key: string): number | undefined => schema[key] as number | undefined;
  if (schema.type === 'integer' || schema.type === 'number') {
    const what = schema.type === 'integer' ? 'whole number' : 'number';
    const above = number('exclusiveMinimum');
    const least = number('minimum');
    const most = number('maximum');
    const low = above !== undefined ? ` above ${above}` : least !== undefined ? ` from ${least}` : '';
    return `${what}${low}${most !== undefined && most < 1e15 ? ` to ${most}` : ''}`;
  }
  if (schema.type === 'array') return `list of ${holdsOf((schema.items ?? {}) as Record<string, unknown>)}`;
  if (schema.type === 'object') return 'object';
  return String(schema.type ?? 'anything').replace('string', 'text');
}

/** Paths of a schema's fields, objects opened up. */
function fieldsOf(schema: Record<string, unknown>, path: string): LanguageReference['fields'][number][] {
  const required = (schema.required as string[] | undefined) ?? [];
  return Object.entries((schema.properties ?? {}) as Record<string, Record<string, unknown>>).flatMap(
    ([name, field]) => {
      const here = path === '' ? name : `${path}.${name}`;
      const kinds = (field.anyOf ?? field.oneOf) as Record<string, unknown>[] | undefined;
      const objects = kinds?.filter((kind) => kind.properties !== undefined) ?? [];
      const isRequired = required.includes(name);
      if (field.properties !== undefined)
        return [{ path: here, holds: 'object', required: isRequired }, ...fieldsOf(field, here)];
      if (objects.length > 1)
        return objects.map((kind) => {
          const parts = Object.entries(kind.properties as Record<string, Record<string, unknown>>);
          return {
            path: here,
            holds: parts.map(([key, part]) => `${key} ${holdsOf(part)}`).join('; '),
            required: isRequired,
          };
        });
      if (name === 'parameters') {
        const inner = (field.additionalProperties ?? {}) as Record<string, unknown>;
        return [
          { path: here, holds: 'object of name to parameter', required: isRequired },
          ...fieldsOf(inner, `${here}.NAME`),
        ];
      }
      return [{ path: here, holds: holdsOf(field), required: isRequired }];
    },
  );
}

/** Gathers the reference. */
export function languageReference(): LanguageReference {
  const ranks = new Map<number, string[]>();
  for (const [operator, rank] of Object.entries(precedence))
    ranks.set(rank, [...(ranks.get(rank) ?? []), operator === 'negate' ? '- (sign)' : operator]);
  return {
    operators: [...ranks].sort(([a], [b]) => a - b).map(([, operators]) => operators),
    series: seriesNames,
    functions: Object.entries(builtIns).map(([name, builtIn]) => ({
      name,
      usage: builtIn.usage,
      description: builtIn.description,
      ...(builtInUnits[name] !== undefined && { unit: builtInUnits[name] }),
      since: builtIn.since ?? 1,
    })),
    indicators: Object.values(indicators).map(({ name, description }) => ({
      name,
      usage: usageOf(name),
      description,
      ...(indicatorUnits[name] !== undefined && { unit: indicatorUnits[name] }),
      since: 1,
    })),
    words: {
      'regime()': Object.keys(regimeCodes),
      'volatility_regime()': Object.keys(volatilityCodes),
      'on()': timeframes,
      'starts(), ends()': periods,
    },
    fields: fieldsOf(z.toJSONSchema(strategySpecSchema, { io: 'input' }) as Record<string, unknown>, ''),
    limits: {
      'characters of a specification': maxSpecLength,
      'characters of a rule': maxRuleLength,
      'parts of a rule': maxRuleNodes,
      'levels of nesting in a rule': maxRuleDepth,
      parameters: maxParameters,
    },
  };
}

/** The strategy as data: the one truth from which signals, code and plain words are made. */
import { z } from 'zod';
import { hashOf } from '../core/canonical.ts';
import { timeframeSchema } from '../domain/bar.ts';
import { calendarSchema, pairsSchema, scheduleSchema, sessionSchema, universeSchema } from './spec-sections.ts';

export const strategyFamilies = [
  'trend',
  'momentum',
  'mean-reversion',
  'breakout',
  'volatility',
  'seasonality',
  'sentiment',
  'regime-adaptive',
  'pairs',
  'rotation',
  'carry',
] as const;
export const strategyFamilySchema = z.enum(strategyFamilies);
export type StrategyFamily = z.infer<typeof strategyFamilySchema>;

/** A number a rule may name, with the range in which it may be searched. */
export const parameterSchema = z.strictObject({
  value: z.number(),
  min: z.number(),
  max: z.number(),
  step: z.number().positive(),
});
export type Parameter = z.infer<typeof parameterSchema>;

/** Rule text in the expression language, e.g. `cross_over(sma(close, fast), sma(close, slow))`; null = never. */
const ruleSchema = z.string().min(1).max(4000).nullable();

export const sizingSchema = z.discriminatedUnion('kind', [
  /** A share of the strategy's equity per position. */
  z.strictObject({ kind: z.literal('percent-of-equity'), percent: z.number().positive().max(200) }),
  /** Risk a share of equity between entry and an ATR-based stop. */
  z.strictObject({
    kind: z.literal('atr-risk'),
    riskPercent: z.number().positive().max(10),
    atrMultiple: z.number().positive().max(20),
    atrLength: z.number().int().min(2).max(200),
  }),
  /** Scale the position to an annual volatility. */
  z.strictObject({
    kind: z.literal('volatility-target'),
    annualPercent: z.number().positive().max(100),
    lookback: z.number().int().min(5).max(500),
    maxPercent: z.number().positive().max(200),
  }),
  /** So many shares or units, whatever they cost. Schema 2. */
  z.strictObject({ kind: z.literal('fixed-quantity'), quantity: z.number().positive().max(1e9) }),
  /** So much money, in account currency. Schema 2. */
  z.strictObject({ kind: z.literal('fixed-cash'), cash: z.number().positive().max(1e12) }),
  /**
   * A fraction of the Kelly share, mean over variance of the bar returns of the lookback (Thorp 2006); nothing is entered
   * against the sign of the mean. Schema 2.
   */
  z.strictObject({
    kind: z.literal('kelly'),
    fraction: z.number().positive().max(1),
    lookback: z.number().int().min(20).max(2000),
    maxPercent: z.number().positive().max(200),
  }),
]);
export type Sizing = z.infer<typeof sizingSchema>;

/**
 * Protective exits; percentages of the reference price of the entry (the close on which it was decided: what a bracket
 * order sent with the entry can carry), or multiples of the ATR at that close. Null = not used.
 */
export const protectionSchema = z.strictObject({
  stopLossPercent: z.number().positive().max(90).nullable(),
  stopLossAtr: z.number().positive().max(20).nullable(),
  takeProfitPercent: z.number().positive().max(1000).nullable(),
  trailingStopPercent: z.number().positive().max(90).nullable(),
  timeExitBars: z.number().int().positive().max(5000).nullable(),
  atrLength: z.number().int().min(2).max(200),
  /** Target in average true ranges. Schema 2. */
  takeProfitAtr: z.number().positive().max(50).nullable().optional(),
});
export type Protection = z.infer<typeof protectionSchema>;

/** Most parameters of a strategy. */
export const maxParameters = 200;

const specShape = z.strictObject({
  /** 2 is 1 with the parts below; a specification of schema 1 keeps its bytes and its hash for good. */
  schema: z.literal([1, 2]),
  name: z.string().min(3).max(80),
  family: strategyFamilySchema,
  /** Why it should earn money, in plain words. */
  thesis: z.string().min(10).max(1200),
  /** What observation would prove the thesis wrong. */
  falsifier: z.string().min(10).max(600),
  symbols: z.array(z.string().min(1).max(32)).min(1).max(200),
  timeframe: timeframeSchema,
  parameters: z.record(z.string().regex(/^[a-z][a-z0-9_]{0,30}$/), parameterSchema),
  rules: z.strictObject({ entryLong: ruleSchema, exitLong: ruleSchema, entryShort: ruleSchema, exitShort: ruleSchema }),
  /** Entries only where this is true; exits are never filtered. */
  regimeFilter: ruleSchema,
  sizing: sizingSchema,
  protection: protectionSchema,
  maxOpenPositions: z.number().int().min(1).max(100),
  /** Schema 2 from here on. Sessions and days are those of this calendar; US equities where absent. */
  calendar: calendarSchema.optional(),
  universe: universeSchema.optional(),
  pairs: pairsSchema.optional(),
  schedule: scheduleSchema.optional(),
  session: sessionSchema.optional(),
});

/** The parts of a specification that need schema 2, by path. */
export function partsOfSchemaTwo(spec: z.infer<typeof specShape>): string[] {
  const sections = (['calendar', 'universe', 'pairs', 'schedule', 'session'] as const).filter(
    (name) => spec[name] !== undefined,
  );
  const found: string[] = [...sections];
  if (['pairs', 'rotation', 'carry'].includes(spec.family)) found.push('family');
  if (['fixed-quantity', 'fixed-cash', 'kelly'].includes(spec.sizing.kind)) found.push('sizing.kind');
  if (spec.protection.takeProfitAtr !== undefined) found.push('protection.takeProfitAtr');
  return found;
}

export const strategySpecSchema = specShape.superRefine((spec, context) => {
  const count = Object.keys(spec.parameters).length;
  if (count > maxParameters)
    context.addIssue({
      code: 'custom',
      path: ['parameters'],
      message: `a strategy has at most ${maxParameters} parameters, this one has ${count}`,
    });
  if (spec.schema === 2) return;
  for (const path of partsOfSchemaTwo(spec))
    context.addIssue({ code: 'custom', path: path.split('.'), message: 'belongs to schema 2: set "schema": 2' });
});
export type StrategySpec = z.infer<typeof strategySpecSchema>;

/** SHA-256 of the canonical spec: the strategy's version. */
export const specHash = (spec: StrategySpec): string => hashOf(spec);
/** `st-` and the first 12 hex digits of the spec hash. */
export const strategyIdOf = (spec: StrategySpec): string => `st-${specHash(spec).slice(0, 12)}`;

/** Compiles a strategy spec: every rule parsed and checked once, then columns of signals for any bars. */
import { ensureDefined } from '../core/assert.ts';
import { ok, type Refusal, type Result } from '../core/result.ts';
import { indicators } from '../quant/indicators/index.ts';
import { checkExpression } from './rules/check.ts';
import type { RuleEnvironment } from './rules/environment.ts';
import { createEvaluator } from './rules/evaluate.ts';
import { functionNames, isSeriesName } from './rules/names.ts';
import { parseExpression } from './rules/parse.ts';
import { resolveExpression, warmUpOf } from './rules/resolve.ts';
import type { Expression } from './rules/syntax.ts';
import type { StrategySpec } from './spec.ts';
import { parameterValues, type RuleName, ruleNames, ruleText } from './spec-rules.ts';

export { explainStrategy, ruleFeatures } from './explain.ts';
export { alignAsOf, alignCodes } from './rules/environment.ts';
export { parameterValues, type RuleName, ruleNames, ruleText } from './spec-rules.ts';

/** Signals per bar; a byte is 1 where the rule holds at that bar's close. All zero before `warmUp`. */
export interface StrategySignals {
  readonly entryLong: Uint8Array;
  readonly exitLong: Uint8Array;
  readonly entryShort: Uint8Array;
  readonly exitShort: Uint8Array;
  /** Average true range of the protection's length; NaN during its warm-up. */
  readonly atr: Float64Array;
  /** Average true range of the sizing's length (the same column when the lengths agree). */
  readonly sizingAtr: Float64Array;
  /** Annual volatility over the sizing's lookback as a share; NaN where sizing does not ask for it. */
  readonly volatility: Float64Array;
  /** First bar on which anything may be decided. */
  readonly warmUp: number;
}

export interface CompiledStrategy {
  readonly spec: StrategySpec;
  /** The trees of the rules that are set, parameters still by name. */
  readonly rules: Readonly<Partial<Record<RuleName, Expression>>>;
  /** Bars needed before the first decision. */
  readonly warmUp: number;
  signals(
    env: Omit<RuleEnvironment, 'parameters'> & { parameters?: Readonly<Record<string, number>> },
  ): StrategySignals;
}

/** Compiles a spec or says which rule, at which character, is wrong and how to mend it. */
export function compileStrategy(spec: StrategySpec): Result<CompiledStrategy> {
  const parameters = parameterValues(spec);
  for (const name of Object.keys(parameters)) {
    if (isSeriesName(name) || functionNames.includes(name)) {
      return refusal(
        'parameter-name',
        `the parameter "${name}" hides the ${isSeriesName(name) ? 'series' : 'function'} of that name`,
        `parameters.${name}`,
        'rename it',
      );
    }
    const { value, min, max } = ensureDefined(spec.parameters[name], 'the name was listed');
    if (!(value >= min && value <= max)) {
      return refusal(
        'parameter-range',
        `the parameter "${name}" is ${value}, outside ${min} to ${max}`,
        `parameters.${name}`,
        'change the value or its range',
      );
    }
  }
  if (spec.rules.entryLong === null && spec.rules.entryShort === null) {
    return refusal('no-entry', 'the strategy has no entry rule', 'rules', 'set entryLong or entryShort');
  }
  const rules: Partial<Record<RuleName, Expression>> = {};
  const resolved: Partial<Record<RuleName, Expression>> = {};
  for (const name of ruleNames) {
    const text = ruleText(spec, name);
    if (text === null) continue;
    const parsed = parseExpression(text);
    const checked = parsed.ok ? checkExpression(parsed.value, { parameters }, 'truth') : parsed;
    if (!parsed.ok || !checked.ok) {
      const error = (!parsed.ok ? parsed : (checked as Extract<typeof checked, { ok: false }>)).error;
      const place = name === 'regimeFilter' ? name : `rules.${name}`;
      return refusal(error.code, error.message, `${place}, ${error.where}`, error.fix);
    }
    rules[name] = parsed.value;
    resolved[name] = resolveExpression(parsed.value, parameters);
  }
  const warmUp = Math.max(sizingWarmUp(spec), ...Object.values(resolved).map(warmUpOf));
  return ok({ spec, rules, warmUp, signals: (env) => signals(spec, resolved, warmUp, { ...env, parameters }) });
}

function refusal(code: string, message: string, where: string, fix?: string): Result<never, Refusal> {
  return { ok: false, error: { code, message, where, ...(fix === undefined ? {} : { fix }) } };
}

/** Sizing and protective stops need their own columns before an entry makes sense. */
function sizingWarmUp({ sizing, protection }: StrategySpec): number {
  const stop = protection.stopLossAtr === null ? 0 : protection.atrLength;
  if (sizing.kind === 'atr-risk') return Math.max(stop, sizing.atrLength);
  return sizing.kind === 'volatility-target' ? Math.max(stop, sizing.lookback) : stop;
}

function signals(
  spec: StrategySpec,
  rules: Partial<Record<RuleName, Expression>>,
  warmUp: number,
  env: RuleEnvironment,
): StrategySignals {
  const { high, low, close } = env.columns;
  const n = close.length;
  const evaluate = createEvaluator(env);
  const rule = (name: RuleName): Uint8Array | undefined => {
    const tree = rules[name];
    return tree && (evaluate(tree) as Uint8Array);
  };
  const filter = rule('regimeFilter');
  const column = (name: Exclude<RuleName, 'regimeFilter'>): Uint8Array => {
    const out = new Uint8Array(n);
    const raw = rule(name);
    if (!raw) return out;
    const isEntry = name === 'entryLong' || name === 'entryShort';
    if (isEntry && filter) for (let i = warmUp; i < n; i++) out[i] = (raw[i] as number) & (filter[i] as number);
    else if (warmUp < n) out.set(raw.subarray(warmUp), warmUp);
    return out;
  };
  const range = (length: number): Float64Array =>
    ensureDefined(indicators.atr, 'atr is registered').compute([high, low, close], [length]);
  const { sizing, protection } = spec;
  const unused = (): Float64Array => new Float64Array(n).fill(Number.NaN);
  const atr = protection.stopLossAtr === null ? unused() : range(protection.atrLength);
  return {
    entryLong: column('entryLong'),
    exitLong: column('exitLong'),
    entryShort: column('entryShort'),
    exitShort: column('exitShort'),
    atr,
    sizingAtr: sizing.kind === 'atr-risk' ? range(sizing.atrLength) : atr,
    volatility:
      sizing.kind === 'volatility-target'
        ? ensureDefined(indicators.volatility, 'volatility is registered').compute([close], [sizing.lookback])
        : unused(),
    warmUp,
  };
}

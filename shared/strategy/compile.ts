/** Compiles a strategy spec: every rule parsed and checked once, then columns of signals for any bars. */
import { ok, type Result } from '../core/result.ts';
import { checkSpec, type SpecRefusal } from './check-spec.ts';
import { lowerRules, type SideRule, type SizingColumn, sizingColumns, type Trees } from './lower.ts';
import type { RuleEnvironment } from './rules/environment.ts';
import { createEvaluator, createMarketEvaluator, type RuleColumn } from './rules/evaluate.ts';
import type { RuleMarket, RuleScope } from './rules/market.ts';
import { type Needs, needsOf } from './rules/needs.ts';
import { resolveExpression, warmUpOf } from './rules/resolve.ts';
import type { Expression } from './rules/syntax.ts';
import type { StrategySpec } from './spec.ts';
import { parameterValues, type RuleName, scopeOf } from './spec-rules.ts';

export { explainStrategy, ruleFeatures } from './explain.ts';
export { alignAsOf, alignCodes } from './rules/environment.ts';
export type { MarketSeries, RuleMarket } from './rules/market.ts';
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
  /** Kelly share of equity, mean over variance of bar returns, signed; only where sizing asks for it. */
  readonly edge?: Float64Array;
  /** First bar on which anything may be decided. */
  readonly warmUp: number;
}

/** What a strategy sees of one symbol; `symbol` and `market` matter to rules that look at others. */
export type SignalEnvironment = Omit<RuleEnvironment, 'parameters' | 'scope'>;

export interface CompiledStrategy {
  readonly spec: StrategySpec;
  /** The trees of the rules that are set, parameters still by name. */
  readonly rules: Readonly<Partial<Record<RuleName, Expression>>>;
  /** What decides: rules, filters, universe, session and schedule in one tree per side, parameters still by name. */
  readonly lowered: Readonly<Partial<Record<SideRule, Expression>>>;
  /** Expressions of the columns that sizing and protection read. */
  readonly sizing: Readonly<Partial<Record<SizingColumn, Expression>>>;
  readonly scope: RuleScope;
  /** Bars needed before the first decision. */
  readonly warmUp: number;
  /** What else than its own bars a symbol's signals need. */
  readonly needs: Needs;
  signals(env: SignalEnvironment & { parameters?: Readonly<Record<string, number>> }): StrategySignals;
}

/** Compiles a spec or says which rule, at which character, is wrong and how to mend it. */
export function compileStrategy(spec: StrategySpec): Result<CompiledStrategy, SpecRefusal> {
  const checked = checkSpec(spec);
  if (!checked.ok) return checked;
  const trees: Trees = checked.value;
  const parameters = parameterValues(spec);
  const scope = scopeOf(spec);
  const lowered = lowerRules(spec, trees);
  const sizing = sizingColumns(spec);
  const parts: Parts = { rules: {}, sizing: {}, warmUp: 0 };
  for (const [name, tree] of Object.entries(lowered))
    parts.rules[name as SideRule] = resolveExpression(tree, parameters);
  for (const [name, tree] of Object.entries(sizing)) parts.sizing[name as SizingColumn] = resolveExpression(tree, {});
  const all = [...Object.values(parts.rules), ...Object.values(parts.sizing)];
  parts.warmUp = Math.max(0, ...all.map((tree) => warmUpOf(tree, scope)));
  const needs = needsOf(all, scope);
  // Evaluators of a market's symbols are kept while the market is: every symbol asks for the same columns of the others.
  const markets = new WeakMap<RuleMarket, (symbol: string, resolved: Expression) => RuleColumn>();
  const evaluator = (env: SignalEnvironment): ((resolved: Expression) => RuleColumn) => {
    const { market, symbol } = env;
    const series = market && symbol !== undefined && needs.market ? market.series(symbol) : undefined;
    const isShared =
      series !== undefined &&
      series.columns === env.columns &&
      series.regime === env.regime &&
      series.signal === env.signal;
    if (!market || symbol === undefined || !isShared) return createEvaluator({ ...env, parameters, scope });
    let shared = markets.get(market);
    if (!shared) {
      shared = createMarketEvaluator({ market, scope, parameters });
      markets.set(market, shared);
    }
    const evaluate = shared;
    return (resolved) => evaluate(symbol, resolved);
  };
  return ok({
    spec,
    rules: trees.rules,
    lowered,
    sizing,
    scope,
    warmUp: parts.warmUp,
    needs,
    signals: (env) => signals(parts, evaluator(env), env.columns.close.length),
  });
}

/** A strategy with its parameters put in. */
interface Parts {
  readonly rules: Partial<Record<SideRule, Expression>>;
  readonly sizing: Partial<Record<SizingColumn, Expression>>;
  warmUp: number;
}

function signals(
  { rules, sizing, warmUp }: Parts,
  evaluate: (resolved: Expression) => RuleColumn,
  length: number,
): StrategySignals {
  const rule = (name: SideRule): Uint8Array => {
    const out = new Uint8Array(length);
    const tree = rules[name];
    if (tree && warmUp < length) out.set((evaluate(tree) as Uint8Array).subarray(warmUp), warmUp);
    return out;
  };
  const column = (name: SizingColumn): Float64Array | undefined => {
    const tree = sizing[name];
    return tree && (evaluate(tree) as Float64Array);
  };
  const unused = (): Float64Array => new Float64Array(length).fill(Number.NaN);
  const atr = column('atr') ?? unused();
  const edge = column('edge');
  return {
    entryLong: rule('entryLong'),
    exitLong: rule('exitLong'),
    entryShort: rule('entryShort'),
    exitShort: rule('exitShort'),
    atr,
    sizingAtr: column('sizingAtr') ?? atr,
    volatility: column('volatility') ?? unused(),
    ...(edge && { edge }),
    warmUp,
  };
}

/** Reads the strategy of `quantai backtest`: a spec as JSON, or a template of the grammar by name with parameters. */
import { existsSync, readFileSync } from 'node:fs';
import { templates } from '../../agents/analysis/grammar/index.ts';
import { createRandom } from '../../shared/core/random.ts';
import { type Result, refuse } from '../../shared/core/result.ts';
import type { Timeframe } from '../../shared/domain/bar.ts';
import { type CompiledStrategy, compileStrategy, ruleFeatures } from '../../shared/strategy/compile.ts';
import { type StrategySpec, strategySpecSchema } from '../../shared/strategy/spec.ts';

export interface StrategyRequest {
  /** A file, or the name of a template. */
  readonly strategy: string;
  /** `fast=10,slow=30` */
  readonly set: string | undefined;
  readonly symbols: readonly string[];
  readonly timeframe: Timeframe;
}

/** A template that was not given its parameters draws them from this seed. */
const seed = 'backtest/template';

/** @returns the spec over the symbols of the data, compiled, or a refusal that says which field or rule is wrong. */
export function readStrategy(request: StrategyRequest): Result<{ spec: StrategySpec; compiled: CompiledStrategy }> {
  const found = existsSync(request.strategy) ? fromFile(request) : fromTemplate(request);
  if (!found.ok) return found;
  const changed = withParameters(found.value, request.set);
  if (!changed.ok) return changed;
  const spec = { ...changed.value, symbols: [...request.symbols], timeframe: request.timeframe };
  const unknown = ruleFeatures(spec).filter((f) => f === 'regime' || f === 'volatility_regime' || f === 'signal');
  if (unknown.length > 0)
    return refuse('no-history', `The rules ask for ${unknown.join(' and ')}, which price files do not hold.`, {
      where: request.strategy,
      fix: 'Run it over a dataset of the desk with `quantai research`.',
    });
  const compiled = compileStrategy(spec);
  return compiled.ok ? { ok: true, value: { spec, compiled: compiled.value } } : compiled;
}

function fromFile(request: StrategyRequest): Result<unknown> {
  try {
    return { ok: true, value: JSON.parse(readFileSync(request.strategy, 'utf8')) };
  } catch {
    return refuse('bad-strategy', 'The strategy is no JSON.', {
      where: request.strategy,
      fix: 'Give a spec as `quantai show ID --json` writes it, or the name of a template.',
    });
  }
}

function fromTemplate(request: StrategyRequest): Result<unknown> {
  const template = templates.find((t) => t.name === request.strategy);
  if (template === undefined)
    return refuse('not-found', `There is no file and no template "${request.strategy}".`, {
      where: '--strategy',
      fix: `Templates: ${templates.map((t) => t.name).join(', ')}.`,
    });
  const sketch = template.draw(createRandom(seed));
  return {
    ok: true,
    value: {
      schema: 1,
      name: template.name,
      family: template.family,
      thesis: sketch.mechanism,
      falsifier: sketch.failure,
      symbols: ['X'],
      timeframe: request.timeframe,
      parameters: sketch.parameters,
      rules: sketch.rules,
      regimeFilter: sketch.regimeFilter,
      sizing: { kind: 'percent-of-equity', percent: Math.min(200, 95 / request.symbols.length) },
      protection: {
        stopLossPercent: null,
        stopLossAtr: null,
        takeProfitPercent: null,
        trailingStopPercent: null,
        timeExitBars: null,
        atrLength: 14,
      },
      maxOpenPositions: Math.min(100, request.symbols.length),
    },
  };
}

/** Sets parameters by name and checks the whole against the schema. */
function withParameters(raw: unknown, set: string | undefined): Result<StrategySpec> {
  const parsed = strategySpecSchema.safeParse(unwrap(raw));
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    return refuse('bad-strategy', `The spec is not sound: ${issue?.message ?? 'unknown'}.`, {
      where: `field ${issue?.path.join('.') || 'at the top'}`,
      fix: 'Mend the field; rules are texts such as "close > sma(close, 50)".',
    });
  }
  const parameters = { ...parsed.data.parameters };
  for (const piece of (set ?? '').split(',').filter((p) => p.trim() !== '')) {
    const [name = '', text = ''] = piece.split('=').map((p) => p.trim());
    const known = Object.hasOwn(parameters, name) ? parameters[name] : undefined;
    const value = Number(text);
    if (known === undefined || text === '' || !Number.isFinite(value))
      return refuse('bad-option', `"${piece.trim()}" sets no parameter.`, {
        where: '--set',
        fix: `Parameters: ${Object.keys(parameters).join(', ') || 'none'}; write name=value.`,
      });
    parameters[name] = { ...known, value, min: Math.min(known.min, value), max: Math.max(known.max, value) };
  }
  return { ok: true, value: { ...parsed.data, parameters } };
}

/** What `quantai show --json` writes holds the spec in a field of that name. */
const unwrap = (raw: unknown): unknown =>
  typeof raw === 'object' && raw !== null && 'spec' in raw ? (raw as { spec: unknown }).spec : raw;

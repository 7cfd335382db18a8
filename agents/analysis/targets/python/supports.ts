/** What every Python export can express; a platform adds its own limits. */
import { ok, type Refusal, type Result, refuse } from '../../../../shared/core/result.ts';
import { indicators } from '../../../../shared/quant/indicators/index.ts';
import type { CompiledStrategy } from '../../../../shared/strategy/compile.ts';
import { walkExpression } from '../../../../shared/strategy/rules/features.ts';
import { builtIns } from '../../../../shared/strategy/rules/names.ts';
import type { Expression } from '../../../../shared/strategy/rules/syntax.ts';
import { supportsLanguage } from '../refusal.ts';
import { pythonForms } from './indicator-forms.ts';

/** The built-in functions `rules.ts` writes; a newer one is refused instead of mistranslated. */
const known = new Set(
  'cross_over cross_under prev abs min max log sqrt if regime volatility_regime signal day_of_week month'.split(' '),
);
/** The fields of the specification `strategy-file.ts` writes. */
const fields = new Set(
  'schema name family thesis falsifier symbols timeframe parameters rules regimeFilter sizing protection maxOpenPositions'.split(
    ' ',
  ),
);
const sizings = new Set(['percent-of-equity', 'atr-risk', 'volatility-target']);

/** Refuses what the export would have to guess. */
export function supportsInPython(compiled: CompiledStrategy, title: string): Result<true, Refusal> {
  const { spec } = compiled;
  const no = (what: string, where: string): Result<true, Refusal> =>
    refuse('target-cannot-express', `${title} exports cannot express ${what}.`, {
      where,
      fix: 'choose another target, or change the strategy',
    });
  const language = supportsLanguage(title, compiled);
  if (!language.ok) return language;
  if (spec.schema > 2) return no(`specifications of schema ${String(spec.schema)}`, 'schema');
  const strange = Object.keys(spec).find((field) => !fields.has(field));
  if (strange !== undefined) return no(`the field "${strange}"`, strange);
  if (spec.timeframe !== '1d') return no(`bars of ${spec.timeframe}, only daily ones`, 'timeframe');
  if (!sizings.has(spec.sizing.kind)) return no(`sizing by ${spec.sizing.kind}`, 'sizing');
  const bad = spec.symbols.find((symbol) => !/^[A-Za-z0-9][A-Za-z0-9.=^-]*$/.test(symbol));
  if (bad !== undefined) return no(`the symbol "${bad}", which is no file name`, 'symbols');
  for (const [name, tree] of Object.entries(compiled.rules) as [string, Expression][])
    for (const node of walkExpression(tree)) {
      if (node.kind !== 'call' || Object.hasOwn(pythonForms, node.name)) continue;
      const what = Object.hasOwn(builtIns, node.name) || Object.hasOwn(indicators, node.name);
      if (!known.has(node.name)) return no(what ? `${node.name}()` : `the call ${node.name}()`, `rules, ${name}`);
    }
  return ok(true);
}

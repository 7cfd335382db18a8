/** Every template of the grammar on several real series: specifications that between them use every size, stop and limit. */
import { drawProtection, usedParameters } from '../../../agents/analysis/generation/dress.ts';
import { templates } from '../../../agents/analysis/grammar/index.ts';
import { backtraderTarget } from '../../../agents/analysis/targets/backtrader.ts';
import { createRandom } from '../../../shared/core/random.ts';
import { compileStrategy } from '../../../shared/strategy/compile.ts';
import type { Sizing, StrategySpec } from '../../../shared/strategy/spec.ts';

/** Five single series and a basket; the basket has fewer places than symbols. */
export const seriesSets: readonly (readonly string[])[] = [
  ['SPY'],
  ['QQQ'],
  ['AAPL'],
  ['XLE'],
  ['XLF'],
  ['AGG', 'QQQ', 'XLE', 'XLU'],
];
export const allSymbols: readonly string[] = [...new Set(seriesSets.flat())].sort();

export interface TemplateCase {
  readonly name: string;
  readonly template: string;
  readonly spec: StrategySpec;
}

const sizings: readonly Sizing[] = [
  { kind: 'percent-of-equity', percent: 95 },
  { kind: 'atr-risk', riskPercent: 1.5, atrMultiple: 2.5, atrLength: 14 },
  { kind: 'volatility-target', annualPercent: 15, lookback: 20, maxPercent: 110 },
];

/** Templates whose specifications the Python targets refuse (pairs, rotation and the like) are left out. */
export const templateCases = (): TemplateCase[] =>
  allCases().filter(({ spec }) => {
    const compiled = compileStrategy(spec);
    return compiled.ok && backtraderTarget.supports(compiled.value).ok;
  });

function allCases(): TemplateCase[] {
  return templates.flatMap((template, t) =>
    seriesSets.flatMap((symbols, s) => {
      const random = createRandom(`exports/${template.name}/${symbols.join('+')}`);
      const sketch = template.draw(random.fork('rules'));
      if (sketch.parts !== undefined || sketch.pairs === true) return [];
      const parameters = usedParameters(sketch.rules, sketch.regimeFilter, sketch.parameters);
      const name = `${template.name} on ${symbols.join(', ')}`;
      const spec: StrategySpec = {
        schema: 1,
        name,
        family: template.family,
        thesis: sketch.mechanism,
        falsifier: sketch.failure,
        symbols: [...symbols],
        timeframe: '1d',
        parameters,
        rules: sketch.rules,
        regimeFilter: sketch.regimeFilter,
        sizing: sizings[(t + s) % sizings.length] as Sizing,
        protection: drawProtection(sketch.hold, random.fork('protection')),
        maxOpenPositions: Math.max(1, symbols.length - 1),
      };
      return [{ name, template: template.name, spec }];
    }),
  );
}

/** Every template of the grammar with its figures: a change of any of them must be meant, and a new template needs a row. */
import { describe, expect, test } from 'vitest';
import { dress } from '../../agents/analysis/generation/dress.ts';
import { readUniverse } from '../../agents/analysis/generation/universe.ts';
import { templates } from '../../agents/analysis/grammar/index.ts';
import type { Template } from '../../agents/analysis/grammar/template.ts';
import { prepareFeeds } from '../../agents/engine/backtest/feeds.ts';
import { backtestPortfolioLimits } from '../../agents/engine/backtest/limits.ts';
import { performanceOf } from '../../agents/engine/backtest/performance.ts';
import { runBacktest } from '../../agents/engine/backtest/run.ts';
import { defaultBacktestCosts } from '../../agents/engine/backtest/types.ts';
import { defaultStrategyLimits } from '../../agents/engine/orders/default-limits.ts';
import { createGate } from '../../agents/engine/orders/gate.ts';
import { createRandom } from '../../shared/core/random.ts';
import { compileStrategy } from '../../shared/strategy/compile.ts';
import { strategySpecSchema } from '../../shared/strategy/spec.ts';
import { knowledgeOf } from '../support/known-histories.ts';
import { smallMarket } from './small-market.ts';
import { type TemplateFigures, templateFigures } from './template-figures.ts';

const dataset = smallMarket(1000);
const universe = readUniverse(dataset);
const known = knowledgeOf(dataset);
const limits = defaultStrategyLimits;
const portfolioLimits = backtestPortfolioLimits(limits);
/** Draws until one trades. */
const mostDraws = 12;

function figuresOf(template: Template): TemplateFigures {
  for (let draw = 0; draw < mostDraws; draw++) {
    const random = createRandom(`golden/${template.name}/${draw}`);
    const spec = strategySpecSchema.parse(
      dress(template.draw(random.fork('rules')), template.family, universe, random.fork('dress')),
    );
    const compiled = compileStrategy(spec);
    if (!compiled.ok) throw new Error(`${template.name}: ${compiled.error.message}`);
    const result = runBacktest({
      spec,
      compiled: compiled.value,
      dataset,
      feeds: prepareFeeds(compiled.value, dataset, known.regime, known.signal),
      costs: defaultBacktestCosts,
      capital: limits.capital,
      limits,
      gate: createGate({ limits: () => portfolioLimits, latch: { level: () => 'armed' } }),
      intrabar: 'worst',
    });
    if (result.trades.length === 0) continue;
    const { sharpe, maxDrawdown } = performanceOf(result);
    return [
      draw,
      result.trades.length,
      Number(result.finalEquity.toFixed(2)),
      Number((sharpe ?? Number.NaN).toFixed(6)),
      Number((maxDrawdown ?? Number.NaN).toFixed(6)),
      Number(result.costs.commission.toFixed(2)),
    ];
  }
  throw new Error(`${template.name} does not trade in ${mostDraws} draws`);
}

describe('templates', () => {
  test('each has a row, and no row is left over', () => {
    expect(Object.keys(templateFigures).sort()).toEqual(templates.map((t) => t.name).sort());
  });
  test.each(templates.map((t) => [t.name, t] as const))('%s', (name, template) => {
    expect(figuresOf(template)).toEqual(templateFigures[name]);
  });
});

/** Where no bar reaches a stop and a target both, the best case is the worst case; where one does, the two are run and may differ. */
import { describe, expect, it } from 'vitest';
import { createBarOrderWatch } from '../../../agents/engine/backtest/bar-order.ts';
import { backtestPortfolioLimits } from '../../../agents/engine/backtest/limits.ts';
import { runBacktest } from '../../../agents/engine/backtest/run.ts';
import { defaultBacktestCosts } from '../../../agents/engine/backtest/types.ts';
import { createGate } from '../../../agents/engine/orders/gate.ts';
import { type StrategySpec, strategySpecSchema } from '../../../shared/strategy/spec.ts';
import { smallMarket, specOf, testLimits } from '../../golden/small-market.ts';

const dataset = smallMarket(700);
const limits = backtestPortfolioLimits(testLimits);

function specWith(protection: Partial<StrategySpec['protection']>, isShortToo: boolean): StrategySpec {
  const spec = specOf({
    rules: {
      entryLong: 'rsi(close, short) < floor',
      exitLong: 'rsi(close, short) > top',
      ...(isShortToo && { entryShort: 'rsi(close, short) > top', exitShort: 'rsi(close, short) < floor' }),
    },
    parameters: { short: 3, floor: 40, top: 60 },
    symbols: ['AAA', 'BBB'],
    protection: { timeExitBars: 25 },
  });
  return strategySpecSchema.parse({ ...spec, schema: 2, protection: { ...spec.protection, ...protection } });
}

function bothCases(spec: StrategySpec) {
  const watch = createBarOrderWatch();
  const run = (intrabar: 'worst' | 'best', watched = false) =>
    runBacktest({
      spec,
      dataset,
      costs: defaultBacktestCosts,
      capital: 100_000,
      limits: testLimits,
      gate: createGate({ limits: () => limits, latch: { level: () => 'armed' } }),
      intrabar,
      ...(watched && { watch }),
    });
  const { intrabar: _, ...worst } = run('worst', true);
  const { intrabar: __, ...best } = run('best');
  return { mattered: watch.mattered, worst, best, isSame: JSON.stringify(worst) === JSON.stringify(best) };
}

describe('the order of prices inside a bar', () => {
  const outcomes = [0.4, 0.8, 1.5, 3, 6, 12].flatMap((percent) =>
    [false, true].flatMap((isShortToo) => [
      bothCases(specWith({ stopLossPercent: percent, takeProfitPercent: percent }, isShortToo)),
      bothCases(specWith({ stopLossPercent: 2 * percent, takeProfitAtr: percent / 2 }, isShortToo)),
    ]),
  );

  it('never matters where no bar was noticed', () => {
    const quiet = outcomes.filter((o) => !o.mattered);
    expect(quiet.length).toBeGreaterThan(3);
    for (const { worst, best } of quiet) expect(best).toEqual(worst);
    expect(quiet.some(({ worst }) => worst.trades.some((t) => t.exitReason === 'take-profit'))).toBe(true);
  });

  it('is noticed wherever it mattered', () => {
    const differing = outcomes.filter((o) => !o.isSame);
    expect(differing.length).toBeGreaterThan(3);
    for (const { mattered } of differing) expect(mattered).toBe(true);
  });

  it('may matter wherever a trail meets a target', () => {
    expect(bothCases(specWith({ trailingStopPercent: 5, takeProfitPercent: 12 }, false)).mattered).toBe(true);
    expect(bothCases(specWith({ trailingStopPercent: 5 }, false))).toMatchObject({ mattered: false, isSame: true });
  });
});

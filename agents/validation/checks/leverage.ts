/** The sizes that the strategy may hold at once are bounded. */
import type { StrategySpec } from '../../../shared/strategy/spec.ts';
import { defineSpecCheck } from './check.ts';

/** Gross exposure over equity with every position open. */
const mostExposurePercent = 150;
/** Loss, in percent of equity, when every position is stopped on one day. */
const mostRiskPercent = 12;

/** Percent of equity in one position; a fixed size says nothing about it: the limits bound it to the whole. */
const perPosition = ({ sizing }: StrategySpec): number => {
  if (sizing.kind === 'percent-of-equity') return sizing.percent;
  if (sizing.kind === 'atr-risk') return sizing.riskPercent;
  return sizing.kind === 'fixed-quantity' || sizing.kind === 'fixed-cash' ? 100 : sizing.maxPercent;
};

export const leverage = defineSpecCheck({
  name: 'leverage',
  run({ compiled }) {
    const { spec } = compiled;
    const open = Math.min(spec.maxOpenPositions, spec.symbols.length);
    const total = perPosition(spec) * open;
    const risk = spec.sizing.kind === 'atr-risk';
    const threshold = risk ? mostRiskPercent : mostExposurePercent;
    const what = risk ? 'risked' : 'invested';
    return {
      passed: total <= threshold,
      evidence: `With all ${open} positions open ${total.toFixed(1)} % of equity is ${what} (most ${threshold} %).`,
      value: total,
      threshold,
    };
  },
});

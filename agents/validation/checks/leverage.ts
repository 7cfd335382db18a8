/** The sizes that the strategy may hold at once are bounded. */
import type { StrategySpec } from '../../../shared/strategy/spec.ts';
import { defineSpecCheck } from './check.ts';

/** Gross exposure over equity with every position open. */
const mostExposurePercent = 150;
/** Loss, in percent of equity, when every position is stopped on one day. */
const mostRiskPercent = 12;

const perPosition = ({ sizing }: StrategySpec): number =>
  sizing.kind === 'percent-of-equity'
    ? sizing.percent
    : sizing.kind === 'volatility-target'
      ? sizing.maxPercent
      : sizing.riskPercent;

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

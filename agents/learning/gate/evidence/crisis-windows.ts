/** In the worst stretches of the market it does not fall harder than holding. */
import { percent } from '../criterion.ts';
import { answer, defineEvidenceCheck, notApplicable } from './evidence-check.ts';

/** Loss over the market's in the same window. */
const most = 1.5;
const small = 0.05;

export const crisisWindows = defineEvidenceCheck({
  name: 'crisis-windows',
  cause: 'deep-drawdown',
  run({ slices }) {
    const crises = slices?.crises ?? [];
    if (crises.length === 0) return notApplicable('The market never fell over sixty bars.');
    const worst = crises.reduce((low, c) => (c.own < low.own ? c : low));
    const isHarder = worst.own < -small && worst.own < most * worst.market;
    return answer(
      isHarder ? 'fail' : worst.own < worst.market ? 'warn' : 'pass',
      `In the ${crises.length} worst windows of sixty bars holding changes by ${crises.map((c) => percent(c.market)).join(', ')} and it by ${crises.map((c) => percent(c.own)).join(', ')} (fails from ${most} times the loss of holding).`,
      worst.own,
      most * worst.market,
    );
  },
});

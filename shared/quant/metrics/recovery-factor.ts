/** Recovery factor: sum of the returns over the size of the deepest drawdown; QuantStats drops the sign, so that a loss looks like a recovery: here it stays. */
import { defineMetric } from './define.ts';
import { maxDrawdown } from './returns.ts';
import { known, sum } from './series.ts';

export const recoveryFactor = defineMetric({
  name: 'recovery-factor',
  title: 'Recovery factor',
  group: 'ratio',
  unit: 'number',
  inputs: ['returns'],
  compute: ({ returns }) => {
    const fall = -maxDrawdown(returns);
    return fall > 0 ? sum(known(returns)) / fall : 'there was no drawdown';
  },
  description:
    'Sum of the returns over the size of the deepest drawdown; QuantStats drops the sign, so that a loss looks like a recovery: here it stays.',
  source: 'QuantStats recovery_factor',
});

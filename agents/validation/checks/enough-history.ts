/** The bars before the first decision are a small part of the history. */
import { defineSpecCheck } from './check.ts';

/** The typical symbol has at least this many times the warm-up. */
const leastMultiple = 3;

export const enoughHistory = defineSpecCheck({
  name: 'enough-history',
  run({ compiled, manifest }) {
    const { spec, warmUp } = compiled;
    const bars = manifest.series
      .filter((s) => s.timeframe === spec.timeframe && spec.symbols.includes(s.symbol))
      .map((s) => s.bars)
      .sort((a, b) => a - b);
    const typical = bars[Math.floor((bars.length - 1) / 2)] ?? 0;
    const multiple = typical / Math.max(1, warmUp);
    return {
      passed: multiple >= leastMultiple,
      evidence: `The first decision needs ${warmUp} bars; the typical symbol has ${typical}, ${multiple.toFixed(1)} times as many (least ${leastMultiple}).`,
      value: multiple,
      threshold: leastMultiple,
    };
  },
});

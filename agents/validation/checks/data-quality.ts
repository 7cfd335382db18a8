/** The bars are sound: repairs, gaps and jumps are said before anything is believed. */
import { defineSpecCheck } from './check.ts';

/** Share of sound bars of the worst symbol. */
const comfortable = 0.95;
const least = 0.5;

export const dataQuality = defineSpecCheck({
  name: 'data-quality',
  run({ compiled, manifest }) {
    const { symbols, timeframe } = compiled.spec;
    const used = manifest.series.filter((s) => s.timeframe === timeframe && symbols.includes(s.symbol));
    const worst = used.reduce((low, s) => (s.qualityScore < low.qualityScore ? s : low), {
      symbol: '',
      qualityScore: 1,
      issues: [] as (typeof used)[number]['issues'],
    });
    const failed = worst.qualityScore < least;
    return {
      passed: !failed,
      verdict: failed ? 'fail' : worst.qualityScore < comfortable ? 'warn' : 'pass',
      evidence:
        worst.symbol === ''
          ? `The bars of all ${used.length} symbols are sound.`
          : `The worst series is ${worst.symbol} with a quality of ${worst.qualityScore.toFixed(3)} (comfortable from ${comfortable}, least ${least}), ${worst.issues.length} kinds of issue.`,
      value: worst.qualityScore,
      threshold: least,
    };
  },
});

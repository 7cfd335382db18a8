/** Data that holds only names that are still listed makes every record look better than it was. */
import { defineSpecCheck } from './check.ts';

/** Shumway and Warther, Journal of Finance 54, 1999: what a delisting for poor performance costs on Nasdaq. */
const delistingReturn = -0.55;
const longMs = 5 * 365.25 * 86_400_000;
/** Fewer names were chosen by hand, not from a market. */
const manyNames = 20;

export const survivorship = defineSpecCheck({
  name: 'survivorship',
  run({ compiled, manifest }) {
    const { symbols, timeframe } = compiled.spec;
    const used = manifest.series.filter((s) => s.timeframe === timeframe && symbols.includes(s.symbol));
    const dead = manifest.instruments.filter((i) => i.delistedAt !== null).length;
    const span = Math.max(0, ...used.map((s) => s.to)) - Math.min(Number.POSITIVE_INFINITY, ...used.map((s) => s.from));
    const isSuspect = dead === 0 && used.length >= manyNames && span > longMs;
    return {
      passed: true,
      verdict: manifest.synthetic ? 'not-applicable' : isSuspect ? 'warn' : 'pass',
      evidence: isSuspect
        ? `Survivors only: none of ${manifest.instruments.length} names was delisted in ${(span / 365.25 / 86_400_000).toFixed(0)} years; each missing one would have cost about ${Math.round(100 * delistingReturn)} % at its end.`
        : `${dead} of ${manifest.instruments.length} names were delisted; ${used.length} are traded.`,
      value: dead,
      threshold: null,
    };
  },
});

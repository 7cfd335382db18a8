/** Exports for Backtrader trade like the built-in engine: every template on real series, round trip for round trip. */
import { describe, test } from 'vitest';
import { backtraderTarget } from '../../../agents/analysis/targets/backtrader.ts';
import { compareOn, expectProof, full, judge, skipped } from './suite.ts';

const bars = full ? 1500 : 1000;
const platform = { target: backtraderTarget, module: 'backtrader_strategy', package: 'backtrader' };

describe.skipIf(skipped)('Backtrader', () => {
  test('no trade of any template differs from the built-in engine', { timeout: 3_600_000 }, async () => {
    const report = await compareOn(platform, bars);
    judge('backtrader', 'Backtrader', report, bars);
    if (full) expectProof('backtrader', report, bars);
  });
});

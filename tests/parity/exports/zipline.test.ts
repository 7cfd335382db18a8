/** Exports for Zipline trade like the built-in engine: every template on real series, round trip for round trip. */
import { describe, test } from 'vitest';
import { ziplineTarget } from '../../../agents/analysis/targets/zipline.ts';
import { compareOn, expectProof, full, judge, skipped } from './suite.ts';

const bars = full ? 700 : 480;
const platform = { target: ziplineTarget, module: 'zipline_algorithm', package: 'zipline-reloaded' };

describe.skipIf(skipped)('Zipline', () => {
  test('no trade of any template differs from the built-in engine', { timeout: 3_600_000 }, async () => {
    const report = await compareOn(platform, bars);
    judge('zipline', 'Zipline', report, bars);
    if (full) expectProof('zipline', report, bars);
  });
});

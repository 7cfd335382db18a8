/** Exports for LEAN trade like the built-in engine on a stand-in of LEAN's interface: LEAN itself does not run here. */
import { join } from 'node:path';
import { describe, test } from 'vitest';
import { leanTarget } from '../../../agents/analysis/targets/lean.ts';
import { scripts } from '../python.ts';
import { compareOn, expectProof, full, judge, skipped } from './suite.ts';

const bars = full ? 1500 : 1000;
const platform = { target: leanTarget, module: 'lean_run', paths: [join(scripts, 'lean')] };

describe.skipIf(skipped)('LEAN', () => {
  test('no trade of any template differs from the built-in engine', { timeout: 3_600_000 }, async () => {
    const report = await compareOn(platform, bars);
    judge('lean', 'LEAN stand-in', report, bars);
    if (full) expectProof('lean', report, bars);
  });
});

/** Runs the end-to-end journey in a real Chromium and leaves its counts: `node tests/e2e/run.ts`. Without a Chromium every step is skipped aloud. */
import { writeFileSync } from 'node:fs';
// @ts-expect-error plain JavaScript without types
import { findChromium } from '../../resources/scripts/chromium.mjs';
import { journey } from './journey.ts';
import { openStage, type Stage } from './stage.ts';

const counts = { passed: 0, failed: 0, skipped: 0 };
const executable = findChromium() as string | undefined;
let stage: Stage | undefined;
let broken = false;

if (executable === undefined) {
  console.log(
    `No Chromium was found (CHROMIUM_PATH, /usr/bin/chromium): ${journey.length} end-to-end steps are SKIPPED.`,
  );
  counts.skipped = journey.length;
} else {
  try {
    stage = await openStage(executable);
  } catch (error) {
    console.log(`✗ the stage could not be set: ${error instanceof Error ? error.message : String(error)}`);
    counts.failed = 1;
    broken = true;
  }
  for (const step of journey) {
    if (broken || stage === undefined) {
      console.log(`- ${step.name} (skipped: an earlier step failed)`);
      counts.skipped++;
      continue;
    }
    const begun = performance.now();
    try {
      await step.run(stage);
      console.log(`✓ ${step.name} (${((performance.now() - begun) / 1000).toFixed(1)} s)`);
      counts.passed++;
    } catch (error) {
      console.log(`✗ ${step.name}\n${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
      for (const complaint of stage.complaints) console.log(`  the page: ${complaint}`);
      await stage.screenshot('failed').catch(() => undefined);
      counts.failed++;
      // A journey: what comes after stands on what came before.
      broken = true;
    }
  }
  await stage?.close();
}
if (process.env.QUANTAI_COUNTS) writeFileSync(process.env.QUANTAI_COUNTS, JSON.stringify(counts));
process.exitCode = counts.failed > 0 ? 1 : 0;

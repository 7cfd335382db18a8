/** Runs the end-to-end suites on the built desk and leaves their counts: `node tests/e2e/run.ts`. Without a Chromium its steps are skipped aloud. */
import { writeFileSync } from 'node:fs';
// @ts-expect-error plain JavaScript without types
import { findChromium } from '../../resources/scripts/chromium.mjs';
import { journey } from './journey.ts';
import { shell } from './shell.ts';
import { openStage, type Stage } from './stage.ts';

const counts = { passed: 0, failed: 0, skipped: 0 };
const words = (error: unknown): string => (error instanceof Error ? (error.stack ?? error.message) : String(error));

/** Runs steps in order; what comes after a failure stands on it, so it is skipped. */
async function play(
  steps: readonly { name: string; run(): Promise<void> }[],
  failed: () => Promise<void>,
): Promise<void> {
  let broken = false;
  for (const step of steps) {
    if (broken) {
      console.log(`- ${step.name} (skipped: an earlier step failed)`);
      counts.skipped++;
      continue;
    }
    const begun = performance.now();
    try {
      await step.run();
      console.log(`✓ ${step.name} (${((performance.now() - begun) / 1000).toFixed(1)} s)`);
      counts.passed++;
    } catch (error) {
      console.log(`✗ ${step.name}\n${words(error)}`);
      counts.failed++;
      broken = true;
      await failed();
    }
  }
}

console.log('The desktop app on a stand-in for Electron');
await play(shell, async () => undefined);

const executable = findChromium() as string | undefined;
if (executable === undefined) {
  console.log(
    `No Chromium was found (CHROMIUM_PATH, /usr/bin/chromium): ${journey.length} end-to-end steps are SKIPPED.`,
  );
  counts.skipped += journey.length;
} else {
  console.log('The journey in Chromium');
  let stage: Stage | undefined;
  const set = {
    name: 'the stage is set',
    async run() {
      stage = await openStage(executable);
    },
  };
  const steps = journey.map((step) => ({ name: step.name, run: () => step.run(stage as Stage) }));
  await play([set, ...steps], async () => {
    for (const complaint of stage?.complaints ?? []) console.log(`  the page: ${complaint}`);
    await stage?.screenshot('failed').catch((error: unknown) => console.log(`  no picture: ${words(error)}`));
  });
  await stage?.close();
}
if (process.env.QUANTAI_COUNTS) writeFileSync(process.env.QUANTAI_COUNTS, JSON.stringify(counts));
// A kept handle of a failed step must not keep the runner alive.
process.exit(counts.failed > 0 ? 1 : 0);

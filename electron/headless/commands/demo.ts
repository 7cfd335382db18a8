/** `quantai demo`: a whole research run on the sample market or on given CSV files, with a table and a report at its end. */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Option } from 'commander';
import { type HostCommand, researchOptions } from '../command.ts';
import { writeReport } from '../report-file.ts';
import { candidateTable, researchDocument, runResearch, whyAborted } from '../research-run.ts';
import { counted, duration } from '../text/format.ts';

/** A list of files; a name that holds a comma is taken whole when there is such a file. */
export const fileList = (given: string, before: readonly string[] = []): string[] => [
  ...before,
  ...(existsSync(given) ? [given] : given.split(',').map((name) => name.trim())).filter(Boolean),
];

export const demo: HostCommand = {
  name: 'demo',
  summary: 'run the whole desk once: data, sixteen agents, verdicts, report',
  more: 'Needs no key, no account and no network. Without --csv it uses the bundled sample market, which is synthetic.',
  options: [
    new Option('--csv <files>', 'your own price history: CSV files, separated by commas').argParser(fileList),
    ...researchOptions(3, 12),
  ],
  async run(context, _parameters, options) {
    const { csv, seed, generations, population } = options as {
      csv?: string[];
      seed?: number;
      generations: number;
      population: number;
    };
    const begun = context.now();
    const home = context.homeGiven ? context.home : mkdtempSync(join(tmpdir(), 'quantai-demo-'));
    const opened = await context.link({ home });
    if (!opened.ok) return opened;
    const link = opened.value;
    try {
      let datasetId: string | null = null;
      const notes: string[] = [];
      if (csv !== undefined) {
        const imported = await link.importFiles(csv);
        if (!imported.ok) {
          // Nothing came of it: a folder made for this demo is not left behind.
          await link.close();
          if (!context.homeGiven) rmSync(home, { recursive: true, force: true });
          return imported;
        }
        datasetId = imported.value.manifest.id;
        notes.push(...imported.value.notes);
        context.log(
          `Imported ${counted(imported.value.manifest.series.length, 'series', 'series')} from ${counted(csv.length, 'file', 'files')}.`,
        );
        for (const note of notes) context.log(`  ${note}`);
      }
      const outcome = await runResearch(context, link, { datasetId, seed: seed ?? 1, generations, population });
      if (!outcome.ok) return outcome;
      const { run, candidates, dataset } = outcome.value;
      const report = await writeReport(link.bridge, home, run.runId);
      if (!report.ok) return report;
      const market = dataset?.synthetic ? 'the sample market (synthetic)' : (dataset?.name ?? run.datasetId);
      return {
        ok: true,
        value: {
          json: { ...(researchDocument(outcome.value) as object), notes, home, report: report.value },
          lines: [
            '',
            `Run ${run.runId} with seed ${run.seed} on ${market}: ${run.status}.`,
            ...whyAborted(run),
            '',
            ...(candidates.length > 0 ? [...candidateTable(candidates), ''] : []),
            `${counted(candidates.length, 'candidate', 'candidates')}, ${run.accepted} await your decision. ${duration(context.now() - begun)}, run hash ${run.hash ?? '-'}.`,
            `Data folder: ${home}`,
            `Report: ${report.value}`,
            ...(run.accepted > 0 ? [`Read and approve them in the window: npm start -- --home ${home}`] : []),
          ],
          exitCode: run.status === 'complete' ? 0 : 1,
        },
      };
    } finally {
      await link.close();
    }
  },
};

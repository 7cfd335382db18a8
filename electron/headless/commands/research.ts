/** `quantai research`: one research run on a dataset of the data folder. */
import { Option } from 'commander';
import { type HostCommand, researchOptions } from '../command.ts';
import { candidateTable, researchDocument, runResearch, whyAborted } from '../research-run.ts';
import { counted } from '../text/format.ts';

export const research: HostCommand = {
  name: 'research',
  summary: 'let the agents propose, code, test and judge strategies',
  more: 'The same seed on the same data prints the same document. Ctrl+C stops the run and keeps what was found.',
  options: [new Option('--dataset <id>', 'dataset to work on; see quantai datasets'), ...researchOptions(3, 12)],
  async run(context, _parameters, options) {
    const { dataset, seed, generations, population } = options as {
      dataset?: string;
      seed?: number;
      generations: number;
      population: number;
    };
    const opened = await context.link({ door: {} });
    if (!opened.ok) return opened;
    try {
      const outcome = await runResearch(context, opened.value, {
        datasetId: dataset ?? null,
        seed: seed ?? null,
        generations,
        population,
      });
      if (!outcome.ok) return outcome;
      const { run, candidates } = outcome.value;
      return {
        ok: true,
        value: {
          json: researchDocument(outcome.value),
          lines: [
            ...(candidates.length > 0 ? [...candidateTable(candidates), ''] : []),
            `Run ${run.runId}, seed ${run.seed}: ${run.status}. ${counted(candidates.length, 'candidate', 'candidates')}, ${run.accepted} await your decision. Run hash ${run.hash ?? '-'}.`,
            ...whyAborted(run),
          ],
          exitCode: run.status === 'complete' ? 0 : 1,
        },
      };
    } finally {
      await opened.value.close();
    }
  },
};

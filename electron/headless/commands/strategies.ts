/** `quantai strategies`: every candidate with its verdict and the reason. */
import { Option } from 'commander';
import { strategyStages } from '../../../shared/desk-api/view.ts';
import { readView } from '../ask.ts';
import type { HostCommand } from '../command.ts';
import { candidateTable } from '../research-run.ts';
import { counted } from '../text/format.ts';

export const strategies: HostCommand = {
  name: 'strategies',
  summary: 'list the candidates, newest run last',
  options: [
    new Option('--run <id>', 'only those of one run'),
    new Option('--stage <stage>', 'only those at one stage').choices([...strategyStages]),
  ],
  run: (context, _parameters, options) =>
    readView(context, (view) => {
      const rows = Object.values(view.strategies)
        .filter((row) => options.run === undefined || row.runId === options.run)
        .filter((row) => options.stage === undefined || row.stage === options.stage)
        .sort((a, b) => a.updatedAt - b.updatedAt || (a.strategyId < b.strategyId ? -1 : 1));
      return {
        json: { strategies: rows },
        lines:
          rows.length === 0
            ? ['No candidates yet. Begin with: quantai research']
            : [...candidateTable(rows), '', counted(rows.length, 'candidate', 'candidates')],
      };
    }),
};

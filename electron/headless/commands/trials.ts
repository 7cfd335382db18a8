/** `quantai trials`: how many strategy versions were ever tried on each dataset. */
import { Option } from 'commander';
import { ask } from '../ask.ts';
import type { HostCommand } from '../command.ts';
import { count } from '../text/format.ts';
import { table } from '../text/table.ts';

export const trials: HostCommand = {
  name: 'trials',
  summary: 'count the strategies that were ever tried, by dataset; the count can only grow',
  more: 'Every Sharpe ratio is deflated by this count. Nobody can reset it.',
  options: [new Option('--dataset <id>', 'one dataset, by id or name')],
  run: (context, _parameters, { dataset }) =>
    ask(context, 'research.trials', { datasetId: (dataset as string | undefined) ?? null }, ({ datasets }) => ({
      json: { datasets },
      lines: table(
        [
          { title: 'dataset' },
          { title: 'name', widest: 40 },
          { title: 'trials', align: 'right' },
          { title: 'mean Sharpe/bar', align: 'right' },
          { title: 'deviation', align: 'right' },
        ],
        datasets.map((d) => [
          d.datasetId,
          d.name,
          count(d.trials),
          d.mean.toFixed(4),
          Math.sqrt(d.variance).toFixed(4),
        ]),
      ),
    })),
};

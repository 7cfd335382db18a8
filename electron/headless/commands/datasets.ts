/** `quantai datasets`: what data the desk holds. */
import { readView } from '../ask.ts';
import type { HostCommand } from '../command.ts';
import { count, date } from '../text/format.ts';
import { table } from '../text/table.ts';

export const datasets: HostCommand = {
  name: 'datasets',
  summary: 'list the datasets of the desk',
  run: (context) =>
    readView(context, (view) => {
      const rows = Object.values(view.datasets);
      return {
        json: { datasets: rows },
        lines: table(
          [
            { title: 'dataset' },
            { title: 'name', widest: 40 },
            { title: 'symbols', align: 'right' },
            { title: 'bars', align: 'right' },
            { title: 'from' },
            { title: 'to' },
            { title: 'quality', align: 'right' },
            { title: 'kind' },
          ],
          rows.map((row) => [
            row.id,
            row.name,
            count(row.symbols.length),
            count(row.bars),
            date(row.from),
            date(row.to - 1),
            row.qualityScore.toFixed(3),
            row.synthetic ? 'synthetic' : row.source,
          ]),
        ),
      };
    }),
};

/** `quantai import`: brings CSV files in as one dataset; all of them or none. */
import { Option } from 'commander';
import type { HostCommand } from '../command.ts';
import { date } from '../text/format.ts';
import { table } from '../text/table.ts';

export const importCommand: HostCommand = {
  name: 'import',
  parameters: '<files...>',
  summary: 'bring in price history from CSV files, checked and repaired with notes',
  options: [new Option('--name <name>', 'what to call the dataset')],
  async run(context, [files], options) {
    const opened = await context.link();
    if (!opened.ok) return opened;
    try {
      const imported = await opened.value.importFiles(files as string[], options.name as string | undefined);
      if (!imported.ok) return imported;
      const { manifest, notes } = imported.value;
      return {
        ok: true,
        value: {
          json: { manifest, notes },
          lines: [
            `Dataset ${manifest.id}: ${manifest.name}`,
            ...table(
              [
                { title: 'symbol' },
                { title: 'timeframe' },
                { title: 'bars', align: 'right' },
                { title: 'from' },
                { title: 'to' },
                { title: 'quality', align: 'right' },
              ],
              manifest.series.map((s) => [
                s.symbol,
                s.timeframe,
                String(s.bars),
                date(s.from),
                date(s.to),
                s.qualityScore.toFixed(3),
              ]),
            ),
            ...notes.map((note) => `note: ${note}`),
          ],
        },
      };
    } finally {
      await opened.value.close();
    }
  },
};

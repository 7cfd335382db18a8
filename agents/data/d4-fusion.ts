/** D4: fuses prices, volume, headlines and macro values into one score per symbol and day, with an interval and its conflicts. */
import type { BarSeries } from '../../shared/domain/bar.ts';
import { defineAgent } from '../kernel/agent.ts';
import { fuse } from './fusion/fuse.ts';
import { mainTimeframe } from './main-timeframe.ts';

export const d4Fusion = defineAgent({
  id: 'D4',
  name: 'Multimodal Fusion',
  layer: 'data',
  purpose:
    'Weighs prices, volume, headlines and macro values against their record and says one score per symbol, with an interval.',
  thread: 'worker',
  reads: ['data.dataset'],
  writes: ['data.signals'],
  needs: ['datasets', 'artefacts'],
  start: (context) => ({
    handlers: {
      'data.dataset': async ({ data }) => {
        const dataset = await context.outside(context.ports.datasets.open(data.datasetId));
        const timeframe = mainTimeframe(data.series);
        const series = data.series
          .filter((s) => s.timeframe === timeframe)
          .map((s) => dataset.series(s.symbol, s.timeframe))
          .filter((s): s is BarSeries => s !== undefined);
        const { times, symbols, signals } = fuse({ series, news: dataset.news, macro: dataset.macro });
        const historyHash = await context.outside(context.ports.artefacts.put({ symbols, times }));
        context.publish(
          'data.signals',
          { datasetId: data.datasetId, asOf: times.at(-1) ?? 0, signals: [...signals], historyHash },
          { subject: data.datasetId },
        );
        context.note(`fused ${signals.length} symbols over ${times.length} moments`);
      },
    },
  }),
});

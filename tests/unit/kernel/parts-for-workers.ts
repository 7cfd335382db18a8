/** Jobs for the tests of the worker pool: the pool's workers load this module as their registry. */
import type { JobRegistry } from '../../../agents/kernel/job.ts';

let opened = 0;

export const jobs: JobRegistry = {
  square: { name: 'square', run: (input) => (input as number) ** 2 },
  fails: {
    name: 'fails',
    run: () => {
      throw new Error('the numbers do not add up');
    },
  },
  forever: {
    name: 'forever',
    run: () => {
      for (;;);
    },
  },
  dies: { name: 'dies', run: () => process.exit(7) },
  environment: { name: 'environment', run: () => Object.keys(process.env).length },
  function: { name: 'function', run: () => () => 1 },
  'sum-closes': {
    name: 'sum-closes',
    async run(input, services) {
      const { datasetId, symbol } = input as { datasetId: string; symbol: string };
      const dataset = await services.dataset(datasetId);
      const close = dataset.series(symbol, '1d')?.columns.close ?? new Float64Array();
      opened++;
      return {
        sum: close.reduce((a, b) => a + b, 0),
        shared: close.buffer instanceof SharedArrayBuffer,
        opened,
        news: dataset.news.length,
      };
    },
  },
  artefact: { name: 'artefact', run: (input, services) => services.artefact(input as string) },
};

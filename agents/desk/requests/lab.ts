/** Lab requests: start, stop and read a study of a strategy. */
import { refuse } from '../../../shared/core/result.ts';
import { defineHandlers } from '../handler.ts';

export const labHandlers = defineHandlers({
  'lab.start': async ({ lab, casebook, store }, { strategyId, query }) => {
    const found = casebook.find(strategyId);
    if (found === undefined)
      return refuse('unknown-strategy', `No strategy is called ${strategyId}.`, {
        where: 'strategyId',
        fix: 'see `quantai strategies`.',
      });
    const { spec, datasetId, regimeHash, signalHash } = found.proposed;
    if (store.datasets.find(datasetId) === undefined)
      return refuse('unknown-dataset', `The dataset ${datasetId} it was made on is gone.`, { where: 'datasetId' });
    const dataset = await store.datasets.open(datasetId);
    if (!spec.symbols.some((s) => (dataset.series(s, spec.timeframe)?.columns.close.length ?? 0) > 1))
      return refuse('no-bars', `The dataset has no ${spec.timeframe} bars of the strategy's symbols.`, {
        where: 'strategyId',
      });
    return lab.start(strategyId, { spec, dataset, regimeHash, signalHash }, query);
  },
  'lab.stop': async ({ lab }, { studyId }) => lab.stop(studyId),
  'lab.result': async ({ lab }, { studyId }) => lab.result(studyId),
});

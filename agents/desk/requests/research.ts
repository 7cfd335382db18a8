/** Research requests: starting and stopping a run, and doing a recorded one again. */
import { ok, refuse } from '../../../shared/core/result.ts';
import { defineHandlers } from '../handler.ts';
import { startRun } from '../research.ts';
import { reportOfRun } from '../run-report.ts';
import { verifyRun } from '../verify-run.ts';

export const researchHandlers = defineHandlers({
  'research.start': (services, query) => startRun(services, query),
  'research.report': (services, { runId }) => reportOfRun(services, runId),
  'research.trials': async ({ store }, { datasetId }) => {
    const manifests = store.datasets
      .list()
      .filter((m) => datasetId === null || m.id === datasetId || m.name === datasetId);
    if (manifests.length === 0 && datasetId !== null)
      return refuse('unknown-dataset', `No dataset is called ${datasetId}.`, {
        where: 'datasetId',
        fix: 'pick one from `quantai datasets`.',
      });
    return ok({
      datasets: manifests.map(({ id, name }) => {
        const { count, mean, variance } = store.trials.stats(id);
        return { datasetId: id, name, trials: count, mean, variance };
      }),
    });
  },
  'research.stop': async ({ running, voice }, { runId }) => {
    const run = running.get(runId);
    if (run === undefined)
      return refuse('not-running', `The run ${runId} is not under way.`, {
        where: 'runId',
        fix: 'see `quantai status` for runs in progress.',
      });
    voice(
      'control.research-stop',
      { reason: 'Stopped by the person.' },
      { subject: runId, correlationId: run.correlationId },
    );
    run.abort('Stopped by the person.');
    await run.over;
    return ok({ done: true as const });
  },
  'replay.verify': (services, { runId }) => verifyRun(services, runId),
});

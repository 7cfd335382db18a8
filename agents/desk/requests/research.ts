/** Research requests: starting and stopping a run, and doing a recorded one again. */
import { ok, refuse } from '../../../shared/core/result.ts';
import { defineHandlers } from '../handler.ts';
import { startRun } from '../research.ts';
import { reportOfRun } from '../run-report.ts';
import { verifyRun } from '../verify-run.ts';

export const researchHandlers = defineHandlers({
  'research.start': (services, query) => startRun(services, query),
  'research.report': (services, { runId }) => reportOfRun(services, runId),
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

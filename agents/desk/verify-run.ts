/** Does a recorded run again, in a desk that leaves nothing behind, from the journal's command and recorded answers, and compares every message. */

import type { Message } from '../../shared/bus/messages.ts';
import type { TopicData } from '../../shared/bus/topics.ts';
import { ok, type Refusal, type Result, refuse } from '../../shared/core/result.ts';
import type { RequestAnswer } from '../../shared/desk-api/requests.ts';
import { createSessionSecrets } from '../control/m1-keys/session-secrets.ts';
import { compareRuns, runHash } from '../kernel/replay.ts';
import { openStore } from '../store/open-store.ts';
import { assembleDesk } from './assemble.ts';
import { memoryOrderJournal, memoryState } from './memory-keeping.ts';
import { correlationOf } from './research.ts';
import { type DeskServices, messagesOf } from './services.ts';
import { onStalled } from './stalled-run.ts';

/** The recorded run, or why it cannot be done again. */
function recordedRun(services: DeskServices, runId: string): Result<readonly Message[], Refusal> {
  const run = services.store.runs.find(runId);
  if (run === undefined)
    return refuse('unknown-run', `No run is called ${runId}.`, {
      where: 'runId',
      fix: 'see `quantai status` for the runs of this desk.',
    });
  if (run.status !== 'complete')
    return refuse(
      'run-not-complete',
      `The run ${runId} is ${run.status}${run.reason === '' ? '' : ` (${run.reason})`}.`,
      { where: 'runId', fix: 'start it again with the same seed, then verify it.' },
    );
  return ok(messagesOf(services.store, correlationOf(run)));
}

export async function verifyRun(
  services: DeskServices,
  runId: string,
): Promise<Result<RequestAnswer<'replay.verify'>, Refusal>> {
  const recorded = recordedRun(services, runId);
  if (!recorded.ok) return recorded;
  const command = recorded.value.find((m) => m.topic === 'control.research');
  if (command === undefined)
    return refuse('no-command', `The journal does not hold the command that started ${runId}.`, { where: 'journal' });
  const opened = await openStore({ home: ':memory:', clock: services.clock });
  if (!opened.ok) return opened;
  const store = opened.value;
  const desk = assembleDesk({
    clock: services.clock,
    store,
    datasets: services.store.datasets,
    artefacts: services.store.artefacts,
    llm: services.recordedModel,
    pool: services.pool,
    state: memoryState(),
    orderJournal: memoryOrderJournal(),
    secrets: createSessionSecrets('no-daemon'),
    limits: services.limits,
    log: services.log,
    wakeView: () => undefined,
  });
  try {
    await desk.start();
    await desk.bus.idle();
    const { correlationId } = command;
    await new Promise<void>((resolve) => {
      const finish = (): void => {
        stop();
        stopLooking();
        resolve();
      };
      const stop = desk.bus.onMessage(({ topic, data }) => {
        if (topic === 'strategy.run' && (data as TopicData<'strategy.run'>).status !== 'running') finish();
      });
      // Where it comes to a stop the comparison says which message is missing.
      const stopLooking = onStalled(desk.bus, services.clock, correlationId, finish);
      desk.voice('control.research', command.data as TopicData<'control.research'>, {
        subject: command.subject,
        correlationId,
      });
    });
    await desk.bus.idle();
    await store.flush();
    const replayed = messagesOf(store, correlationId);
    const compared = compareRuns(recorded.value, replayed);
    return ok({
      runId,
      recorded: runHash(recorded.value),
      replayed: compared.replayedHash,
      equal: compared.equal,
      messages: recorded.value.length,
      firstDifference: compared.firstDifference,
    });
  } finally {
    await desk.stop();
    await store.close();
  }
}

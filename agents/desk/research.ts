/** Research runs: what a run starts from, how its end is noticed and recorded, and why an equal run is not made twice. */
import { runIdOf } from '../../shared/bus/messages.ts';
import type { TopicData } from '../../shared/bus/topics.ts';
import { hashOf } from '../../shared/core/canonical.ts';
import { ok, type Refusal, type Result, refuse } from '../../shared/core/result.ts';
import type { RequestQuery } from '../../shared/desk-api/requests.ts';
import { pause } from '../kernel/clock.ts';
import { runHash } from '../kernel/replay.ts';
import type { Store } from '../store/open-store.ts';
import type { RunRecord } from '../store/runs.ts';
import { type DeskServices, messagesOf } from './services.ts';
import { onStalled } from './stalled-run.ts';

/** Lessons a run is reminded of: the newest ones; older ones have had their say. */
const remembered = 500;

export type ResearchOptions = Pick<TopicData<'control.research'>, 'seed' | 'datasetId' | 'generations' | 'population'>;

/** `run-` and 8 hex digits over what was asked for: the same question has the same name. */
export const runIdFor = (options: ResearchOptions): string => `run-${hashOf(options).slice(0, 8)}`;

/** Attempts after the first get a correlation of their own, so that message ids stay unique. */
export const correlationOf = (run: Pick<RunRecord, 'runId' | 'attempts'>): string =>
  run.attempts <= 1 ? run.runId : `${run.runId}.${run.attempts}`;

/** The command that starts a run, from what the desk knew at the run's base. */
export function commandOf(
  store: Store,
  options: ResearchOptions,
  base: Pick<RunRecord, 'baseLessonsRowid' | 'baseTrialsRowid'>,
): TopicData<'control.research'> {
  const trials =
    base.baseTrialsRowid === 0
      ? { count: 0, mean: 0, variance: 0 }
      : store.trials.stats(options.datasetId, base.baseTrialsRowid);
  const lessons = base.baseLessonsRowid === 0 ? [] : store.memory.lessonsUpTo(base.baseLessonsRowid).slice(-remembered);
  return {
    ...options,
    base: { lessons, trials: trials.count, trialSharpeMean: trials.mean, trialSharpeVariance: trials.variance },
  };
}

/** The dataset asked for, else the newest one the trader brought in, else the sample market. */
function chooseDataset(store: Store, idOrName: string | null): Result<string, Refusal> {
  if (idOrName !== null) {
    const found = store.datasets.find(idOrName);
    if (found !== undefined) return ok(found.id);
    return refuse('unknown-dataset', `No dataset is called ${idOrName}.`, {
      where: 'datasetId',
      fix: 'pick one from `quantai datasets`, or import files first.',
    });
  }
  const all = store.datasets.list();
  const own = all.filter((m) => !m.synthetic).at(-1) ?? all.at(-1);
  return own === undefined
    ? refuse('no-dataset', 'The desk has no market data.', { where: 'datasetId', fix: 'import CSV files first.' })
    : ok(own.id);
}

export async function startRun(
  services: DeskServices,
  query: RequestQuery<'research.start'>,
): Promise<Result<{ runId: string }, Refusal>> {
  const { store, view } = services;
  const dataset = chooseDataset(store, query.datasetId);
  if (!dataset.ok) return dataset;
  const options: ResearchOptions = {
    seed: query.seed ?? store.runs.nextSeed(),
    datasetId: dataset.value,
    generations: query.generations,
    population: query.population,
  };
  const runId = runIdFor(options);
  if (services.running.has(runId)) return ok({ runId });
  if (services.running.size > 0)
    return refuse('run-in-progress', `The run ${[...services.running.keys()][0]} is still under way.`, {
      fix: 'wait for it, or stop it first.',
    });
  const before = store.runs.find(runId);
  if (before?.status === 'complete') {
    services.log(
      `${runId} was done before with the same seed, data and size: showing it; \`quantai replay ${runId}\` does it again.`,
    );
    return ok({ runId });
  }
  if (!(await hasWoundDown(services, runId)))
    return refuse('run-winding-down', `What the stopped run ${runId} had under way is not finished yet.`, {
      fix: 'wait a moment, then start it again.',
    });
  const run = await store.runs.begin({
    runId,
    seed: options.seed,
    datasetId: options.datasetId,
    options: { generations: options.generations, population: options.population },
    baseLessonsRowid: store.memory.lastRowid(),
    baseTrialsRowid: store.trials.lastRowid(),
  });
  await store.audit.append({ action: 'research.start', actor: 'person', subject: runId, data: options });
  const correlationId = correlationOf(run);
  watch(services, run, correlationId);
  // Whoever asks now must not take the end of an earlier attempt for the end of this one.
  const row = view.get('runs', runId);
  if (row !== undefined) view.set('runs', runId, { ...row, status: 'running', reason: '', hash: null });
  // The attempt stands in the subject as everywhere else in the run: only so is its hash that of any other attempt.
  services.voice('control.research', commandOf(store, options, run), { subject: correlationId, correlationId });
  return ok({ runId });
}

/** Milliseconds a new attempt waits for what an earlier one still had under way, and how often it looks. */
const windDown = { mostMs: 15_000, lookEveryMs: 20 } as const;

/** Messages of two attempts must not mix: both speak of the same run and the same candidates. */
async function hasWoundDown({ bus, clock }: DeskServices, runId: string): Promise<boolean> {
  const began = clock.elapsedMs();
  while (bus.stats().runs.some((run) => runIdOf(run.correlationId) === runId)) {
    if (clock.elapsedMs() - began > windDown.mostMs) return false;
    await pause(clock, windDown.lookEveryMs);
  }
  return true;
}

/** Waits for the run's last word and records how it ended. */
function watch(services: DeskServices, run: RunRecord, correlationId: string): void {
  const { bus, store, view, running, clock } = services;
  const { runId } = run;

  let end: (status: 'complete' | 'aborted', reason: string) => void = () => {};
  const over = new Promise<{ status: 'complete' | 'aborted'; reason: string }>((resolve) => {
    end = (status, reason) => resolve({ status, reason });
  }).then(async ({ status, reason }) => {
    stop();
    stopLooking();
    let hash: string | null = null;
    if (status === 'complete') {
      await bus.idle();
      await store.flush();
      hash = runHash(messagesOf(store, correlationId));
      await store.runs.complete(runId, hash);
    } else await store.runs.abort(runId, reason);
    running.delete(runId);
    const row = view.get('runs', runId);
    if (row !== undefined) view.set('runs', runId, { ...row, status, reason, hash, remainingMs: null });
    services.log(`${runId} ${status}${reason === '' ? '' : `: ${reason}`}`);
  });
  const stop = bus.onMessage((message) => {
    if (message.topic !== 'strategy.run' || message.correlationId !== correlationId) return;
    const { status, reason } = message.data as TopicData<'strategy.run'>;
    if (status !== 'running') end(status, reason);
  });
  const stopLooking = onStalled(bus, clock, correlationId, () =>
    end('aborted', 'It came to a stop: an agent could not go on. The alerts and `quantai journal` say which.'),
  );
  running.set(runId, { correlationId, over, abort: (reason) => end('aborted', reason) });
}

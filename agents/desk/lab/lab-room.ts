/** The room of the studies: starts, follows, stops and keeps them, and enters what they tried in the ledger. */
import { ok, type Refusal, type Result, refusalText, refuse } from '../../../shared/core/result.ts';
import type { StudyQuery, StudyResult } from '../../../shared/desk-api/lab.ts';
import type { Row } from '../../../shared/desk-api/view.ts';
import type { DeskClock } from '../../kernel/clock.ts';
import type { PoolPort, TrialLedgerPort, ViewPort } from '../../kernel/ports.ts';
import { runStudy, type StudySubject } from './run-study.ts';

export interface LabRoom {
  start(strategyId: string, subject: StudySubject, query: StudyQuery): Result<{ studyId: string }, Refusal>;
  stop(studyId: string): Result<{ done: true }, Refusal>;
  result(studyId: string): Result<StudyResult, Refusal>;
  /** Stops what is under way and waits for it. */
  close(): Promise<void>;
}

const kept = 20;
/** A study is hundreds of runs: whoever asks for one expects to wait, but not for ever. */
const taskTimeoutMs = 120_000;

const titleOf = (query: StudyQuery): string => {
  switch (query.study) {
    case 'sweep':
      return `${query.method} over ${query.axes.map((a) => a.name).join(', ')}`;
    case 'walk-forward':
      return `${query.anchored ? 'anchored' : 'rolling'}, ${query.train} and ${query.test} bars`;
    case 'monte-carlo':
      return `${query.paths} paths by ${query.method}`;
  }
};

export function createLabRoom(parts: {
  readonly pool: PoolPort;
  readonly clock: DeskClock;
  readonly view: ViewPort;
  readonly trials: TrialLedgerPort;
  readonly log: (line: string) => void;
}): LabRoom {
  const { pool, clock, view, trials, log } = parts;
  const results = new Map<string, StudyResult>();
  const order: string[] = [];
  let number = 0;
  let working: { readonly studyId: string; readonly stop: AbortController; readonly over: Promise<void> } | undefined;

  const change = (studyId: string, part: Partial<Row<'studies'>>): void => {
    const row = view.get('studies', studyId);
    if (row !== undefined) view.set('studies', studyId, { ...row, ...part });
  };

  const work = async (
    studyId: string,
    subject: StudySubject,
    query: StudyQuery,
    signal: AbortSignal,
  ): Promise<void> => {
    try {
      const outcome = await runStudy(query, subject, {
        pool,
        clock,
        watch: {
          signal,
          taskTimeoutMs,
          onProgress: ({ what, fraction, remainingMs }) => change(studyId, { what, fraction, remainingMs }),
        },
      });
      if (!outcome.ok)
        return change(studyId, { status: 'failed', reason: refusalText(outcome.error), remainingMs: null });
      const { answer, tried, stopped } = outcome.value;
      // Counted before it is shown: nobody sees a result that the ledger does not know.
      for (const { specHash, barSharpe } of tried)
        await trials.record({
          specHash,
          datasetId: subject.dataset.manifest.id,
          runId: studyId,
          barSharpe,
          at: clock.now(),
        });
      if (answer !== undefined) results.set(studyId, answer);
      change(studyId, {
        status: stopped ? 'stopped' : 'complete',
        ...(stopped ? {} : { fraction: 1 }),
        remainingMs: null,
        tried: tried.length,
        reason: stopped ? 'Stopped by the person.' : '',
      });
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      log(`the study ${studyId} failed: ${reason}`);
      change(studyId, { status: 'failed', reason, remainingMs: null });
    }
  };

  return {
    start(strategyId, subject, query) {
      if (working !== undefined)
        return refuse('study-in-progress', `The study ${working.studyId} is still under way.`, {
          fix: 'wait for it, or stop it first.',
        });
      const studyId = `study-${++number}`;
      view.set('studies', studyId, {
        studyId,
        strategyId,
        study: query.study,
        title: titleOf(query),
        status: 'running',
        fraction: 0,
        what: '',
        remainingMs: null,
        startedAt: clock.now(),
        tried: 0,
        reason: '',
      });
      order.push(studyId);
      for (const oldest of order.splice(0, Math.max(0, order.length - kept))) {
        results.delete(oldest);
        view.set('studies', oldest, null);
      }
      const stop = new AbortController();
      const over = work(studyId, subject, query, stop.signal).finally(() => {
        working = undefined;
      });
      working = { studyId, stop, over };
      return ok({ studyId });
    },
    stop(studyId) {
      if (working?.studyId !== studyId)
        return refuse('not-running', `The study ${studyId} is not under way.`, { where: 'studyId' });
      working.stop.abort();
      return ok({ done: true });
    },
    result(studyId) {
      const found = results.get(studyId);
      if (found !== undefined) return ok(found);
      const row = view.get('studies', studyId);
      if (row === undefined) return refuse('unknown-study', `No study is called ${studyId}.`, { where: 'studyId' });
      return refuse(
        'no-result',
        row.status === 'running' ? 'The study is still under way.' : `The study has no result. ${row.reason}`.trim(),
        { where: 'studyId' },
      );
    },
    async close() {
      working?.stop.abort();
      await working?.over;
    },
  };
}

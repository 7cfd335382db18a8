/** Research runs: what each started from, how it stands, and the hash of what it published. */
import type { Clock } from '../../shared/core/time.ts';
import type { Sql } from './sql.ts';
import { defineWrite, type WriteQueue } from './write.ts';

export type RunStatus = 'running' | 'complete' | 'aborted';

export interface RunRecord {
  readonly runId: string;
  readonly seed: number;
  readonly datasetId: string;
  /** What was asked for: generations, population. */
  readonly options: unknown;
  readonly status: RunStatus;
  /** Newest lesson and trial when it began: with seed and dataset, all it depends on. */
  readonly baseLessonsRowid: number;
  readonly baseTrialsRowid: number;
  /** How often it was started, 1 for the first time. */
  readonly attempts: number;
  /** Hash over its messages; null until it is complete. */
  readonly hash: string | null;
  /** Why it stands as it does; empty while nothing is to say. */
  readonly reason: string;
  readonly startedAt: number;
  readonly finishedAt: number | null;
}

export interface RunReader {
  find(runId: string): RunRecord | undefined;
  /** Newest first. */
  list(limit?: number): RunRecord[];
  unfinished(): RunRecord[];
  /** The smallest seed above every seed used so far; 1 in a new home. */
  nextSeed(): number;
}
export interface RunWriter {
  /** A new run, or one more attempt at one that was aborted: it keeps its base. @throws WriteError when it is running or complete. */
  begin(
    run: Pick<RunRecord, 'runId' | 'seed' | 'datasetId' | 'options' | 'baseLessonsRowid' | 'baseTrialsRowid'>,
  ): Promise<RunRecord>;
  complete(runId: string, hash: string): Promise<void>;
  abort(runId: string, reason: string): Promise<void>;
  /** Marks every run that still says it is running, after a crash. Answers which. */
  abortUnfinished(reason: string): Promise<string[]>;
}
export type RunStore = RunReader & RunWriter;

interface Row {
  run_id: string;
  seed: number;
  dataset_id: string;
  options: string;
  status: RunStatus;
  base_lessons: number;
  base_trials: number;
  attempts: number;
  hash: string | null;
  reason: string;
  started_at: number;
  finished_at: number | null;
}
const recordOf = (row: Row): RunRecord => ({
  runId: row.run_id,
  seed: row.seed,
  datasetId: row.dataset_id,
  options: JSON.parse(row.options) as unknown,
  status: row.status,
  baseLessonsRowid: row.base_lessons,
  baseTrialsRowid: row.base_trials,
  attempts: row.attempts,
  hash: row.hash,
  reason: row.reason,
  startedAt: row.started_at,
  finishedAt: row.finished_at,
});
const findIn = (sql: Sql, runId: string): RunRecord | undefined => {
  const row = sql.get<Row>('SELECT * FROM runs WHERE run_id = ?', runId);
  return row === undefined ? undefined : recordOf(row);
};

const begin = defineWrite({
  name: 'runs.begin',
  file: 'desk',
  durable: true,
  run(sql, { run, at }: { run: Parameters<RunWriter['begin']>[0]; at: number }): RunRecord {
    const before = findIn(sql, run.runId);
    if (before === undefined) {
      sql.run(
        `INSERT INTO runs (run_id, seed, dataset_id, options, status, base_lessons, base_trials, attempts, reason, started_at)
         VALUES (?, ?, ?, ?, 'running', ?, ?, 1, '', ?)`,
        run.runId,
        run.seed,
        run.datasetId,
        JSON.stringify(run.options ?? null),
        run.baseLessonsRowid,
        run.baseTrialsRowid,
        at,
      );
    } else {
      if (before.status !== 'aborted')
        throw new Error(`the run ${run.runId} is ${before.status}: it cannot begin again`);
      sql.run(
        `UPDATE runs SET status = 'running', attempts = attempts + 1, reason = '', hash = NULL, started_at = ?,
         finished_at = NULL WHERE run_id = ?`,
        at,
        run.runId,
      );
    }
    return findIn(sql, run.runId) as RunRecord;
  },
});

const finish = defineWrite({
  name: 'runs.finish',
  file: 'desk',
  durable: true,
  run(sql, end: { runId: string; status: RunStatus; hash: string | null; reason: string; at: number }) {
    const { changes } = sql.run(
      `UPDATE runs SET status = ?, hash = ?, reason = ?, finished_at = ? WHERE run_id = ? AND status = 'running'`,
      end.status,
      end.hash,
      end.reason,
      end.at,
      end.runId,
    );
    if (changes === 0) throw new Error(`the run ${end.runId} is not running: it cannot become ${end.status}`);
  },
});

const abortUnfinished = defineWrite({
  name: 'runs.abort-unfinished',
  file: 'desk',
  durable: true,
  run(sql, { reason, at }: { reason: string; at: number }): string[] {
    const rows = sql.all<{ run_id: string }>(`SELECT run_id FROM runs WHERE status = 'running' ORDER BY number`);
    sql.run(`UPDATE runs SET status = 'aborted', reason = ?, finished_at = ? WHERE status = 'running'`, reason, at);
    return rows.map((row) => row.run_id);
  },
});
export const runWrites = [begin, finish, abortUnfinished];

export function createRunStore(reader: Sql, writer: WriteQueue, clock: Clock): RunStore {
  return {
    find: (runId) => findIn(reader, runId),
    list: (limit = -1) => reader.all<Row>('SELECT * FROM runs ORDER BY number DESC LIMIT ?', limit).map(recordOf),
    unfinished: () => reader.all<Row>(`SELECT * FROM runs WHERE status = 'running' ORDER BY number`).map(recordOf),
    nextSeed: () => reader.get<{ n: number }>('SELECT coalesce(max(seed), 0) + 1 AS n FROM runs')?.n ?? 1,
    begin: (run) => writer.write(begin, { run, at: clock.now() }),
    complete: (runId, hash) => writer.write(finish, { runId, status: 'complete', hash, reason: '', at: clock.now() }),
    abort: (runId, reason) => writer.write(finish, { runId, status: 'aborted', hash: null, reason, at: clock.now() }),
    abortUnfinished: (reason) => writer.write(abortUnfinished, { reason, at: clock.now() }),
  };
}

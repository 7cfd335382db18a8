/** What the desk remembers: lessons in the order they were learned, never changed, so that a run can name what it knew. */
import type { Lesson } from '../../shared/bus/topics-strategy.ts';
import type { MemoryPort } from '../kernel/ports.ts';
import type { Sql } from './sql.ts';
import { defineWrite, type WriteQueue } from './write.ts';

export interface RememberedLesson {
  readonly rowid: number;
  readonly lesson: Lesson;
  readonly runId: string;
  readonly learnedAt: number;
}

export interface MemoryReader {
  /** Row number of the newest lesson; 0 when there is none. */
  lastRowid(): number;
  /** Every lesson up to and including that row, oldest first. */
  lessonsUpTo(rowid: number): Lesson[];
  /** The newest lessons with where they came from, newest first. */
  latest(limit: number): RememberedLesson[];
  ofRun(runId: string): RememberedLesson[];
}
export type MemoryStore = MemoryReader & MemoryPort;

interface Row {
  number: number;
  run_id: string;
  lesson: string;
  learned_at: number;
}

const remember = defineWrite({
  name: 'memory.remember',
  file: 'desk',
  durable: true,
  run(sql, { lesson, runId, learnedAt }: { lesson: Lesson; runId: string; learnedAt: number }) {
    sql.run(
      `INSERT INTO lessons (lesson_id, run_id, family, cause, weight, lesson, learned_at) VALUES (?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT DO NOTHING`,
      lesson.lessonId,
      runId,
      lesson.family,
      lesson.cause,
      lesson.weight,
      JSON.stringify(lesson),
      learnedAt,
    );
  },
});
export const memoryWrites = [remember];

const remembered = (row: Row): RememberedLesson => ({
  rowid: row.number,
  lesson: JSON.parse(row.lesson) as Lesson,
  runId: row.run_id,
  learnedAt: row.learned_at,
});

export function createMemoryStore(reader: Sql, writer: WriteQueue): MemoryStore {
  return {
    /** Idempotent: a lesson of the same id and run is kept once. */
    remember: (lesson, runId, learnedAt) => writer.write(remember, { lesson, runId, learnedAt }),
    lastRowid: () => reader.get<{ n: number }>('SELECT coalesce(max(number), 0) AS n FROM lessons')?.n ?? 0,
    lessonsUpTo: (rowid) =>
      reader
        .all<{ lesson: string }>('SELECT lesson FROM lessons WHERE number <= ? ORDER BY number', rowid)
        .map((row) => JSON.parse(row.lesson) as Lesson),
    latest: (limit) => reader.all<Row>('SELECT * FROM lessons ORDER BY number DESC LIMIT ?', limit).map(remembered),
    ofRun: (runId) => reader.all<Row>('SELECT * FROM lessons WHERE run_id = ? ORDER BY number', runId).map(remembered),
  };
}

/** The journal's index: which segments hold a chain or a topic. Filled behind the commits, for it can be made again from them. */
import type { Connection } from './database.ts';
import { type Segment, summaryOf } from './journal-segments.ts';

export interface JournalIndexer {
  /** Segments on disk that are not in the index yet. */
  readonly behind: number;
  /** Says that so many segments were committed. */
  added(segments: number): void;
  /** Takes in the oldest of them, at most so many. Runs inside a transaction of the caller. */
  fill(limit: number): void;
  /** Forgets what it believes: a transaction was rolled back. */
  forget(): void;
}

export function createJournalIndexer(connection: Connection): JournalIndexer {
  const state = connection.prepare('SELECT through FROM index_state').pluck();
  const count = connection.prepare('SELECT count(*) FROM segments WHERE last > ?').pluck();
  const next = connection.prepare('SELECT first, last, summary FROM segments WHERE last > ? ORDER BY last LIMIT ?');
  const addChain = connection.prepare('INSERT INTO chains (chain, last, lowest, highest) VALUES (?, ?, ?, ?)');
  const addTopic = connection.prepare('INSERT INTO topics (topic, last) VALUES (?, ?)');
  const move = connection.prepare('UPDATE index_state SET through = ?');
  let through: number | undefined;
  let behind: number | undefined;
  const from = (): number => {
    through ??= state.get() as number;
    return through;
  };
  const left = (): number => {
    behind ??= count.get(from()) as number;
    return behind;
  };
  return {
    get behind() {
      return left();
    },
    added(segments) {
      if (behind !== undefined) behind += segments;
    },
    fill(limit) {
      const rows = next.all(from(), limit) as Pick<Segment, 'first' | 'last' | 'summary'>[];
      for (const row of rows) {
        const { last } = row;
        const { topics, chains } = summaryOf(row);
        for (const [chain, lowest, highest] of chains) addChain.run(chain, last, lowest, highest);
        for (const topic of topics) addTopic.run(topic, last);
      }
      const newest = rows.at(-1)?.last;
      if (newest === undefined) return;
      move.run(newest);
      behind = left() - rows.length;
      through = newest;
    },
    forget() {
      through = undefined;
      behind = undefined;
    },
  };
}

/** Takes in what a crash left out, so that an opened journal is looked up nowhere else. @throws SqliteError */
export function completeIndex(connection: Connection): void {
  const indexer = createJournalIndexer(connection);
  while (indexer.behind > 0) connection.transaction(() => indexer.fill(1000)).immediate();
}

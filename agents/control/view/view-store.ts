/** The view of record: the rows every window is a replica of, changed in numbered batches. */

import {
  type Change,
  type CollectionName,
  collections,
  type Row,
  type Snapshot,
  type View,
} from '../../../shared/desk-api/view.ts';
import type { ViewPort } from '../../kernel/ports.ts';

export interface ViewStore extends ViewPort {
  /** Everything as it stands, with the number of the last batch. */
  snapshot(): Snapshot;
  /** Sends what changed since the last flush as one numbered batch; nothing happens when nothing changed. */
  flush(): void;
  /** Listens to batches; returns the way to stop. */
  onChange(listener: (change: Change) => void): () => void;
  /** Number of the last batch sent. */
  readonly number: number;
}

/** How many rows a growing collection keeps; the oldest key leaves first. Collections not named here grow without bound because their number is small. */
const keepRows: Partial<Record<CollectionName, number>> = {
  messages: 200,
  fills: 2000,
  orders: 2000,
  refusals: 500,
  alerts: 200,
  equity: 5000,
  lessons: 500,
};

/**
 * Creates an empty view. Rows set between two flushes are coalesced: a row that changed ten times travels once.
 * @param wake called once when the first change after a flush arrives, so that the host can schedule the next flush.
 */
export function createViewStore(wake: () => void = () => {}): ViewStore {
  const names = Object.keys(collections) as CollectionName[];
  const tables = new Map<CollectionName, Map<string, unknown>>(names.map((name) => [name, new Map()]));
  const dirty = new Map<CollectionName, Set<string>>();
  const listeners = new Set<(change: Change) => void>();
  let number = 0;

  const table = (name: CollectionName): Map<string, unknown> => tables.get(name) as Map<string, unknown>;
  const mark = (name: CollectionName, key: string): void => {
    if (dirty.size === 0) wake();
    const keys = dirty.get(name);
    if (keys === undefined) dirty.set(name, new Set([key]));
    else keys.add(key);
  };

  return {
    get number() {
      return number;
    },
    set(collection, key, row) {
      const rows = table(collection);
      if (row === null) {
        if (rows.delete(key)) mark(collection, key);
        return;
      }
      rows.set(key, row);
      mark(collection, key);
      const limit = keepRows[collection];
      if (limit === undefined || rows.size <= limit) return;
      const oldest = rows.keys().next().value as string;
      rows.delete(oldest);
      mark(collection, oldest);
    },
    get: <C extends CollectionName>(collection: C, key: string) => table(collection).get(key) as Row<C> | undefined,
    keys: (collection) => [...table(collection).keys()],
    snapshot() {
      const view = Object.fromEntries(names.map((name) => [name, Object.fromEntries(table(name))]));
      return { number, view: view as unknown as View };
    },
    flush() {
      if (dirty.size === 0) return;
      number += 1;
      const change: Change = {
        number,
        operations: [...dirty].flatMap(([collection, keys]) =>
          [...keys].map((key) => ({ collection, key, row: table(collection).get(key) ?? null })),
        ),
      };
      dirty.clear();
      for (const listener of listeners) listener(change);
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

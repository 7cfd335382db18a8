/** A desk for tests of the doors around it: answers what it is told to, records what it was asked, publishes changes by hand. */

import type { Desk, KillOrigin } from '../../electron/desk-host.ts';
import { type Refusal, type Result, refuse } from '../../shared/core/result.ts';
import type { DeskBridge } from '../../shared/desk-api/bridge.ts';
import { type Change, type CollectionName, collections, type Snapshot, type View } from '../../shared/desk-api/view.ts';

type Answers = Record<string, (query: never) => Result<unknown, Refusal> | Promise<Result<unknown, Refusal>>>;

export interface ScriptedDesk extends Desk {
  readonly calls: { name: string; query: unknown }[];
  readonly kills: { level: string; origin: KillOrigin; reason: string }[];
  /** Listeners of changes at this moment. */
  listeners(): number;
  /** Sets rows and publishes the next numbered change. */
  publish(collection: CollectionName, key: string, row: unknown): void;
  readonly closed: boolean;
}

export function scriptedDesk(answers: Answers = {}): ScriptedDesk {
  const view = Object.fromEntries(Object.keys(collections).map((name) => [name, {}])) as Record<
    string,
    Record<string, unknown>
  >;
  const calls: ScriptedDesk['calls'] = [];
  const kills: ScriptedDesk['kills'] = [];
  const listeners = new Set<(change: Change) => void>();
  let number = 0;
  let closed = false;
  const bridge: DeskBridge = {
    kind: 'direct',
    async call(name, query) {
      calls.push({ name, query });
      const answer = answers[name];
      if (answer === undefined) return refuse('not-scripted', `Nobody told the desk how to answer ${name}.`);
      return (await answer(query as never)) as never;
    },
    snapshot: async (): Promise<Snapshot> => ({ number, view: structuredClone(view) as unknown as View }),
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    onConnection(listener) {
      listener(true);
      return () => undefined;
    },
  };
  return {
    bridge,
    calls,
    kills,
    listeners: () => listeners.size,
    publish(collection, key, row) {
      const rows = view[collection] as Record<string, unknown>;
      if (row === null) delete rows[key];
      else rows[key] = row;
      number++;
      for (const listener of listeners) listener({ number, operations: [{ collection, key, row }] });
    },
    triggerKill(level, origin, reason) {
      kills.push({ level, origin, reason });
      return 0.01;
    },
    importFiles: async () => refuse('not-scripted', 'This desk imports nothing.'),
    async close() {
      closed = true;
    },
    get closed() {
      return closed;
    },
  };
}

/** A copy of the desk's view for commands that watch something: snapshot first, numbered changes after, a new snapshot on a gap. */
import type { DeskBridge } from '../../shared/desk-api/bridge.ts';
import type { Change, View } from '../../shared/desk-api/view.ts';

export interface ViewReplica {
  /** The rows as they stand; the same object changes in place. */
  view(): View;
  /** Resolves as soon as the condition holds; rejects when the signal aborts or the connection is lost. */
  until(condition: (view: View) => boolean, signal?: AbortSignal): Promise<View>;
  onUpdate(listener: (view: View) => void): () => void;
  close(): void;
}

export async function openReplica(bridge: DeskBridge): Promise<ViewReplica> {
  let rows: Record<string, Record<string, unknown>> = {};
  let number = -1;
  let loading = false;
  let lost: Error | undefined;
  let waiting: Change[] = [];
  const listeners = new Set<() => void>();
  const view = (): View => rows as unknown as View;

  /** Applies what waits; false when a number is missing. */
  const drain = (): boolean => {
    const changes = waiting;
    waiting = [];
    for (const [i, change] of changes.entries()) {
      if (change.number > number + 1) {
        waiting = changes.slice(i);
        return false;
      }
      if (change.number <= number) continue;
      number = change.number;
      for (const { collection, key, row } of change.operations) {
        const byKey = rows[collection];
        if (byKey === undefined) continue;
        if (row === null) delete byKey[key];
        else byKey[key] = row;
      }
    }
    for (const listener of [...listeners]) listener();
    return true;
  };
  const load = async (): Promise<void> => {
    loading = true;
    try {
      do {
        const snapshot = await bridge.snapshot();
        number = snapshot.number;
        rows = Object.fromEntries(Object.entries(snapshot.view).map(([name, byKey]) => [name, { ...byKey }]));
      } while (!drain());
    } finally {
      loading = false;
    }
  };
  const fail = (error: Error): void => {
    lost = error;
    for (const listener of [...listeners]) listener();
  };
  const stopChanges = bridge.onChange((change) => {
    waiting.push(change);
    if (!loading && !drain()) load().catch(fail);
  });
  const stopConnection = bridge.onConnection((connected) => {
    if (!connected) fail(new Error('the running desk does not answer any more'));
  });
  await load();
  return {
    view,
    onUpdate(listener) {
      const call = (): void => listener(view());
      listeners.add(call);
      return () => listeners.delete(call);
    },
    until: (condition, signal) =>
      new Promise((resolve, reject) => {
        const end = (): void => {
          listeners.delete(look);
          signal?.removeEventListener('abort', look);
        };
        const look = (): void => {
          if (lost !== undefined || signal?.aborted) {
            end();
            reject(lost ?? (signal?.reason as Error));
          } else if (condition(view())) {
            end();
            resolve(view());
          }
        };
        listeners.add(look);
        signal?.addEventListener('abort', look);
        look();
      }),
    close() {
      stopChanges();
      stopConnection();
    },
  };
}

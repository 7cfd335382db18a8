/** The window's copy of the desk: numbered changes in order, and a fresh snapshot when a number is missing. */
import type { DeskBridge } from '../../shared/desk-api/bridge.ts';
import type { Change, CollectionName, Operation, Snapshot, View } from '../../shared/desk-api/view.ts';

export type ReplicaState = 'connecting' | 'live' | 'offline';
export interface ReplicaFrame {
  readonly state: ReplicaState;
  readonly number: number;
  readonly view: View;
  /** Snapshots taken so far: 1 after a clean start. */
  readonly snapshots: number;
}

/** The view after a batch of operations; collections that did not change keep their identity. */
export function applyOperations(view: View, operations: readonly Operation[]): View {
  const copies = new Map<CollectionName, Record<string, unknown>>();
  for (const { collection, key, row } of operations) {
    const held = view[collection];
    if (held === undefined) continue;
    let copy = copies.get(collection);
    if (copy === undefined) {
      copy = { ...held };
      copies.set(collection, copy);
    }
    if (row === null) delete copy[key];
    else copy[key] = row;
  }
  return copies.size === 0 ? view : ({ ...view, ...Object.fromEntries(copies) } as View);
}

export const emptyView: View = {
  status: {},
  agents: {},
  edges: {},
  datasets: {},
  runs: {},
  strategies: {},
  archives: {},
  studies: {},
  decisions: {},
  deployments: {},
  health: {},
  replays: {},
  orders: {},
  refusals: {},
  fills: {},
  positions: {},
  accounts: {},
  equity: {},
  regimes: {},
  signals: {},
  lessons: {},
  alerts: {},
  messages: {},
};

export interface ReplicaOptions {
  /** Runs the flush; a window passes `requestAnimationFrame`, so many changes cost one render. */
  readonly schedule: (flush: () => void) => void;
  readonly onFrame: (frame: ReplicaFrame) => void;
  /** Waits before asking again when a snapshot could not be had. */
  readonly retry: (again: () => void) => void;
}

/**
 * Follows a bridge. Changes at or below the held number are repeats and dropped; the next number is applied;
 * a higher one means some were lost, and a snapshot is asked for while later changes wait.
 * @returns the way to stop.
 */
export function followDesk(bridge: DeskBridge, options: ReplicaOptions): () => void {
  let view = emptyView;
  let number = -1;
  let state: ReplicaState = 'connecting';
  let snapshots = 0;
  let waiting: Change[] = [];
  let asking = false;
  let askAgain = false;
  let flushing = false;
  let stopped = false;
  let broken = false;

  const emit = (): void => {
    if (flushing || stopped) return;
    flushing = true;
    options.schedule(() => {
      flushing = false;
      if (!stopped) options.onFrame({ state, number, view, snapshots });
    });
  };

  /** `fresh` right after a snapshot: a gap that even a snapshot did not close is asked for later, not in a loop. */
  const drain = (fresh = false): void => {
    const operations: Operation[] = [];
    let gap = false;
    let used = 0;
    for (const change of waiting) {
      if (change.number > number + 1) {
        gap = true;
        break;
      }
      used++;
      if (change.number <= number) continue;
      operations.push(...change.operations);
      number = change.number;
    }
    waiting = waiting.slice(used);
    if (operations.length > 0) {
      view = applyOperations(view, operations);
      emit();
    }
    if (gap && fresh) options.retry(ask);
    else if (gap) ask();
  };

  const take = (snapshot: Snapshot): void => {
    view = { ...emptyView, ...snapshot.view };
    number = snapshot.number;
    snapshots++;
    state = 'live';
    emit();
    drain(true);
  };

  function ask(): void {
    if (stopped) return;
    if (asking) {
      askAgain = true;
      return;
    }
    asking = true;
    bridge.snapshot().then(
      (snapshot) => {
        asking = false;
        if (stopped) return;
        const repeat = askAgain;
        askAgain = false;
        take(snapshot);
        if (repeat) ask();
      },
      () => {
        asking = false;
        askAgain = false;
        if (!stopped) options.retry(ask);
      },
    );
  }

  const stopChanges = bridge.onChange((change) => {
    waiting.push(change);
    if (!asking && snapshots > 0) drain();
  });
  const stopConnection = bridge.onConnection((connected) => {
    if (connected) {
      // After a break the host may be a new one whose numbers began again: what was held is no longer comparable.
      if (broken) waiting = [];
      if (broken || !asking) ask();
      broken = false;
    } else {
      broken = true;
      state = snapshots > 0 ? 'offline' : 'connecting';
      emit();
    }
  });
  ask();
  return () => {
    stopped = true;
    stopChanges();
    stopConnection();
  };
}

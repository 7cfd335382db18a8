/** The window's store: the replica's view and how it is connected. */
import { createStore } from 'zustand/vanilla';
import type { DeskBridge } from '../../shared/desk-api/bridge.ts';
import type { View } from '../../shared/desk-api/view.ts';
import { emptyView, followDesk, type ReplicaState } from '../bridge/replica.ts';

export interface DeskState {
  readonly connection: ReplicaState;
  /** True once a first snapshot was taken: before it, screens show their loading state. */
  readonly loaded: boolean;
  /** Number of the last change applied. */
  readonly number: number;
  readonly view: View;
  readonly host: DeskBridge['kind'];
}

/** Creates the store and begins to follow the bridge; `stop` ends it. */
export function createDeskStore(bridge: DeskBridge, schedule: (flush: () => void) => void) {
  const store = createStore<DeskState>(() => ({
    connection: 'connecting',
    loaded: false,
    number: -1,
    view: emptyView,
    host: bridge.kind,
  }));
  const stop = followDesk(bridge, {
    schedule,
    retry: (again) => setTimeout(again, 1000),
    onFrame: (frame) =>
      store.setState({
        connection: frame.state,
        loaded: frame.snapshots > 0,
        number: frame.number,
        view: frame.view,
      }),
  });
  return { store, stop };
}
export type DeskStore = ReturnType<typeof createDeskStore>['store'];

/** Hands the bridge and the store to every component, and the hooks that read them. */
import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useState } from 'react';
import { useStore } from 'zustand';
import { useShallow } from 'zustand/react/shallow';
import type { Refusal, Result } from '../../shared/core/result.ts';
import type { DeskBridge } from '../../shared/desk-api/bridge.ts';
import type { RequestAnswer, RequestName, RequestQuery } from '../../shared/desk-api/requests.ts';
import type { CollectionName, Row } from '../../shared/desk-api/view.ts';
import type { DeskState, DeskStore } from './store.ts';

interface DeskContextValue {
  readonly bridge: DeskBridge;
  readonly store: DeskStore;
}
const DeskContext = createContext<DeskContextValue | null>(null);

export function DeskProvider(props: DeskContextValue & { children: ReactNode }): ReactNode {
  const value = useMemo(() => ({ bridge: props.bridge, store: props.store }), [props.bridge, props.store]);
  return <DeskContext value={value}>{props.children}</DeskContext>;
}

function useDeskContext(): DeskContextValue {
  const value = useContext(DeskContext);
  if (value === null) throw new Error('a component that reads the desk stands outside DeskProvider');
  return value;
}

export const useBridge = (): DeskBridge => useDeskContext().bridge;
export const useDeskStore = (): DeskStore => useDeskContext().store;
/** One value out of the desk's state; renders again only when it changes. */
export const useDesk = <T,>(selector: (state: DeskState) => T): T => useStore(useDeskContext().store, selector);
/** A list made from the state; renders again only when an element changes. */
export const useDeskList = <T,>(selector: (state: DeskState) => T[]): T[] =>
  useStore(useDeskContext().store, useShallow(selector));

/** Every row of a collection, in the order of its keys' arrival. */
export function useRows<C extends CollectionName>(collection: C): Row<C>[] {
  const rows = useDesk((state) => state.view[collection]);
  return useMemo(() => Object.values(rows) as Row<C>[], [rows]);
}
export const useRow = <C extends CollectionName>(collection: C, key: string): Row<C> | undefined =>
  useDesk((state) => state.view[collection][key]) as Row<C> | undefined;

export type Loaded<T> =
  | { readonly status: 'idle' }
  | { readonly status: 'loading'; readonly previous: T | undefined }
  | { readonly status: 'ready'; readonly value: T }
  | { readonly status: 'refused'; readonly refusal: Refusal };

/** Turns a thrown error (a bug in the host or the transport) into the same shape as an expected refusal. */
export async function settle<T>(work: Promise<Result<T, Refusal>>): Promise<Result<T, Refusal>> {
  try {
    return await work;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { ok: false, error: { code: 'call-failed', message: `The desk could not answer: ${message}.` } };
  }
}

/** Asks the desk and follows the query; a null query asks nothing. */
export function useRequest<R extends RequestName>(
  name: R,
  query: RequestQuery<R> | null,
): Loaded<RequestAnswer<R>> & { reload(): void } {
  const bridge = useBridge();
  const key = query === null ? null : JSON.stringify(query);
  const [round, setRound] = useState(0);
  const [state, setState] = useState<Loaded<RequestAnswer<R>>>({
    status: key === null ? 'idle' : 'loading',
    previous: undefined,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: `round` asks again; the query is compared by its text
  useEffect(() => {
    if (key === null) {
      setState({ status: 'idle' });
      return;
    }
    let current = true;
    setState((held) => ({ status: 'loading', previous: held.status === 'ready' ? held.value : undefined }));
    settle(bridge.call(name, JSON.parse(key) as RequestQuery<R>)).then((result) => {
      if (!current) return;
      setState(result.ok ? { status: 'ready', value: result.value } : { status: 'refused', refusal: result.error });
    });
    return () => {
      current = false;
    };
  }, [bridge, name, key, round]);
  const reload = useCallback(() => setRound((n) => n + 1), []);
  return useMemo(() => ({ ...state, reload }), [state, reload]);
}

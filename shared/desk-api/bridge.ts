/** The bridge: what a window holds of the desk, whichever transport carries it. */
import type { Refusal, Result } from '../core/result.ts';
import type { RequestAnswer, RequestName, RequestQuery } from './requests.ts';
import type { Change, Snapshot } from './view.ts';

export interface DeskBridge {
  /** `electron` or `browser`: shown in the status bar. */
  readonly kind: 'electron' | 'browser' | 'direct';
  call<R extends RequestName>(name: R, query: RequestQuery<R>): Promise<Result<RequestAnswer<R>, Refusal>>;
  snapshot(): Promise<Snapshot>;
  /** Numbered changes in order; returns the way to stop listening. */
  onChange(listener: (change: Change) => void): () => void;
  /** True while the host answers. */
  onConnection(listener: (connected: boolean) => void): () => void;
}

/** Frames of the browser host's socket (JSON text) and of Electron's two channels. */
export type ClientFrame =
  | { readonly kind: 'call'; readonly id: number; readonly name: string; readonly query: unknown }
  | { readonly kind: 'snapshot'; readonly id: number };
export type HostFrame =
  | { readonly kind: 'answer'; readonly id: number; readonly result: Result<unknown, Refusal> }
  | { readonly kind: 'snapshot'; readonly id: number; readonly snapshot: Snapshot }
  | { readonly kind: 'change'; readonly change: Change };

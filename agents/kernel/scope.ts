/** Which message a piece of running code belongs to, also after its awaits: the cause of what it publishes and the run it is part of. */
import { AsyncLocalStorage } from 'node:async_hooks';
import type { Message } from '../../shared/bus/messages.ts';
import type { OrderedRun } from './ordered-run.ts';

/** One handling of one message by one agent. */
export interface Scope {
  readonly message: Message;
  readonly agentId: string;
  /** The ordered run it is part of; undefined for everything that is not research. */
  readonly run: OrderedRun | undefined;
  /** Outside answers it waits for. */
  asks: number;
  /** False once the handler is done. */
  open: boolean;
}

export type Scopes = AsyncLocalStorage<Scope>;
export const createScopes = (): Scopes => new AsyncLocalStorage<Scope>();

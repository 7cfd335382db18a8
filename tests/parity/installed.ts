/** What every parity test asks first: the peers' interpreter as found at the start of the run, or why there is none. */
import { inject } from 'vitest';
import type { Peers } from './python.ts';

declare module 'vitest' {
  interface ProvidedContext {
    peers: Peers;
    /** File that collects the rows of the closing table. */
    tableFile: string;
  }
}

export const installed: Peers = inject('peers');
/** The interpreter, or undefined: tests then skip, and the reason stands at the head of the run. */
export const python: string | undefined = 'python' in installed ? installed.python : undefined;

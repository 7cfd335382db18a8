/** The desk's parts as request handlers see them. */
import type { Message } from '../../shared/bus/messages.ts';
import type { KillLevel } from '../../shared/domain/kill.ts';
import type { PortfolioLimits } from '../../shared/domain/limits.ts';
import type { ViewStore } from '../control/view/view-store.ts';
import type { KillLatch } from '../engine/orders/kill-latch.ts';
import type { Bus } from '../kernel/bus.ts';
import type { DeskClock } from '../kernel/clock.ts';
import type { OrderDeskPort, SecretStorePort } from '../kernel/order-ports.ts';
import type { ModelPort, PersonVoice, PoolPort } from '../kernel/ports.ts';
import type { Supervisor } from '../kernel/supervisor.ts';
import type { Store } from '../store/open-store.ts';
import type { Casebook } from './casebook.ts';
import type { ImportRoom } from './import-room.ts';
import type { LabRoom } from './lab/lab-room.ts';
import type { Uploads } from './uploads.ts';
import type { SourceRoom } from './validation/source-room.ts';

export interface DeskServices {
  readonly clock: DeskClock;
  readonly store: Store;
  readonly bus: Bus;
  readonly supervisor: Supervisor;
  readonly view: ViewStore;
  readonly casebook: Casebook;
  readonly orders: OrderDeskPort;
  readonly latch: KillLatch;
  readonly pool: PoolPort;
  readonly imports: ImportRoom;
  readonly uploads: Uploads;
  readonly lab: LabRoom;
  readonly sources: SourceRoom;
  readonly limits: () => PortfolioLimits;
  /** Answers from the record only: for a run that is done again. */
  readonly recordedModel: ModelPort;
  readonly secrets: SecretStorePort;
  /** Speaks for the person, through V0. */
  readonly voice: PersonVoice;
  /** Latch first, then the message; answers the milliseconds until the latch was closed. */
  triggerKill(level: Exclude<KillLevel, 'armed'>, origin: KillOrigin, reason: string): number;
  /** Correlations of the runs that are under way, by run id. */
  readonly running: Map<string, RunningRun>;
  log(line: string): void;
}

export type KillOrigin = 'window' | 'hotkey' | 'tray' | 'cli' | 'file';

/** A research run under way. */
export interface RunningRun {
  readonly correlationId: string;
  /** Resolves when the run is complete or aborted and recorded as such. */
  readonly over: Promise<void>;
  abort(reason: string): void;
}

/** Every message of a correlation in the order of the journal. */
export function messagesOf(store: Store, correlationId: string): Message[] {
  const all: Message[] = [];
  for (let from = 0; ; ) {
    const page = store.journal.read({ correlationId, fromSequence: from, limit: 5000 });
    all.push(...page);
    const last = page.at(-1);
    if (last === undefined || page.length < 5000) return all;
    from = last.sequence + 1;
  }
}

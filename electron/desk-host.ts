/** What a host asks of the desk, and the one place where hosts load it: lazily, so that `--help` opens no store. */
import type { SecretStorePort } from '../agents/kernel/order-ports.ts';
import type { Result } from '../shared/core/result.ts';
import type { DeskBridge } from '../shared/desk-api/bridge.ts';
import type { DatasetManifest } from '../shared/domain/dataset.ts';
import type { KillLevel } from '../shared/domain/kill.ts';

export type KillOrigin = 'window' | 'hotkey' | 'tray' | 'cli';

export interface DeskOptions {
  /** The data folder; made when missing. */
  readonly home: string;
  readonly host: 'cli' | 'browser' | 'electron' | 'test';
  readonly secrets?: SecretStorePort;
  /** How the global kill chord stands, in words for the status bar. */
  readonly hotkey?: string;
  readonly threads?: boolean;
  log(line: string): void;
}

export interface Desk {
  /** Of kind `direct`. */
  readonly bridge: DeskBridge;
  close(): Promise<void>;
  /** Closes the latch before it returns; answers the milliseconds that took. */
  triggerKill(level: Exclude<KillLevel, 'armed'>, origin: KillOrigin, reason: string): number;
  importFiles(
    paths: readonly string[],
    name?: string,
  ): Promise<Result<{ readonly manifest: DatasetManifest; readonly notes: readonly string[] }>>;
}

/** Loads and opens the desk. */
export async function loadDesk(options: DeskOptions): Promise<Result<Desk>> {
  const { openDesk } = await import('../agents/desk.ts');
  return openDesk(options);
}

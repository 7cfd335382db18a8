/** The HALT file: a file of that name in the data folder pulls the kill switch, whoever put it there. */
import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { type KillLevel, killLevels } from '../../../shared/domain/kill.ts';
import type { Timers } from '../../kernel/clock.ts';

/** Looks for the file every so often. A look that fails pulls the switch as well: the folder may be gone. Returns the way to stop. */
export function watchHaltFile(options: {
  readonly exists: () => Promise<boolean>;
  readonly timers: Timers;
  readonly everyMs?: number;
  readonly onHalt: (reason: string) => void;
}): () => void {
  const everyMs = options.everyMs ?? 250;
  let stopped = false;
  let present = false;
  let failures = 0;
  let cancel = (): void => {};
  const look = async (): Promise<void> => {
    try {
      const found = await options.exists();
      failures = 0;
      // Once per appearance: a file that stays does not pull again after a person re-armed.
      if (found && !present && !stopped) options.onHalt('A HALT file is in the data folder.');
      present = found;
    } catch (error) {
      failures++;
      if (failures === 3 && !stopped)
        options.onHalt(`The data folder cannot be read: ${error instanceof Error ? error.message : String(error)}.`);
    }
    if (!stopped) cancel = options.timers.after(everyMs, () => void look());
  };
  void look();
  return () => {
    stopped = true;
    cancel();
  };
}

/** The level in the first line and the reason in the second; whatever cannot be read, or says nothing, halts. */
export function readHaltFile(path: string, why: string): { level: Exclude<KillLevel, 'armed'>; reason: string } {
  let file: number | undefined;
  try {
    // A pipe of that name must not make the desk wait for somebody to write into it.
    file = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    if (!fstatSync(file).isFile()) return { level: 'halted', reason: why };
    const bytes = Buffer.alloc(1000);
    const text = bytes.toString('utf8', 0, readSync(file, bytes));
    const [first = '', second = ''] = text.split('\n');
    const level = killLevels.find((l) => l === first.trim());
    return { level: level === undefined || level === 'armed' ? 'halted' : level, reason: second.trim() || why };
  } catch {
    return { level: 'halted', reason: why };
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

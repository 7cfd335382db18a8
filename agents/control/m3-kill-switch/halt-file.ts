/** The HALT file: a file of that name in the data folder pulls the kill switch, whoever put it there. */
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

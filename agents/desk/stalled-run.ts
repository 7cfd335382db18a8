/** Notices a run that has nothing under way and has not said its last word: its chain broke, and nobody should wait for it. */
import type { Bus } from '../kernel/bus.ts';
import type { Timers } from '../kernel/clock.ts';

const lookEveryMs = 250;
/** Looks in a row without a sign of life that make an end. */
const deadAfterLooks = 4;

/** Calls once when the run has come to a stop; returns the way to stop looking. */
export function onStalled(
  bus: Pick<Bus, 'stats'>,
  timers: Timers,
  correlationId: string,
  stalled: () => void,
): () => void {
  let looks = 0;
  let cancel = (): void => undefined;
  const look = (): void => {
    looks = bus.stats().runs.some((run) => run.correlationId === correlationId) ? 0 : looks + 1;
    if (looks < deadAfterLooks) cancel = timers.after(lookEveryMs, look);
    else stalled();
  };
  cancel = timers.after(lookEveryMs, look);
  return () => cancel();
}

/** A desk that replays its market, trades what was approved, and says every order and fill it shows, until it is killed. */
import { writeSync } from 'node:fs';
import { openDesk } from '../../../agents/desk.ts';
import type { KillLevel } from '../../../shared/domain/kill.ts';

const [home = '', speed = '1000', killLevel = '', killAfter = '0'] = process.argv.slice(2);
/** Writes a line at once; a full pipe is tried again. */
const say = (line: string): void => {
  const bytes = Buffer.from(`${line}\n`);
  for (let at = 0; at < bytes.length; ) {
    try {
      at += writeSync(1, bytes, at);
    } catch (error) {
      if ((error as { code?: string }).code !== 'EAGAIN') throw error;
    }
  }
};

const opened = await openDesk({ home, host: 'test', log: (line) => say(`log ${line}`) });
if (!opened.ok) {
  say(`refused ${opened.error.message}`);
  process.exit(1);
}
const { bridge, triggerKill } = opened.value;
const start = async (): Promise<void> => {
  const answer = await bridge.call('replay.control', {
    action: 'start',
    datasetId: null,
    from: null,
    speed: Number(speed),
  });
  say(answer.ok ? `replay ${answer.value.sessionId}` : `refused ${answer.error.message}`);
};
let shown = 0;
let pulled = killLevel === '';
bridge.onChange(({ operations }) => {
  for (const { collection, key, row } of operations) {
    if (collection === 'orders' || collection === 'fills') say(`${collection} ${key} ${++shown}`);
    if (!pulled && shown >= Number(killAfter)) {
      pulled = true;
      triggerKill(killLevel as Exclude<KillLevel, 'armed'>, 'hotkey', 'the test wants to know');
      say(`latched ${killLevel}`);
    }
    // There is always a market to trade on.
    if (collection === 'replays' && (row as { status?: string } | null)?.status === 'finished') void start();
  }
});
await start();

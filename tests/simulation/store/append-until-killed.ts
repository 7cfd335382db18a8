/** A process that writes to a home until it is killed, and prints what it was promised is on disk, line by line. */
import { writeSync } from 'node:fs';
import { openStore } from '../../../agents/store/open-store.ts';
import { createRandom } from '../../../shared/core/random.ts';
import { epochMs } from '../../../shared/core/units.ts';
import { fill, message } from '../../unit/store/rows.ts';

const [home = '', seed = '0'] = process.argv.slice(2);
const random = createRandom(seed);
/** Writes a line at once, so that it is out before the next instruction; a full pipe is tried again. */
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

const opened = await openStore({ home, clock: { now: () => epochMs(1) } });
if (!opened.ok) {
  say(`refused ${opened.error.code}`);
  process.exit(1);
}
const store = opened.value;
let sequence = store.journal.lastSequence;
let executions = store.orders.fills().length;
say(`open ${sequence}`);

for (;;) {
  const burst = random.int(4) === 0 ? random.int(600) + 1 : random.int(8) + 1;
  const promised: Promise<void>[] = [];
  for (let i = 0; i < burst; i++) {
    const next = ++sequence;
    promised.push(store.journal.append(message(next), random.int(5) === 0).then(() => say(`message ${next}`)));
  }
  store.journal.acknowledge('A1', sequence - random.int(3));
  if (random.int(3) === 0) {
    const execution = `x-${++executions}`;
    // Every fill is brought twice, as a broker does after a lost connection.
    for (let i = 0; i < 2; i++)
      promised.push(
        store.orders.recordFill(fill(execution)).then((outcome) => {
          if (outcome === 'new') say(`fill ${execution}`);
        }),
      );
    promised.push(
      store.audit
        .append({ actor: 'host', action: 'fill', subject: execution, data: {} })
        .then((row) => say(`audit ${row.n}`)),
    );
  }
  if (random.int(2) === 0) await Promise.all(promised);
  else await promised[random.int(promised.length)];
}

/** A process that opens a home, says so and holds it until it is killed; or says with which code it was refused. */
import { openStore } from '../../../agents/store/open-store.ts';
import { epochMs } from '../../../shared/core/units.ts';

const result = await openStore({
  home: process.argv[2] ?? '',
  clock: { now: () => epochMs(0) },
  threads: false,
});
console.log(result.ok ? 'holding' : `${result.error.code}: ${result.error.message}`);
process.stdin.resume();
setInterval(() => {}, 1000);

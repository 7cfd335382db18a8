/** Installs the peers of the parity suite ahead of it, so that other tests can run meanwhile; says why when it cannot. */
import { peers } from './python.ts';

const found = await peers('parity');
if ('skipped' in found) console.error(`The parity peers are not installed: ${found.skipped}.`);

/** Gate check: the kill latch. It is read again when the permission is spent. */
import { defineCheck } from '../gate-check.ts';

export const killLatch = defineCheck({
  code: 'kill-latch',
  purpose: 'Lets nothing through that could add risk while the desk is paused, halted or flattened.',
  appliesTo: 'every-order',
  refuse({ intent }, _context, { level }) {
    if (level === 'armed' || intent.reduceOnly) return undefined;
    return `The kill switch is on (${level}): only orders that shrink a position may be sent.`;
  },
});

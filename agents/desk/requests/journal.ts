/** Journal and audit requests: reading messages, walking causes backwards, and checking the audit chain. */

import type { Message } from '../../../shared/bus/messages.ts';
import { ok, refuse } from '../../../shared/core/result.ts';
import { defineHandlers } from '../handler.ts';

/** A chain longer than this is cut: nothing on the desk is caused over more steps. */
const longestChain = 200;

export const journalHandlers = defineHandlers({
  'journal.read': async ({ store }, query) => {
    const messages = store.journal.read({
      limit: query.limit,
      ...(query.correlationId === null ? {} : { correlationId: query.correlationId }),
      ...(query.topic === null ? {} : { topic: query.topic }),
      ...(query.fromSequence === null ? {} : { fromSequence: query.fromSequence }),
    });
    return ok({ messages });
  },
  'journal.causes': async ({ store }, { id }) => {
    const chain: Message[] = [];
    for (let next: string | null = id; next !== null && chain.length < longestChain; ) {
      const message: Message | undefined = store.journal.find(next);
      if (message === undefined) break;
      chain.push(message);
      next = message.causationId;
    }
    if (chain.length === 0)
      return refuse('unknown-message', `The journal holds no message ${id}.`, {
        where: 'id',
        fix: 'copy an id from `quantai journal`.',
      });
    return ok({ chain });
  },
  'audit.verify': async ({ store }) => {
    await store.flush();
    const { valid, entries, brokenAt } = store.audit.verify();
    return ok({ valid, entries, brokenAt });
  },
});

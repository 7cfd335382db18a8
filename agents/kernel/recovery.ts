/** Recovery: after a start, the messages an agent had not finished are handed to it again. */
import type { Message } from '../../shared/bus/messages.ts';
import type { Journal } from './journal.ts';
import type { Mailbox } from './mailbox.ts';

export interface RecoveryTools {
  readonly journal: Journal;
  readonly mailboxes: readonly Mailbox[];
  /** Runs are not resumed message by message: the composition root marks them aborted. */
  readonly ordered: (correlationId: string) => boolean;
  /** Topics that mean nothing after a restart: the bars and commands of a market replay that is over. */
  readonly perishable: ReadonlySet<string>;
  /** Highest sequence that was there at the start. */
  readonly through: number;
  /** Mailboxes that read a topic; none for a topic the desk no longer knows. */
  readonly readers: (topic: string) => readonly Mailbox[];
  /** Queues a message for these mailboxes only. */
  readonly redeliver: (message: Message, only: readonly Mailbox[]) => void;
}

const page = 1000;

/** Returns how many messages are delivered again, each to the agents that had not acknowledged it. */
export function recover(tools: RecoveryTools): number {
  const { journal, mailboxes, ordered, perishable, through, readers, redeliver } = tools;
  if (mailboxes.length === 0) return 0;
  let from = 1 + Math.min(...mailboxes.map((mailbox) => journal.acknowledged(mailbox.agentId)));
  let count = 0;
  while (from <= through) {
    const messages = journal.read({ fromSequence: from, limit: page });
    for (const message of messages) {
      if (message.sequence > through) return count;
      if (ordered(message.correlationId) || perishable.has(message.topic)) continue;
      const targets = readers(message.topic).filter(
        (mailbox) => journal.acknowledged(mailbox.agentId) < message.sequence && !mailbox.knows(message),
      );
      if (targets.length === 0) continue;
      redeliver(message, targets);
      count++;
    }
    const last = messages.at(-1);
    if (last === undefined) break;
    from = last.sequence + 1;
  }
  return count;
}

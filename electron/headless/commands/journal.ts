/** `quantai journal`: the messages of the desk, or the causes of one of them. */
import { Option } from 'commander';
import type { z } from 'zod';
import type { envelopeSchema } from '../../../shared/bus/messages.ts';
import { ask } from '../ask.ts';
import { type HostCommand, wholeNumber } from '../command.ts';
import { time } from '../text/format.ts';
import { table } from '../text/table.ts';

type Envelope = z.infer<typeof envelopeSchema>;

const lines = (messages: readonly Envelope[]): string[] =>
  messages.length === 0
    ? ['No such messages.']
    : table(
        [
          { title: 'sequence', align: 'right' },
          { title: 'time (UTC)' },
          { title: 'topic' },
          { title: 'source' },
          { title: 'subject', widest: 40 },
          { title: 'id' },
        ],
        messages.map((m) => [String(m.sequence), time(m.time), m.topic, m.source, m.subject, m.id]),
      );

export const journal: HostCommand = {
  name: 'journal',
  summary: 'read the journal of messages, or ask why one was sent',
  options: [
    new Option('--run <id>', 'only messages of one run, session or order'),
    new Option('--topic <name>', 'only one topic, e.g. validation.verdict'),
    wholeNumber('--from <sequence>', 'begin at this number', 0, Number.MAX_SAFE_INTEGER),
    wholeNumber('--limit <n>', 'at most this many', 1, 1000).default(100),
    new Option('--causes <id>', 'the causes of one message, nearest first').conflicts(['run', 'topic', 'from']),
  ],
  run: (context, _parameters, options) =>
    typeof options.causes === 'string'
      ? ask(context, 'journal.causes', { id: options.causes }, ({ chain }) => ({
          json: { chain },
          lines: lines(chain),
        }))
      : ask(
          context,
          'journal.read',
          {
            correlationId: (options.run as string | undefined) ?? null,
            topic: (options.topic as string | undefined) ?? null,
            fromSequence: (options.from as number | undefined) ?? null,
            limit: options.limit as number,
          },
          ({ messages }) => ({ json: { messages }, lines: lines(messages) }),
        ),
};

/** `quantai audit verify`: walks the hash chain of the audit log. */
import { Argument } from 'commander';
import { ask } from '../ask.ts';
import type { HostCommand } from '../command.ts';
import { counted } from '../text/format.ts';

export const audit: HostCommand = {
  name: 'audit',
  parameters: [new Argument('<action>', 'what to do').choices(['verify'])],
  summary: 'verify the hash chain of the audit log',
  run: (context) =>
    ask(context, 'audit.verify', {}, (answer) => ({
      json: answer,
      lines: [
        answer.valid
          ? `The audit log is whole: ${counted(answer.entries, 'entry', 'entries')}.`
          : `The audit log is BROKEN at entry ${answer.brokenAt ?? '?'} of ${answer.entries}.`,
      ],
      exitCode: answer.valid ? 0 : 1,
    })),
};

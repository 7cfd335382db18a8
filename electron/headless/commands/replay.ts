/** `quantai replay`: does a recorded run again from the journal and compares the hashes. */
import { ask } from '../ask.ts';
import type { HostCommand } from '../command.ts';

export const replay: HostCommand = {
  name: 'replay',
  parameters: '<run>',
  summary: 'do a recorded run again from the journal and compare the hashes',
  run: (context, [runId]) =>
    ask(context, 'replay.verify', { runId: String(runId) }, (answer) => ({
      json: answer,
      lines: [
        `recorded  ${answer.recorded}`,
        `replayed  ${answer.replayed}`,
        answer.equal
          ? `Equal: ${answer.messages} messages came out the same.`
          : `DIFFERENT after ${answer.messages} messages: ${answer.firstDifference ?? 'the hashes differ'}`,
      ],
      exitCode: answer.equal ? 0 : 1,
    })),
};

/** `quantai pause | halt | flatten | rearm`: the kill switch. Stopping works without an answering desk; re-arming does not. */
import { Option } from 'commander';
import type { KillLevel } from '../../../shared/domain/kill.ts';
import { ask } from '../ask.ts';
import type { CommandContext, HostCommand } from '../command.ts';
import { writeHaltFile } from '../home.ts';

type Level = Exclude<KillLevel, 'armed'>;

/** A desk that has not answered by then is told by file. */
const patienceMs = 3000;

/** Asks the desk; undefined when it neither answers nor can be opened. */
async function tell(context: CommandContext, level: Level, reason: string): Promise<{ latchedMs: number } | undefined> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const asked = ask(context, 'kill.trigger', { level, reason }, (answer) => ({ json: answer, lines: [] })).then(
    (result) => (result.ok ? (result.value.json as { latchedMs: number }) : undefined),
    () => undefined,
  );
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), patienceMs);
  });
  try {
    return await Promise.race([asked, late]);
  } finally {
    clearTimeout(timer);
  }
}

const killCommand = (name: string, level: Level, summary: string, words: string): HostCommand => ({
  name,
  parameters: '[reason...]',
  summary,
  async run(context, [given]) {
    const reason = (given as string[]).join(' ') || `quantai ${name}`;
    const told = await tell(context, level, reason.slice(0, 400));
    if (told !== undefined)
      return {
        ok: true,
        value: {
          json: { level, reason, via: 'desk', latchedMs: told.latchedMs },
          lines: [`${words} The latch closed in ${told.latchedMs.toFixed(3)} ms. See quantai status.`],
        },
      };
    const written = writeHaltFile(context.home, level, reason);
    if (!written.ok) return written;
    return {
      ok: true,
      value: {
        json: { level, reason, via: 'file', file: written.value },
        lines: [
          'No desk answers, so trading was stopped by file.',
          `The HALT file is written and takes effect as soon as a desk reads it: ${written.value}`,
        ],
      },
    };
  },
});

export const pause = killCommand('pause', 'paused', 'stop new entries', 'Paused: no new entries.');
export const halt = killCommand(
  'halt',
  'halted',
  'pause, and cancel every working order but protective stops',
  'Halted: working orders are being cancelled.',
);
export const flatten = killCommand(
  'flatten',
  'flattened',
  'halt, and close every position',
  'Flattening: every position is being closed.',
);

export const rearm: HostCommand = {
  name: 'rearm',
  parameters: '<reason...>',
  summary: 'allow trading again after a stop; only a person does this',
  options: [new Option('--phrase <word>', 'type REARM to confirm').makeOptionMandatory()],
  run: (context, [words], options) => {
    const reason = (words as string[]).join(' ');
    return ask(context, 'kill.rearm', { phrase: String(options.phrase), reason }, () => ({
      json: { level: 'armed', reason },
      lines: ['Armed: trading is allowed again.'],
    }));
  },
};

/** The two streams of the command line: answers on standard output, everything else on standard error. */
import { type Refusal, refusalText } from '../../shared/core/result.ts';
import type { Answer } from './command.ts';
import { plainJson, plainText } from './text/plain.ts';

export interface Output {
  answer(answer: Answer, json: boolean): void;
  refuse(refusal: Refusal, json: boolean): void;
  log(line: string): void;
  redraw(lines: readonly string[]): void;
}

type Stream = Pick<NodeJS.WriteStream, 'write'> & { readonly columns?: number };

export function createOutput(stdout: Stream, stderr: Stream): Output {
  let drawn = 0;
  const erase = (): void => {
    if (drawn > 0) stderr.write(`\u001b[${drawn}A\u001b[J`);
    drawn = 0;
  };
  return {
    answer(answer, json) {
      // What was drawn last stays: it is the end state.
      drawn = 0;
      if (!json) stdout.write(answer.lines.map((line) => `${plainText(line)}\n`).join(''));
      else if (answer.json !== undefined) stdout.write(`${plainJson(JSON.stringify(answer.json, null, 2))}\n`);
    },
    refuse(refusal, json) {
      drawn = 0;
      if (json) stdout.write(`${plainJson(JSON.stringify({ error: refusal }, null, 2))}\n`);
      else stderr.write(`${plainText(refusalText(refusal))}\n`);
    },
    log(line) {
      erase();
      stderr.write(`${plainText(line)}\n`);
    },
    redraw(lines) {
      erase();
      const width = (stderr.columns ?? 120) - 1;
      stderr.write(lines.map((line) => `${plainText(line).slice(0, width)}\n`).join(''));
      drawn = lines.length;
    },
  };
}

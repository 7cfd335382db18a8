/** A peer in a process of its own that does one round for each line it is sent, so that it can take turns with the others. */
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

export interface PeerProcess<Answer> {
  /** What it said when it was ready. */
  readonly ready: string;
  ask(line: string): Promise<Answer>;
  close(): void;
}

/** @returns the peer, or why it could not be started */
export async function startPeer<Answer>(
  command: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = process.env,
): Promise<PeerProcess<Answer> | { readonly skipped: string }> {
  const child: ChildProcessWithoutNullStreams = spawn(command, args, { env, stdio: ['pipe', 'pipe', 'pipe'] });
  let words = '';
  child.stderr.setEncoding('utf8').on('data', (part: string) => {
    words = (words + part).slice(-2000);
  });
  const waiting: ((line: string | undefined) => void)[] = [];
  const lines: string[] = [];
  createInterface({ input: child.stdout }).on('line', (line) => {
    const next = waiting.shift();
    if (next === undefined) lines.push(line);
    else next(line);
  });
  let ended = false;
  const end = (): void => {
    ended = true;
    for (const next of waiting.splice(0)) next(undefined);
  };
  child.once('error', end).once('close', end);
  const read = (): Promise<string | undefined> =>
    new Promise((resolve) => {
      const line = lines.shift();
      if (line !== undefined || ended) resolve(line);
      else waiting.push(resolve);
    });
  const first = await read();
  if (first === undefined) return { skipped: words.trim().split('\n').at(-1) ?? 'it ended without a word' };
  return {
    ready: (JSON.parse(first) as { ready: string }).ready,
    async ask(line) {
      child.stdin.write(`${line}\n`);
      const answer = await read();
      if (answer === undefined) throw new Error(`the peer ended: ${words.trim()}`);
      return JSON.parse(answer) as Answer;
    },
    close: () => child.stdin.end(),
  };
}

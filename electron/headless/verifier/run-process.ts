/** Runs a program on a project in a folder: bounded in time and in what it says, with nothing of our environment but where to find things. */
import { spawn } from 'node:child_process';

export interface ProcessRequest {
  readonly command: string;
  readonly args: readonly string[];
  readonly folder: string;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
  readonly env?: Readonly<Record<string, string>>;
}
export interface ProcessAnswer {
  /** Null where it was ended, or never started. */
  readonly status: number | null;
  /** Standard output and standard error, the last part of each. */
  readonly out: string;
  readonly err: string;
  readonly ended: 'by-itself' | 'timed-out' | 'interrupted' | 'not-started';
}

const mostCharacters = 200_000;
/** Names without which programs do not find their parts; keys and settings of ours stay here. */
const passedOn = ['PATH', 'HOME', 'LANG', 'SYSTEMROOT', 'USERPROFILE', 'TEMP', 'TMP', 'TMPDIR', 'PYENV_ROOT'] as const;

export function runProcess(request: ProcessRequest): Promise<ProcessAnswer> {
  const { command, args, folder, timeoutMs, signal, env = {} } = request;
  const inherited = Object.fromEntries(
    passedOn.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name] as string]])),
  );
  return new Promise((resolve) => {
    let ended: ProcessAnswer['ended'] = 'by-itself';
    const said = { out: '', err: '' };
    const child = spawn(command, args, {
      cwd: folder,
      env: { ...inherited, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const end = (why: 'timed-out' | 'interrupted') => () => {
      ended = why;
      child.kill('SIGKILL');
    };
    const timer = setTimeout(end('timed-out'), timeoutMs);
    const interrupt = end('interrupted');
    signal.addEventListener('abort', interrupt, { once: true });
    if (signal.aborted) interrupt();
    const keep = (which: 'out' | 'err') => (part: string) => {
      said[which] = (said[which] + part).slice(-mostCharacters);
    };
    child.stdout.setEncoding('utf8').on('data', keep('out'));
    child.stderr.setEncoding('utf8').on('data', keep('err'));
    const finish = (status: number | null): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', interrupt);
      resolve({ status, ...said, ended });
    };
    child.once('error', () => {
      ended = 'not-started';
      finish(null);
    });
    child.once('close', finish);
  });
}

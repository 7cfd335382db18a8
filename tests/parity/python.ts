/** The peers' Python: finds one, keeps an environment per group in the user's cache, answers its interpreter or why there is none. */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The packages wanted: `parity` to compare with, `bench` to race against, `exports` to check exported strategies with. */
export type PeerGroup = 'parity' | 'bench' | 'exports';
export type Peers = { readonly python: string } | { readonly skipped: string };

export const scripts = fileURLToPath(new URL('./python/', import.meta.url));

/** Names under which a Python may be found; the first that can make an environment is used. */
const candidates = (): string[] => {
  const named = process.env.QUANTAI_PYTHON;
  if (named) return [named];
  const usual = ['python3', 'python3.13', 'python3.12', 'python3.11', 'python3.14', 'python'];
  return process.platform === 'win32' ? ['python', 'py'] : [...usual, '/usr/bin/python3'];
};

/** `QUANTAI_PEERS`, or a folder of ours in the user's cache. Never inside the repository; may be deleted at any time. */
function cacheFolder(): string {
  if (process.env.QUANTAI_PEERS) return process.env.QUANTAI_PEERS;
  const own =
    process.platform === 'darwin'
      ? join(homedir(), 'Library', 'Caches')
      : process.platform === 'win32'
        ? (process.env.LOCALAPPDATA ?? join(homedir(), 'AppData', 'Local'))
        : process.env.XDG_CACHE_HOME || join(homedir(), '.cache');
  return join(own, 'quantai', 'peers');
}

/** Where a group's environment lies: another list or another kind of machine has another folder. */
function folderOf(group: PeerGroup): string {
  const list = readFileSync(join(scripts, `${group}.txt`), 'utf8');
  const key = createHash('sha256').update(`${process.platform} ${process.arch} ${list}`).digest('hex').slice(0, 12);
  return join(cacheFolder(), `${group}-${key}`);
}

/** The environment if it was made before. Takes a millisecond, starts nothing. */
function readyPeers(group: PeerGroup): Peers | undefined {
  const stamp = join(folderOf(group), 'ready.json');
  if (!existsSync(stamp)) return undefined;
  const { python } = JSON.parse(readFileSync(stamp, 'utf8')) as { python: string };
  return existsSync(python) ? { python } : undefined;
}

/** Runs a process whose standard output is the answer; its standard error goes to ours. */
function answerOf(command: string, args: readonly string[]): Promise<{ status: number | null; text: string }> {
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    let text = '';
    child.stdout.setEncoding('utf8').on('data', (part: string) => {
      text += part;
    });
    child.once('error', () => resolve({ status: null, text }));
    child.once('close', (status) => resolve({ status, text }));
  });
}

/**
 * The interpreter with a group's packages, installed on first use (under a minute; later calls take a millisecond).
 * `install: false` only looks. Without a fitting Python or a registry: the reason, in words for a person.
 */
export async function peers(group: PeerGroup, options: { readonly install?: boolean } = {}): Promise<Peers> {
  const ready = readyPeers(group);
  if (ready) return ready;
  if (options.install === false) return { skipped: 'the peers are not installed; npm run test:parity installs them' };
  let reason = 'no Python between 3.11 and 3.14 was found (QUANTAI_PYTHON may name one)';
  for (const candidate of candidates()) {
    const { status, text } = await answerOf(candidate, [
      join(scripts, 'set_up.py'),
      folderOf(group),
      join(scripts, `${group}.txt`),
    ]);
    if (status !== 0) continue;
    const answer = JSON.parse(text) as Peers;
    if ('python' in answer) return answer;
    reason = answer.skipped;
    // A network that is not there is not there for the next Python either.
    if (/^pip /.test(reason)) break;
  }
  return { skipped: reason };
}

/** Starts a child process with inherited streams, forwards signals to it and answers its exact exit status. */
import { spawn } from 'node:child_process';
import { constants } from 'node:os';

const forwarded = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/** Exit status as a shell counts it: the code, or 128 plus the number of the signal that ended it. */
export const statusOf = (code, signal) => (signal ? 128 + (constants.signals[signal] ?? 0) : (code ?? 1));

/**
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, stdio?: import('node:child_process').StdioOptions, timeoutMs?: number }} [options]
 * @returns {Promise<{ status: number, timedOut: boolean, error?: Error }>}
 */
export function runChild(command, args, options = {}) {
  return startChild(command, args, options).done;
}

/** As {@link runChild}, with the process itself for callers that must end it. */
export function startChild(command, args, { timeoutMs, ...options } = {}) {
  const child = spawn(command, args, { stdio: 'inherit', ...options });
  let timedOut = false;
  const timer = timeoutMs
    ? setTimeout(() => {
        timedOut = true;
        child.kill('SIGTERM');
        setTimeout(() => child.kill('SIGKILL'), 3000).unref();
      }, timeoutMs)
    : undefined;
  const relays = forwarded.map((signal) => {
    // A terminal sends Ctrl+C to the whole group already: a second one would mean "at once".
    const relay = () => (signal === 'SIGINT' && process.stdin.isTTY ? undefined : child.kill(signal));
    process.on(signal, relay);
    return () => process.off(signal, relay);
  });
  const done = new Promise((resolve) => {
    const finish = (result) => {
      clearTimeout(timer);
      for (const off of relays) off();
      resolve(result);
    };
    child.once('error', (error) => finish({ status: 127, timedOut, error }));
    child.once('exit', (code, signal) => finish({ status: statusOf(code, signal), timedOut }));
  });
  return { child, done };
}

/** Exit statuses of the command line, and which refusal leads to which. */
import type { Refusal } from '../../shared/core/result.ts';

export const exitCodes = {
  done: 0,
  /** The desk refused, or the work failed; the sentence says why. */
  refused: 1,
  /** An option, argument or field was not understood. */
  usage: 2,
  /** The named strategy, run, dataset or file does not exist. */
  notFound: 3,
  /** Another process is using the data folder. */
  running: 4,
  /** A fault of the program itself. */
  fault: 5,
  interrupted: 130,
} as const;

export const exitCodeHelp = `
Exit status: 0 done, 1 refused or failed, 2 not understood, 3 not found, 4 already running, 5 fault of the program, 130 interrupted.`;

export function exitCodeOf(refusal: Refusal): number {
  const { code } = refusal;
  if (code === 'interrupted') return exitCodes.interrupted;
  if (code === 'already-running') return exitCodes.running;
  if (code === 'desk-fault') return exitCodes.fault;
  if (/^(bad-query|bad-usage|bad-option|hostile-key)/.test(code)) return exitCodes.usage;
  if (/not-found|^unknown-|^no-such|missing-file/.test(code)) return exitCodes.notFound;
  return exitCodes.refused;
}

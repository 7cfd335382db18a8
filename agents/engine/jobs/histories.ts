/** Reads the regime and signal histories a job names; an empty hash means there is none. */
import type { JobServices } from '../../kernel/job.ts';
import type { RegimeHistory, SignalHistory } from '../backtest/histories.ts';

/** Histories a worker keeps: those of a run or two. All jobs of a run name the same ones, and what has a hash never changes. */
const mostKept = 4;
const kept = new WeakMap<JobServices, Map<string, Promise<unknown>>>();

function keptArtefact<T>(services: JobServices, hash: string): Promise<T> {
  const known = kept.get(services) ?? new Map<string, Promise<unknown>>();
  kept.set(services, known);
  const held = known.get(hash) ?? services.artefact<T>(hash);
  // Put behind the others: the one that was not asked for the longest goes first.
  known.delete(hash);
  known.set(hash, held);
  held.catch(() => known.delete(hash));
  for (const oldest of known.keys()) {
    if (known.size <= mostKept) break;
    known.delete(oldest);
  }
  return held as Promise<T>;
}

/** Asking twice gives the same objects. */
export async function readHistories(
  services: JobServices,
  hashes: { readonly regimeHash: string; readonly signalHash: string },
): Promise<{ regime: RegimeHistory | undefined; signal: SignalHistory | undefined }> {
  const { regimeHash, signalHash } = hashes;
  return {
    regime: regimeHash === '' ? undefined : await keptArtefact<RegimeHistory>(services, regimeHash),
    signal: signalHash === '' ? undefined : await keptArtefact<SignalHistory>(services, signalHash),
  };
}

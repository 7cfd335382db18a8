/** Reads the regime and signal histories a job names; an empty hash means there is none. */
import type { JobServices } from '../../kernel/job.ts';
import type { RegimeHistory, SignalHistory } from '../backtest/histories.ts';

export async function readHistories(
  services: JobServices,
  hashes: { readonly regimeHash: string; readonly signalHash: string },
): Promise<{ regime: RegimeHistory | undefined; signal: SignalHistory | undefined }> {
  return {
    regime: hashes.regimeHash === '' ? undefined : await services.artefact<RegimeHistory>(hashes.regimeHash),
    signal: hashes.signalHash === '' ? undefined : await services.artefact<SignalHistory>(hashes.signalHash),
  };
}

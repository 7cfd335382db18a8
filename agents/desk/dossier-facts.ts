/** What an approval is about, gathered from the casebook: the same facts for the seal, for A3 and for the dossier. */
import { specHash } from '../../shared/strategy/spec.ts';
import type { DossierFacts } from '../kernel/order-ports.ts';
import type { Casebook } from './casebook.ts';

export function dossierFacts(casebook: Casebook, strategyId: string): DossierFacts | undefined {
  const found = casebook.find(strategyId);
  if (found === undefined) return undefined;
  const { proposed, coded, verdict } = found;
  return {
    strategyId,
    spec: proposed.spec,
    specHash: specHash(proposed.spec),
    sourceHashes: coded?.sources.map((s) => s.hash) ?? [],
    datasetId: proposed.datasetId,
    reportHash: verdict?.reportHash ?? null,
    verdict: verdict?.verdict ?? null,
    retirement: verdict?.retirement ?? null,
    regimeHash: proposed.regimeHash,
    signalHash: proposed.signalHash,
  };
}

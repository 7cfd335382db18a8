/** Keeps the watch over every deployment that trades, and what is known of each over a restart. */
import type { Deployment } from '../../../shared/bus/topics-trade.ts';
import type { RetirementRule, StrategyHealth } from '../../../shared/domain/retirement.ts';
import { beginWatch, healthOf, resumeWatch, type WatchState, watchBar, watchStatesSchema } from './watch.ts';

/** Saving is a write to the disk on the trading thread: after a crash at most so many bars of evidence are missing. */
const barsBetweenSaves = 25;

export interface Keeper {
  /** A deployment was announced. One that trades is watched, one that is over is forgotten, one that was resumed starts afresh. */
  deployment(deployment: Deployment, rule: RetirementRule | null): void;
  /** The equity of every watched deployment at a market time; answers those whose record grew. */
  bar(asOf: number, equityOf: (deploymentId: string) => number): readonly StrategyHealth[];
  /** Writes down what is not on disk yet; called when the desk closes. */
  save(): void;
}

/** @throws Error when what was kept cannot be read: a strategy's record must not be forgotten in silence. */
export function createKeeper(state: { load(): string | undefined; save(json: string): void }): Keeper {
  const watched = new Map<string, WatchState>();
  const kept = state.load();
  if (kept !== undefined)
    for (const row of watchStatesSchema.parse(JSON.parse(kept))) watched.set(row.deploymentId, row);
  const save = (): void => state.save(JSON.stringify([...watched.values()]));
  return {
    save,
    deployment({ deploymentId, strategyId, environment, status }, rule) {
      const standing = watched.get(deploymentId);
      if (status === 'active') {
        if (standing?.status === 'pause') watched.set(deploymentId, resumeWatch(standing));
        else if (standing === undefined && rule !== null)
          watched.set(deploymentId, beginWatch({ deploymentId, strategyId, environment }, rule));
        else return;
      } else if (status !== 'paused' && standing !== undefined) watched.delete(deploymentId);
      else return;
      save();
    },
    bar(asOf, equityOf) {
      const grown: StrategyHealth[] = [];
      let mustSave = false;
      for (const [deploymentId, before] of watched) {
        const after = watchBar(before, asOf, equityOf(deploymentId));
        if (after === before) continue;
        watched.set(deploymentId, after);
        grown.push(healthOf(after));
        mustSave ||= after.status !== before.status || after.bars % barsBetweenSaves === 0;
      }
      if (mustSave) save();
      return grown;
    },
  };
}

/** The ledger of everything tried: the count that deflates a Sharpe ratio, from which nobody can take a row. */
import type { TrialLedgerPort } from '../kernel/ports.ts';
import type { Sql } from './sql.ts';
import { defineWrite, type WriteQueue } from './write.ts';

export interface TrialStats {
  /** Distinct strategy versions tried on the dataset. */
  readonly count: number;
  /** Mean of their per-bar Sharpe ratios; 0 when nothing was tried. */
  readonly mean: number;
  /** Sample variance (n - 1) of their per-bar Sharpe ratios; 0 below two trials. */
  readonly variance: number;
  /** Row number of the newest trial counted, on any dataset up to the bound; 0 when there is none. */
  readonly lastRowid: number;
}

export interface TrialReader {
  lastRowid(): number;
  /** Over the trials of one dataset whose row number is at most `upToRowid` (all when left out). */
  stats(datasetId: string, upToRowid?: number): TrialStats;
}
export type TrialStore = TrialReader & TrialLedgerPort;

type Trial = Parameters<TrialLedgerPort['record']>[0];

const record = defineWrite({
  name: 'trials.record',
  file: 'desk',
  durable: true,
  run(sql, trial: Trial) {
    sql.run(
      `INSERT INTO trials (spec_hash, dataset_id, run_id, bar_sharpe, at) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT DO NOTHING`,
      trial.specHash,
      trial.datasetId,
      trial.runId,
      trial.barSharpe,
      trial.at,
    );
  },
});
export const trialWrites = [record];

export function createTrialStore(reader: Sql, writer: WriteQueue): TrialStore {
  return {
    async record(trial) {
      if (!Number.isFinite(trial.barSharpe))
        throw new Error(`a trial needs a finite Sharpe ratio, not ${trial.barSharpe}: record 0 where it is undefined`);
      await writer.write(record, trial);
    },
    lastRowid: () => reader.get<{ n: number }>('SELECT coalesce(max(number), 0) AS n FROM trials')?.n ?? 0,
    stats(datasetId, upToRowid = Number.MAX_SAFE_INTEGER) {
      const ratios = reader
        .all<{ bar_sharpe: number }>(
          'SELECT bar_sharpe FROM trials WHERE dataset_id = ? AND number <= ? ORDER BY number',
          datasetId,
          upToRowid,
        )
        .map((row) => row.bar_sharpe);
      const lastRowid =
        reader.get<{ n: number }>('SELECT coalesce(max(number), 0) AS n FROM trials WHERE number <= ?', upToRowid)?.n ??
        0;
      const count = ratios.length;
      const mean = count === 0 ? 0 : ratios.reduce((sum, r) => sum + r, 0) / count;
      const squares = ratios.reduce((sum, r) => sum + (r - mean) ** 2, 0);
      return { count, mean, variance: count < 2 ? 0 : squares / (count - 1), lastRowid };
    },
  };
}

/** Strategies and their immutable versions, where they came from and the stages they went through. */
import { canonicalJson } from '../../shared/core/canonical.ts';
import type { Clock } from '../../shared/core/time.ts';
import type { StrategySpec } from '../../shared/strategy/spec.ts';
import type { StrategyStorePort } from '../kernel/ports.ts';
import { type ApprovalReader, type ApprovalWriter, createApprovals } from './approvals.ts';
import type { Sql } from './sql.ts';
import { defineWrite, type WriteQueue } from './write.ts';

export interface StrategyVersion {
  readonly specHash: string;
  readonly strategyId: string;
  readonly spec: StrategySpec;
  readonly at: number;
}
export interface StrategyOrigin {
  readonly runId: string;
  readonly parents: readonly string[];
  readonly at: number;
}
/** One step of a strategy's way, as the window's `stage` names it. */
export interface StrategyStage {
  readonly strategyId: string;
  readonly runId: string;
  readonly stage: string;
  readonly reason: string;
  /** What was known then: scores, hashes; any JSON. */
  readonly data: unknown;
  readonly at: number;
}

export interface StrategyReader extends ApprovalReader {
  /** The newest version of a strategy. */
  find(strategyId: string): Promise<{ spec: StrategySpec; specHash: string } | undefined>;
  version(specHash: string): StrategyVersion | undefined;
  versions(strategyId: string): StrategyVersion[];
  /** The runs that proposed it, first to last. */
  origins(strategyId: string): StrategyOrigin[];
  /** Strategies a run proposed, in that order. */
  ofRun(runId: string): string[];
  stages(strategyId: string): StrategyStage[];
}
export interface StrategyWriter extends ApprovalWriter {
  /** Idempotent: the same version from the same run is kept once. @throws WriteError when the hash is known with another spec. */
  save: StrategyStorePort['save'];
  recordStage(stage: StrategyStage): Promise<void>;
}
export type StrategyStore = StrategyReader & StrategyWriter;

type SaveArgs = Omit<Parameters<StrategyStorePort['save']>[0], 'spec'> & { name: string; family: string; spec: string };

const save = defineWrite({
  name: 'strategies.save',
  file: 'desk',
  durable: false,
  run(sql, row: SaveArgs) {
    const known = sql.get<{ spec: string; strategy_id: string }>(
      'SELECT spec, strategy_id FROM strategy_versions WHERE spec_hash = ?',
      row.specHash,
    );
    if (known !== undefined && (known.spec !== row.spec || known.strategy_id !== row.strategyId))
      throw new Error(`the version ${row.specHash} of ${known.strategy_id} is already kept with another content`);
    sql.run(
      `INSERT INTO strategies (strategy_id, name, family, spec_hash, at) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET name = excluded.name, family = excluded.family, spec_hash = excluded.spec_hash`,
      row.strategyId,
      row.name,
      row.family,
      row.specHash,
      row.at,
    );
    sql.run(
      'INSERT INTO strategy_versions (spec_hash, strategy_id, spec, at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING',
      row.specHash,
      row.strategyId,
      row.spec,
      row.at,
    );
    sql.run(
      `INSERT INTO strategy_origins (spec_hash, strategy_id, run_id, parents, at) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT DO NOTHING`,
      row.specHash,
      row.strategyId,
      row.runId,
      JSON.stringify(row.parents),
      row.at,
    );
  },
});

const recordStage = defineWrite({
  name: 'strategies.stage',
  file: 'desk',
  durable: false,
  run(sql, stage: StrategyStage) {
    sql.run(
      'INSERT INTO strategy_stages (strategy_id, run_id, stage, reason, data, at) VALUES (?, ?, ?, ?, ?, ?)',
      stage.strategyId,
      stage.runId,
      stage.stage,
      stage.reason,
      JSON.stringify(stage.data ?? null),
      stage.at,
    );
  },
});
export const strategyWrites = [save, recordStage];

interface VersionRow {
  spec_hash: string;
  strategy_id: string;
  spec: string;
  at: number;
}
const versionOf = (row: VersionRow): StrategyVersion => ({
  specHash: row.spec_hash,
  strategyId: row.strategy_id,
  spec: JSON.parse(row.spec) as StrategySpec,
  at: row.at,
});

export function createStrategyStore(reader: Sql, writer: WriteQueue, clock: Clock): StrategyStore {
  return {
    ...createApprovals(reader, writer, clock),
    save: ({ spec, ...row }) =>
      writer.write(save, { ...row, name: spec.name, family: spec.family, spec: canonicalJson(spec) }),
    recordStage: (stage) => writer.write(recordStage, stage),
    async find(strategyId) {
      const row = reader.get<VersionRow>(
        `SELECT v.spec_hash, v.strategy_id, v.spec, v.at FROM strategies AS s
         JOIN strategy_versions AS v ON v.spec_hash = s.spec_hash WHERE s.strategy_id = ?`,
        strategyId,
      );
      return row === undefined ? undefined : { spec: versionOf(row).spec, specHash: row.spec_hash };
    },
    version(specHash) {
      const row = reader.get<VersionRow>('SELECT * FROM strategy_versions WHERE spec_hash = ?', specHash);
      return row === undefined ? undefined : versionOf(row);
    },
    versions: (strategyId) =>
      reader
        .all<VersionRow>('SELECT * FROM strategy_versions WHERE strategy_id = ? ORDER BY number', strategyId)
        .map(versionOf),
    origins: (strategyId) =>
      reader
        .all<{ run_id: string; parents: string; at: number }>(
          'SELECT run_id, parents, at FROM strategy_origins WHERE strategy_id = ? ORDER BY number',
          strategyId,
        )
        .map((row) => ({ runId: row.run_id, parents: JSON.parse(row.parents) as string[], at: row.at })),
    ofRun: (runId) =>
      reader
        .all<{ strategy_id: string }>(
          'SELECT strategy_id FROM strategy_origins WHERE run_id = ? ORDER BY number',
          runId,
        )
        .map((row) => row.strategy_id),
    stages: (strategyId) =>
      reader
        .all<{ run_id: string; stage: string; reason: string; data: string; at: number }>(
          'SELECT run_id, stage, reason, data, at FROM strategy_stages WHERE strategy_id = ? ORDER BY number',
          strategyId,
        )
        .map((row) => ({
          strategyId,
          runId: row.run_id,
          stage: row.stage,
          reason: row.reason,
          data: JSON.parse(row.data) as unknown,
          at: row.at,
        })),
  };
}

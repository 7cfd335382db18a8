/** What a person decided over strategies, and the sealed approvals that let them trade until they expire. */
import type { Decision } from '../../shared/bus/topics-control.ts';
import type { Clock } from '../../shared/core/time.ts';
import type { StrategyLimits } from '../../shared/domain/limits.ts';
import type { Environment } from '../../shared/domain/order.ts';
import type { Sql } from './sql.ts';
import { defineWrite, type WriteQueue } from './write.ts';

export interface DecisionRecord extends Decision {
  readonly at: number;
}

export interface Approval {
  /** The seal over spec, code, parameters, data snapshot, report, limits and expiry. */
  readonly approvalHash: string;
  readonly environment: Environment;
  readonly strategyId: string;
  readonly specHash: string;
  readonly datasetId: string;
  readonly reportHash: string | null;
  readonly limits: StrategyLimits;
  readonly approvedAt: number;
  readonly expiresAt: number;
  /** Null while it stands; once set it stays. */
  readonly revokedAt: number | null;
  readonly revokedReason: string | null;
}

export interface ApprovalReader {
  decisions(strategyId: string): DecisionRecord[];
  approval(approvalHash: string, environment: Environment): Approval | undefined;
  approvals(strategyId: string): Approval[];
  /** Neither revoked nor expired at that moment. */
  standingApprovals(at: number): Approval[];
}
export interface ApprovalWriter {
  recordDecision(decision: Decision): Promise<void>;
  /** Seals; the version must be kept. Sealing the same again changes nothing. @throws WriteError when the seal is known with another content. */
  approve(approval: Omit<Approval, 'approvedAt' | 'revokedAt' | 'revokedReason'>): Promise<void>;
  /** Answers whether one stood there to be revoked. */
  revoke(approvalHash: string, environment: Environment, reason: string): Promise<boolean>;
}

interface Row {
  approval_hash: string;
  environment: Environment;
  strategy_id: string;
  spec_hash: string;
  dataset_id: string;
  report_hash: string | null;
  limits: string;
  approved_at: number;
  expires_at: number;
  revoked_at: number | null;
  revoked_reason: string | null;
}
const approvalOf = (row: Row): Approval => ({
  approvalHash: row.approval_hash,
  environment: row.environment,
  strategyId: row.strategy_id,
  specHash: row.spec_hash,
  datasetId: row.dataset_id,
  reportHash: row.report_hash,
  limits: JSON.parse(row.limits) as StrategyLimits,
  approvedAt: row.approved_at,
  expiresAt: row.expires_at,
  revokedAt: row.revoked_at,
  revokedReason: row.revoked_reason,
});
const findIn = (sql: Sql, hash: string, environment: Environment): Row | undefined =>
  sql.get<Row>('SELECT * FROM approvals WHERE approval_hash = ? AND environment = ?', hash, environment);

const recordDecision = defineWrite({
  name: 'approvals.decide',
  file: 'desk',
  durable: true,
  run(sql, { decision, at }: { decision: Decision; at: number }) {
    sql.run(
      'INSERT INTO decisions (strategy_id, decision, body, at) VALUES (?, ?, ?, ?)',
      decision.strategyId,
      decision.decision,
      JSON.stringify(decision),
      at,
    );
  },
});

const approve = defineWrite({
  name: 'approvals.approve',
  file: 'desk',
  durable: true,
  run(sql, { approval, at }: { approval: Parameters<ApprovalWriter['approve']>[0]; at: number }) {
    const limits = JSON.stringify(approval.limits);
    const known = findIn(sql, approval.approvalHash, approval.environment);
    if (known !== undefined) {
      if (known.spec_hash !== approval.specHash || known.limits !== limits || known.expires_at !== approval.expiresAt)
        throw new Error(`the seal ${approval.approvalHash} is already kept over another content`);
      if (known.revoked_at !== null)
        throw new Error(`the approval ${approval.approvalHash} was revoked: a new one needs a new seal`);
      return;
    }
    sql.run(
      `INSERT INTO approvals (approval_hash, environment, strategy_id, spec_hash, dataset_id, report_hash, limits,
       approved_at, expires_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      approval.approvalHash,
      approval.environment,
      approval.strategyId,
      approval.specHash,
      approval.datasetId,
      approval.reportHash,
      limits,
      at,
      approval.expiresAt,
    );
  },
});

const revoke = defineWrite({
  name: 'approvals.revoke',
  file: 'desk',
  durable: true,
  run(sql, revoked: { approvalHash: string; environment: Environment; reason: string; at: number }): boolean {
    const { changes } = sql.run(
      `UPDATE approvals SET revoked_at = ?, revoked_reason = ?
       WHERE approval_hash = ? AND environment = ? AND revoked_at IS NULL`,
      revoked.at,
      revoked.reason,
      revoked.approvalHash,
      revoked.environment,
    );
    return changes > 0;
  },
});
export const approvalWrites = [recordDecision, approve, revoke];

export function createApprovals(reader: Sql, writer: WriteQueue, clock: Clock): ApprovalReader & ApprovalWriter {
  return {
    decisions: (strategyId) =>
      reader
        .all<{ body: string; at: number }>(
          'SELECT body, at FROM decisions WHERE strategy_id = ? ORDER BY number',
          strategyId,
        )
        .map((row) => ({ ...(JSON.parse(row.body) as Decision), at: row.at })),
    approval(approvalHash, environment) {
      const row = findIn(reader, approvalHash, environment);
      return row === undefined ? undefined : approvalOf(row);
    },
    approvals: (strategyId) =>
      reader.all<Row>('SELECT * FROM approvals WHERE strategy_id = ? ORDER BY number', strategyId).map(approvalOf),
    standingApprovals: (at) =>
      reader
        .all<Row>('SELECT * FROM approvals WHERE revoked_at IS NULL AND expires_at > ? ORDER BY number', at)
        .map(approvalOf),
    recordDecision: (decision) => writer.write(recordDecision, { decision, at: clock.now() }),
    approve: (approval) => writer.write(approve, { approval, at: clock.now() }),
    revoke: (approvalHash, environment, reason) =>
      writer.write(revoke, { approvalHash, environment, reason, at: clock.now() }),
  };
}

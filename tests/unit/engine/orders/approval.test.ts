/** One changed byte of anything a person approved voids the seal. */
import { describe, expect, it } from 'vitest';
import {
  type ApprovalSubject,
  deploymentIdOf,
  sealApproval,
  verifyApproval,
} from '../../../../agents/engine/orders/approval.ts';
import { clientOrderIdOf } from '../../../../agents/engine/orders/client-order-id.ts';
import { defaultStrategyLimits } from '../../../../agents/engine/orders/default-limits.ts';
import { floorSpec } from '../../../simulation/trading/floor.ts';

const subject: ApprovalSubject = {
  spec: floorSpec,
  sourceHashes: ['a'.repeat(64), 'b'.repeat(64)],
  datasetId: 'ds-0123456789abcdef',
  reportHash: 'c'.repeat(64),
  limits: defaultStrategyLimits,
  expiresAt: 1_800_000_000_000,
  environment: 'paper',
};
const sealed = sealApproval(subject);

/** Every leaf of a value, changed by the least. */
function* changes(value: unknown): Generator<unknown> {
  if (typeof value === 'string') yield `${value.slice(0, -1)}${value.endsWith('x') ? 'y' : 'x'}`;
  else if (typeof value === 'number') yield value + 1;
  else if (value === null) yield 1;
  else if (Array.isArray(value)) {
    for (const [i, item] of value.entries()) for (const c of changes(item)) yield value.toSpliced(i, 1, c);
    yield value.slice(1);
  } else if (typeof value === 'object') {
    const record = value as Record<string, unknown>;
    for (const key of Object.keys(record)) for (const c of changes(record[key])) yield { ...record, [key]: c };
  }
}

describe('an approval', () => {
  it('verifies what was sealed, whatever the order of the sources', () => {
    expect(verifyApproval(sealed, subject, 0)).toEqual({ ok: true, value: sealed });
    expect(sealApproval({ ...subject, sourceHashes: [...subject.sourceHashes].reverse() })).toBe(sealed);
  });

  it('is void over any single change', () => {
    let tried = 0;
    for (const changed of changes(subject)) {
      tried++;
      const now = verifyApproval(sealed, changed as ApprovalSubject, 0);
      expect(now, JSON.stringify(changed).slice(0, 200)).toMatchObject({ ok: false });
    }
    expect(tried).toBeGreaterThan(40);
  });

  it('ends at its expiry', () => {
    expect(verifyApproval(sealed, subject, subject.expiresAt - 1).ok).toBe(true);
    expect(verifyApproval(sealed, subject, subject.expiresAt)).toMatchObject({ error: { code: 'approval-expired' } });
    expect(verifyApproval(sealed, { ...subject, expiresAt: Number.NaN }, 0)).toMatchObject({ ok: false });
  });
});

describe('ids', () => {
  it('are a function of the decision, differ in every part, and fit every broker', () => {
    const decision = { deploymentId: 'pd-1', decidedAt: 1, symbol: 'ACME', leg: 'entry', attempt: 0 };
    const ids = [
      decision,
      { ...decision, deploymentId: 'pd-2' },
      { ...decision, decidedAt: 2 },
      { ...decision, symbol: 'B' },
      { ...decision, leg: 'exit' },
      { ...decision, attempt: 1 },
    ].map(clientOrderIdOf);
    expect(new Set(ids).size).toBe(6);
    expect(clientOrderIdOf({ ...decision })).toBe(ids[0]);
    for (const id of ids) expect(id.length).toBeLessThanOrEqual(48);
    expect(deploymentIdOf(sealed, 'paper')).not.toBe(deploymentIdOf(sealed, 'live'));
  });
});

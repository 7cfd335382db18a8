/** Every gate check refuses its cases with its own code and a sentence, and fails closed. */
import { describe, expect, it } from 'vitest';
import { gateChecks } from '../../../agents/engine/orders/checks/index.ts';
import { createGate } from '../../../agents/engine/orders/gate.ts';
import type { KillLevel } from '../../../shared/domain/kill.ts';
import { type GateCase, passes, refusals } from './cases.ts';
import { soundContext, soundIntent, soundLimits } from './sound.ts';

const gateAt = (level: KillLevel, checks = gateChecks) =>
  createGate({ checks, limits: () => soundLimits, latch: { level: () => level } });
const ask = (c: GateCase, checks = gateChecks) =>
  gateAt(c.level ?? 'armed', checks).check({ ...soundIntent, ...c.intent }, { ...soundContext, ...c.context });

describe('the gate', () => {
  it('has at least fifteen checks with unique codes and a purpose', () => {
    expect(gateChecks.length).toBeGreaterThanOrEqual(15);
    expect(new Set(gateChecks.map((c) => c.code)).size).toBe(gateChecks.length);
    for (const check of gateChecks) expect(check.purpose).toMatch(/^[A-Z].*\.$/);
  });

  it('has a case for every check', () => {
    const covered = new Set(refusals.map((c) => c.check));
    expect(gateChecks.map((c) => c.code).filter((code) => !covered.has(code))).toEqual([]);
  });

  it.each(refusals)('$check refuses $what', (c) => {
    const answer = ask(c);
    expect(answer).toMatchObject({ approved: false, check: c.check });
    if (!answer.approved) expect(answer.reason).toMatch(/^.{10,400}$/);
  });

  it.each(passes)('lets $what through', (c) => {
    expect(ask(c)).toMatchObject({ approved: true });
  });

  it.each(gateChecks.map((c) => c.code))('refuses when %s throws', (code) => {
    const broken = gateChecks.map((check) =>
      check.code === code
        ? {
            ...check,
            refuse: () => {
              throw new Error('planted');
            },
          }
        : check,
    );
    expect(ask({ check: code, what: '' }, broken)).toMatchObject({ approved: false, check: code });
  });

  it('refuses when the limits or the latch cannot be read', () => {
    const fail = (): never => {
      throw new Error('planted');
    };
    const noLimits = createGate({ limits: fail, latch: { level: () => 'armed' } });
    const noLatch = createGate({ limits: () => soundLimits, latch: { level: fail } });
    expect(noLimits.check(soundIntent, soundContext)).toMatchObject({ approved: false, check: 'limits' });
    expect(noLatch.check(soundIntent, soundContext)).toMatchObject({ approved: false });
  });
});

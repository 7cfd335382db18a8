/** Permission to send cannot be forged, copied, used twice or used after the latch closed. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Approved } from '../../../../agents/brokers/approved.ts';
import { createGate } from '../../../../agents/engine/orders/gate.ts';
import type { KillLevel } from '../../../../shared/domain/kill.ts';
import type { OrderIntent } from '../../../../shared/domain/order.ts';
import { heldContext, soundContext, soundExit, soundIntent, soundLimits } from '../../../contract/gate/sound.ts';
import { productFiles } from '../../../tidy/source-files.ts';

const setUp = () => {
  const state = { level: 'armed' as KillLevel };
  const gate = createGate({ limits: () => soundLimits, latch: { level: () => state.level } });
  const allow = (intent = soundIntent, context = soundContext): Approved<OrderIntent> => {
    const answer = gate.check(intent, context);
    if (!answer.approved) throw new Error(answer.reason);
    return answer;
  };
  return { state, gate, allow };
};

describe('a permission', () => {
  it('is spent once', () => {
    const { gate, allow } = setUp();
    const permission = allow();
    expect(gate.redeem(permission)).toBeUndefined();
    expect(gate.redeem(permission)).toMatchObject({ check: 'permission' });
  });

  it('is worth nothing as a copy, a clone, a cast or at another gate', () => {
    const { gate, allow } = setUp();
    const permission = allow();
    const fake = { approved: true, intent: soundIntent } as unknown as Approved<OrderIntent>;
    for (const forged of [{ ...permission }, structuredClone(permission), fake, Object.create(permission), null])
      expect(gate.redeem(forged as Approved<OrderIntent>)).toMatchObject({ check: 'permission' });
    expect(setUp().gate.redeem(permission)).toMatchObject({ check: 'permission' });
    expect(gate.redeem(permission)).toBeUndefined();
  });

  it('cannot be edited after it was given, nor through the intent it was asked for', () => {
    const { allow } = setUp();
    const intent = { ...soundIntent };
    const permission = allow(intent);
    (intent as { quantity: string }).quantity = '999999';
    expect(permission.intent.quantity).toBe('100');
    expect(() => Object.assign(permission.intent, { quantity: '5' })).toThrow();
    expect(() => Object.assign(permission, { intent })).toThrow();
  });

  it('dies when the latch closes between the check and the send, unless it shrinks a position', () => {
    const { state, gate, allow } = setUp();
    const entry = allow();
    const exit = allow(soundExit, heldContext);
    state.level = 'paused';
    expect(gate.redeem(entry)).toMatchObject({ check: 'kill-latch' });
    state.level = 'flattened';
    expect(gate.redeem(exit)).toBeUndefined();
  });

  it('is claimed in the gate and nowhere else', () => {
    const claims = productFiles()
      .filter((f) => /as (unknown as )?Approved</.test(f.text) || f.text.includes("'made by the order gate'"))
      .map((f) => f.path)
      .sort();
    expect(claims).toEqual(['agents/brokers/approved.ts', 'agents/engine/orders/gate.ts']);
    expect(readFileSync('agents/engine/orders/gate.ts', 'utf8').match(/as unknown as Approved</g)).toHaveLength(1);
  });
});

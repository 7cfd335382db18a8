/** The gate under fuzz: no hostile field passes, and what passes holds every limit it was asked about. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createGate } from '../../../agents/engine/orders/gate.ts';
import type { GateContext } from '../../../agents/engine/orders/gate-check.ts';
import { killLevels } from '../../../shared/domain/kill.ts';
import type { OrderIntent } from '../../../shared/domain/order.ts';
import { heldContext, soundContext, soundExit, soundIntent, soundLimits } from '../../contract/gate/sound.ts';

const hostile: readonly unknown[] = [
  Number.NaN,
  -0,
  0,
  1e308,
  -1e308,
  Number.POSITIVE_INFINITY,
  '',
  ' ',
  '-0',
  '0',
  '00',
  '1e308',
  '1E2',
  '+1',
  '.5',
  '5.',
  '0x10',
  'NaN',
  'Infinity',
  '１００',
  '1\u0660',
  '1,000',
  '1_000',
  '100 ',
  ' 100',
  '100\n',
  '9'.repeat(400),
  `0.${'1'.repeat(13)}`,
  '\u202e100',
  '\u0410CME',
  'ACME\u200b',
  'ＡＣＭＥ',
  'ACME\0',
  '__proto__',
  'constructor',
  null,
  undefined,
  true,
  [],
  {},
  ['100'],
  { toString: () => '100' },
  1n,
  Symbol.iterator,
  () => '100',
];
const gate = createGate({ limits: () => soundLimits, latch: { level: () => 'armed' } });

describe('the gate under fuzz', () => {
  it('refuses every hostile value in every field that has one right form', () => {
    const fields = Object.keys(soundIntent) as (keyof OrderIntent)[];
    for (const field of fields)
      for (const value of hostile) {
        if (Object.is(value, soundIntent[field])) continue;
        const answer = gate.check({ ...soundIntent, [field]: value } as OrderIntent, soundContext);
        if (!answer.approved) continue;
        // An order id is any plain ASCII word of its length.
        if (field === 'clientOrderId' && /^[!-~]{8,48}$/.test(String(value)) && typeof value === 'string') continue;
        // Names of strategies and deployments are free text; nothing else may pass.
        expect(['strategyId', 'deploymentId'], `${field} = ${String(value)}`).toContain(field);
      }
  });

  it('never throws and never lets a random order through that breaks a limit', () => {
    const number = fc.oneof(
      fc.double({ noDefaultInfinity: false, noNaN: false }),
      fc.constantFrom(0, -0, 1e308, Number.NaN, Number.POSITIVE_INFINITY, -1),
      fc.integer({ min: 0, max: 2_000_000 }),
    );
    const decimals = fc.oneof(
      fc.integer({ min: 1, max: 100_000 }).map(String),
      fc.double({ min: 0.01, max: 1e9, noNaN: true }).map((n) => n.toFixed(2)),
      fc.constantFrom('0', '-1', 'NaN', '1e5', '100.005'),
    );
    const intents = fc.record({
      side: fc.constantFrom('buy', 'sell'),
      quantity: decimals,
      referencePrice: decimals,
      reduceOnly: fc.boolean(),
      purpose: fc.constantFrom('entry', 'exit', 'flatten', 'stop-loss', 'rebalance'),
    });
    const facts = fc.record({
      position: number,
      equity: number,
      buyingPower: number,
      grossExposure: number,
      symbolExposure: number,
      strategyEquity: number,
      strategySymbolExposure: number,
      strategyDayPnl: number,
      drawdown: number,
      lastPrice: number,
      ordersInLastMinute: number,
      pendingExitQuantity: number,
    });
    let passed = 0;
    fc.assert(
      fc.property(
        intents,
        fc.oneof(
          facts,
          facts.map((f) => ({ position: f.position })),
        ),
        fc.constantFrom(...killLevels),
        (part, some, level) => {
          const context: GateContext = { ...soundContext, ...some };
          const atLevel = createGate({ limits: () => soundLimits, latch: { level: () => level } });
          const answer = atLevel.check({ ...soundIntent, ...part } as OrderIntent, context);
          if (!answer.approved) {
            expect(answer.reason.length).toBeGreaterThan(5);
            return;
          }
          passed++;
          const { intent } = answer;
          const quantity = Number(intent.quantity);
          expect(quantity).toBeGreaterThan(0);
          expect(Number.isInteger(quantity)).toBe(true);
          if (intent.reduceOnly) {
            expect(context.position * (intent.side === 'buy' ? 1 : -1)).toBeLessThan(0);
            expect(quantity).toBeLessThanOrEqual(Math.abs(context.position) * (1 + 1e-9));
            return;
          }
          expect(level).toBe('armed');
          const worth = quantity * Math.max(Number(intent.referencePrice), context.lastPrice);
          expect(worth).toBeLessThanOrEqual(soundLimits.maxOrderNotional * (1 + 1e-9));
          const against = context.position * (intent.side === 'buy' ? 1 : -1) < 0 ? Math.abs(context.position) : 0;
          const opening = (Math.max(0, quantity - against) / quantity) * worth;
          expect(context.symbolExposure + opening).toBeLessThanOrEqual(
            soundLimits.maxSymbolShare * context.equity * (1 + 1e-9),
          );
          expect(context.drawdown).toBeLessThan(soundLimits.maxDrawdownShare);
        },
      ),
      { numRuns: 5000, seed: 20260904 },
    );
    expect(passed).toBeGreaterThan(50);
  });

  it('answers well under a millisecond', () => {
    for (let i = 0; i < 2000; i++) gate.check(soundIntent, soundContext);
    const times: number[] = [];
    for (let i = 0; i < 5000; i++) {
      const began = performance.now();
      gate.check(i % 2 === 0 ? soundIntent : soundExit, i % 2 === 0 ? soundContext : heldContext);
      times.push(performance.now() - began);
    }
    times.sort((a, b) => a - b);
    // The middle of the field: a busy machine may stretch the tail of any one run.
    expect(times[Math.floor(times.length * 0.9)] as number).toBeLessThan(1);
  });
});

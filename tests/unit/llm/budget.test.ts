/** No cap is ever passed, not by a millionth of a dollar, whatever comes at once and in whatever order it ends. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSimulatedClock } from '../../../agents/kernel/clock.ts';
import { type BudgetCaps, createBudget, type Reservation } from '../../../agents/llm/budget.ts';
import { dayMs } from '../../../shared/core/time.ts';

const start = Date.parse('2026-03-30T23:00:00Z');
const wide: BudgetCaps = { agentDayUsd: 1000, dayUsd: 1000, monthUsd: 1000 };
const micro = (usd: number): number => Math.round(usd * 1e6);
const taken = (result: ReturnType<ReturnType<typeof createBudget>['reserve']>): Reservation => {
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
};

describe('a budget', () => {
  it('keeps 10,000 calls at once under the cap of day, month and agent', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 2 ** 31 - 1 }),
        fc.record({
          agentDayUsd: fc.double({ min: 0, max: 3, noNaN: true }),
          dayUsd: fc.double({ min: 0, max: 10, noNaN: true }),
          monthUsd: fc.double({ min: 0, max: 12, noNaN: true }),
        }),
        async (seed, caps) => {
          const clock = createSimulatedClock(start);
          const budget = createBudget({ caps: () => caps, clock });
          let word = seed;
          const next = (below: number): number => {
            word = (Math.imul(word, 1664525) + 1013904223) >>> 0;
            return word % below;
          };
          let billedUsd = 0;
          const billedBy = new Map<string, number>();
          const check = (): void => {
            const { dayUsd, monthUsd, agentDayUsd } = budget.spending();
            expect(dayUsd).toBeLessThanOrEqual(caps.dayUsd);
            expect(monthUsd).toBeLessThanOrEqual(caps.monthUsd);
            for (const usd of Object.values(agentDayUsd)) expect(usd).toBeLessThanOrEqual(caps.agentDayUsd);
          };
          await Promise.all(
            Array.from({ length: 10_000 }, async (_, i) => {
              const agentId = `A${i % 16}`;
              const worst = next(20_000);
              for (let turns = next(4); turns > 0; turns--) await null;
              const reserved = budget.reserve(agentId, worst);
              if (!reserved.ok) return;
              for (let turns = next(4); turns > 0; turns--) await null;
              const actual = next(worst + 1);
              reserved.value.settle(actual);
              billedUsd += actual;
              billedBy.set(agentId, (billedBy.get(agentId) ?? 0) + actual);
              if (i % 500 === 0) check();
            }),
          );
          check();
          expect(micro(budget.spending().dayUsd)).toBe(billedUsd);
          for (const [agentId, billed] of billedBy)
            expect(micro(budget.spending().agentDayUsd[agentId] as number)).toBe(billed);
        },
      ),
      { numRuns: 6 },
    );
  });

  it('sets the worst case aside until it knows better', () => {
    const budget = createBudget({ caps: () => ({ ...wide, dayUsd: 1 }), clock: createSimulatedClock(start) });
    const first = taken(budget.reserve('A1', micro(0.9)));
    expect(budget.reserve('A0', micro(0.2))).toMatchObject({ ok: false, error: { code: 'budget-spent' } });
    first.settle(micro(0.1));
    taken(budget.reserve('A0', micro(0.9))).settle(micro(0.9));
    expect(budget.reserve('A0', 1)).toMatchObject({ ok: false });
    expect(budget.reserve('A0', 0)).toMatchObject({ ok: true });
    expect(budget.spending()).toMatchObject({ dayUsd: 1, agentDayUsd: { A0: 0.9, A1: 0.1 } });
  });

  it.each([
    ['agentDayUsd', "A1's cap for today"],
    ['dayUsd', 'the cap for today'],
    ['monthUsd', 'the cap for this month'],
  ] as const)('names %s when that is in the way', (cap, words) => {
    const budget = createBudget({ caps: () => ({ ...wide, [cap]: 0.5 }), clock: createSimulatedClock(start) });
    const refused = budget.reserve('A1', micro(0.6));
    if (refused.ok) throw new Error('expected a refusal');
    expect(refused.error.message).toContain(words);
    expect(refused.error.message).toContain('$0.60');
  });

  it('begins anew with the day and the month, UTC, and never because a clock jumped back', () => {
    const clock = createSimulatedClock(start);
    let now = start;
    const budget = createBudget({ caps: () => wide, clock: { now: () => now as never } });
    taken(budget.reserve('A1', 500)).settle(500);
    const late = taken(budget.reserve('A1', 300));
    now = start + 2 * 3_600_000;
    expect(budget.spending()).toMatchObject({ day: '2026-03-31', dayUsd: 0, monthUsd: 0.0008 });
    late.settle(100);
    expect(budget.spending()).toMatchObject({ dayUsd: 0, monthUsd: 0.0006 });
    now = start + 2 * dayMs;
    expect(budget.spending()).toMatchObject({ day: '2026-04-01', month: '2026-04', monthUsd: 0 });
    taken(budget.reserve('A1', 700)).settle(700);
    now = start;
    expect(budget.spending()).toMatchObject({ day: '2026-04-01', dayUsd: 0.0007 });
    expect(clock.now()).toBe(start);
  });

  it('remembers across a restart, open reservations as spent', () => {
    let kept: string | undefined;
    const keep = {
      load: () => kept,
      save(json: string) {
        kept = json;
      },
    };
    const clock = createSimulatedClock(start);
    const budget = createBudget({ caps: () => wide, clock, keep });
    taken(budget.reserve('A1', 400)).settle(100);
    taken(budget.reserve('A0', 5_000));
    expect(createBudget({ caps: () => wide, clock, keep }).spending()).toMatchObject({
      dayUsd: 0.0051,
      agentDayUsd: { A0: 0.005, A1: 0.0001 },
    });
  });

  it('spends nothing when it cannot read or write what was spent', () => {
    const clock = createSimulatedClock(start);
    const damaged = createBudget({ caps: () => wide, clock, keep: { load: () => '{"day":', save: () => undefined } });
    expect(damaged.reserve('A1', 1)).toMatchObject({ ok: false, error: { code: 'budget-unknown' } });
    const full = createBudget({
      caps: () => wide,
      clock,
      keep: {
        load: () => undefined,
        save() {
          throw new Error('no space left on device');
        },
      },
    });
    expect(full.reserve('A1', 1)).toMatchObject({ ok: false, error: { code: 'budget-not-kept' } });
    expect(full.spending()).toMatchObject({ dayUsd: 0 });
  });

  it('is settled once', () => {
    const budget = createBudget({ caps: () => wide, clock: createSimulatedClock(start) });
    const reserved = taken(budget.reserve('A1', 10));
    reserved.settle(5);
    expect(() => reserved.settle(5)).toThrow(/once/);
  });
});

/** Spending on models: the worst a call can cost is set aside before it is made, so that no cap is ever passed. */
import { z } from 'zod';
import { invariant } from '../../shared/core/assert.ts';
import { ok, type Result, refuse } from '../../shared/core/result.ts';
import { type Clock, isoDate } from '../../shared/core/time.ts';
import { usdOf } from './prices.ts';

export interface BudgetCaps {
  /** One agent in one day. */
  readonly agentDayUsd: number;
  readonly dayUsd: number;
  readonly monthUsd: number;
}

/** Where spending survives a restart. */
export interface BudgetKeep {
  load(): string | undefined;
  /** @throws Error when it cannot be stored. */
  save(json: string): void;
}

export interface Reservation {
  /** Replaces the worst case by what was billed, in millionths of a dollar. Once only. */
  settle(microUsd: number): void;
}

export interface Spending {
  /** UTC day and month the figures are of. */
  readonly day: string;
  readonly month: string;
  readonly dayUsd: number;
  readonly monthUsd: number;
  readonly agentDayUsd: Readonly<Record<string, number>>;
}

export interface Budget {
  /** Sets aside the worst case of a call, in whole millionths of a dollar, or says which cap is in the way. */
  reserve(agentId: string, worstMicroUsd: number): Result<Reservation>;
  /** Spent and set aside so far. */
  spending(): Spending;
}

const micro = z.number().int().nonnegative();
const stateSchema = z.strictObject({
  day: z.string(),
  month: z.string(),
  dayMicroUsd: micro,
  monthMicroUsd: micro,
  agents: z.record(z.string(), micro),
});
type State = z.infer<typeof stateSchema>;

const dollars = (microUsd: number): string => `$${usdOf(microUsd).toFixed(microUsd < 10_000 ? 4 : 2)}`;

/** Days and months are UTC. A clock that jumps back never opens a fresh budget. */
export function createBudget(options: { caps: () => BudgetCaps; clock: Clock; keep?: BudgetKeep }): Budget {
  const { keep } = options;
  let state: State = { day: '', month: '', dayMicroUsd: 0, monthMicroUsd: 0, agents: {} };
  let damaged = false;
  const kept = keep?.load();
  if (kept !== undefined) {
    try {
      state = stateSchema.parse(JSON.parse(kept));
    } catch {
      damaged = true;
    }
  }
  const turn = (): void => {
    const day = isoDate(options.clock.now());
    const month = day.slice(0, 7);
    if (month > state.month) state = { day, month, dayMicroUsd: 0, monthMicroUsd: 0, agents: {} };
    else if (day > state.day) state = { ...state, day, dayMicroUsd: 0, agents: {} };
  };
  const add = (agentId: string, microUsd: number, day: string, month: string): void => {
    const sameDay = state.day === day;
    const agent = Object.hasOwn(state.agents, agentId) ? (state.agents[agentId] as number) : 0;
    state = {
      ...state,
      dayMicroUsd: state.dayMicroUsd + (sameDay ? microUsd : 0),
      monthMicroUsd: state.monthMicroUsd + (state.month === month ? microUsd : 0),
      agents: sameDay ? { ...state.agents, [agentId]: agent + microUsd } : state.agents,
    };
  };
  const save = (): void => keep?.save(JSON.stringify(state));

  return {
    reserve(agentId, worstMicroUsd) {
      invariant(
        Number.isSafeInteger(worstMicroUsd) && worstMicroUsd >= 0,
        'a reservation is a whole number of millionths',
      );
      if (damaged)
        return refuse('budget-unknown', 'What was spent on models so far cannot be read, so nothing more is spent.', {
          where: 'model spending',
          fix: 'remove the damaged record of model spending; the day and the month then count from zero.',
        });
      turn();
      const { agentDayUsd, dayUsd, monthUsd } = options.caps();
      const agent = Object.hasOwn(state.agents, agentId) ? (state.agents[agentId] as number) : 0;
      const walls = [
        { name: `${agentId}'s cap for today`, cap: agentDayUsd, spent: agent },
        { name: 'the cap for today', cap: dayUsd, spent: state.dayMicroUsd },
        { name: 'the cap for this month', cap: monthUsd, spent: state.monthMicroUsd },
      ];
      for (const { name, cap, spent } of walls) {
        const capMicroUsd = Math.floor(cap * 1e6 + 1e-6);
        if (spent + worstMicroUsd > capMicroUsd)
          return refuse(
            'budget-spent',
            `The question could cost ${dollars(worstMicroUsd)}, and ${name} of ${dollars(capMicroUsd)} has ${dollars(Math.max(0, capMicroUsd - spent))} left.`,
            { where: agentId, fix: 'wait for the next day or month, choose a cheaper model, or raise the cap.' },
          );
      }
      const { day, month } = state;
      add(agentId, worstMicroUsd, day, month);
      try {
        save();
      } catch (error) {
        add(agentId, -worstMicroUsd, day, month);
        return refuse('budget-not-kept', 'Spending on models cannot be recorded, so the question was not sent.', {
          where: error instanceof Error ? error.message : String(error),
          fix: 'make room on the disk or mend its permissions.',
        });
      }
      let settled = false;
      return ok({
        settle(microUsd) {
          invariant(!settled, 'a reservation is settled once');
          invariant(Number.isSafeInteger(microUsd) && microUsd >= 0, 'a cost is a whole number of millionths');
          settled = true;
          turn();
          add(agentId, microUsd - worstMicroUsd, day, month);
          save();
        },
      });
    },
    spending() {
      turn();
      return {
        day: state.day,
        month: state.month,
        dayUsd: usdOf(state.dayMicroUsd),
        monthUsd: usdOf(state.monthMicroUsd),
        agentDayUsd: Object.fromEntries(Object.entries(state.agents).map(([id, microUsd]) => [id, usdOf(microUsd)])),
      };
    },
  };
}

/** A provider whose replies are scripted, and a router around it, for tests. */

import { z } from 'zod';
import { createSimulatedClock, type SimulatedClock } from '../../../agents/kernel/clock.ts';
import type { ModelQuestion } from '../../../agents/kernel/ports.ts';
import type { AdapterDefinition, AdapterQuestion, AdapterRefusal } from '../../../agents/llm/adapter.ts';
import { type Budget, createBudget } from '../../../agents/llm/budget.ts';
import { askHouse } from '../../../agents/llm/house-model/house-model.ts';
import { createRecorder, memoryRecords, type RecordKeep } from '../../../agents/llm/recorder.ts';
import { createModelPort, type ModelRouter } from '../../../agents/llm/router.ts';
import { readModelSettings } from '../../../agents/llm/settings.ts';
import { err, ok, type Refusal } from '../../../shared/core/result.ts';

export type ScriptedReply =
  | string
  | AdapterRefusal
  /** Answers when told to, or when stopped. */
  | ((question: AdapterQuestion) => Promise<string | AdapterRefusal>);

export interface Bench extends ModelRouter {
  readonly asked: AdapterQuestion[];
  readonly costs: [string, number][];
  readonly troubles: [string, Refusal][];
  readonly budget: Budget;
  readonly clock: SimulatedClock;
  readonly records: RecordKeep;
  settings: unknown;
  key: string | undefined;
  script(...replies: ScriptedReply[]): void;
}

export const summarySchema = z.strictObject({ summary: z.string().min(10).max(600) });
export const regimeFacts = {
  market: 'The index of 12 symbols',
  label: 'bull',
  volatility: 'low',
  probability: 0.83,
  days: 41,
  annualVolatility: 0.23,
  features: { trend: 0.9 },
};
export const question = (more: Partial<ModelQuestion<typeof summarySchema>> = {}) => ({
  agentId: 'A0',
  purpose: 'summarise-regime',
  system: 'Explain the regime.',
  facts: regimeFacts as unknown,
  schema: summarySchema,
  seed: 5,
  ...more,
});
export const reply = (summary: string): string => JSON.stringify({ summary });

/** A reply takes 1,000 tokens in and 100 out. */
export const usage = { inputTokens: 1_000, outputTokens: 100 };

export function openBench(start = Date.parse('2026-03-02T10:00:00Z')): Bench {
  const clock = createSimulatedClock(start);
  const asked: AdapterQuestion[] = [];
  let replies: ScriptedReply[] = [];
  const definition: AdapterDefinition = {
    id: 'openai',
    name: 'The provider',
    baseUrl: 'https://provider.invalid',
    keyName: 'openai-api-key',
    connect: () => ({
      id: 'openai',
      name: 'The provider',
      async ask(given) {
        asked.push(given);
        const next = replies.length > 1 ? replies.shift() : replies[0];
        const made = typeof next === 'function' ? await next(given) : next;
        if (made === undefined) throw new Error('the script has no reply');
        return typeof made === 'string' ? ok({ text: made, ...usage, model: 'gpt-4o-mini-2024-07-18' }) : err(made);
      },
    }),
  };
  const records = memoryRecords();
  const bench = {
    settings: { default: { provider: 'openai', model: 'gpt-4o-mini' } } as unknown,
    key: 'sk-the-key-of-the-person' as string | undefined,
  };
  const budget = createBudget({
    clock,
    caps: () => {
      const read = readModelSettings(bench.settings);
      return read.ok ? read.value.caps : { agentDayUsd: 0, dayUsd: 0, monthUsd: 0 };
    },
  });
  const router = createModelPort({
    settings: () => readModelSettings(bench.settings),
    adapters: [definition],
    keys: async (keyName) => (keyName === 'openai-api-key' ? bench.key : undefined),
    secrets: async () => ['broker-secret-4711'],
    recorder: createRecorder(records),
    budget,
    house: askHouse,
    clock,
  });
  const costs: [string, number][] = [];
  const troubles: [string, Refusal][] = [];
  router.onCost((agentId, costUsd) => costs.push([agentId, costUsd]));
  router.onTrouble((agentId, refusal) => troubles.push([agentId, refusal]));
  return Object.assign(bench, router, {
    asked,
    costs,
    troubles,
    budget,
    clock,
    records,
    script(...next: ScriptedReply[]) {
      replies = next;
    },
  });
}

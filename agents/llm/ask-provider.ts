/** One question to one provider: money set aside, asked, read strictly, mended at most twice, every reply kept. */
import type { z } from 'zod';
import { err, ok, type Refusal, type Result, refuse } from '../../shared/core/result.ts';
import type { DeskClock } from '../kernel/clock.ts';
import type { Adapter } from './adapter.ts';
import type { Budget } from './budget.ts';
import { scanEgress } from './egress.ts';
import { parseAnswer } from './parse-answer.ts';
import { type ModelPrice, microUsdOf } from './prices.ts';
import type { Prompt } from './prompt.ts';
import type { RecordedAttempt } from './recorder.ts';
import { cleanText } from './untrusted-text.ts';

/** Asking again after a refused reply. */
const repairTries = 2;
/** What providers add to a prompt of their own, in tokens, at most. */
const overheadTokens = 2_000;
/** Of a refused reply, what the model is shown again, in characters. */
const shownReply = 8_000;

export interface ProviderAsk<Schema extends z.ZodType> {
  readonly adapter: Adapter;
  readonly model: string;
  readonly price: ModelPrice;
  readonly prompt: Prompt;
  readonly schema: Schema;
  readonly maxOutputTokens: number;
  readonly timeoutMs: number;
  /** Texts that must not leave. */
  readonly secrets: readonly string[];
  readonly budget: Budget;
  readonly clock: DeskClock;
}

export interface ProviderAnswer<T> {
  readonly result: Result<{ readonly value: T; readonly model: string }>;
  readonly attempts: readonly RecordedAttempt[];
  readonly costMicroUsd: number;
}

const bytesOf = (text: string): number => new TextEncoder().encode(text).length;

export async function askProvider<Schema extends z.ZodType>(
  ask: ProviderAsk<Schema>,
): Promise<ProviderAnswer<z.infer<Schema>>> {
  const { adapter, model, price, prompt, budget } = ask;
  const attempts: RecordedAttempt[] = [];
  let costMicroUsd = 0;
  let repair: { reply: string; complaint: string } | undefined;
  const over = (refusal: Refusal): ProviderAnswer<z.infer<Schema>> => ({
    result: err(refusal),
    attempts,
    costMicroUsd,
  });

  for (let attempt = 0; attempt <= repairTries; attempt++) {
    const body = [prompt.instructions, prompt.factsJson, repair?.reply ?? '', repair?.complaint ?? ''].join('\n');
    const clean = scanEgress(body, ask.secrets);
    if (!clean.ok) return over(clean.error);
    // A token is at least a byte of text; the schema travels a second time beside the instructions.
    const mostInput = bytesOf(body) + bytesOf(JSON.stringify(prompt.jsonSchema)) + overheadTokens;
    const worst = microUsdOf(price, mostInput, ask.maxOutputTokens);
    const reserved = budget.reserve(prompt.agentId, worst);
    if (!reserved.ok) return over(reserved.error);

    const controller = new AbortController();
    const stopTimer = ask.clock.after(ask.timeoutMs, () => controller.abort());
    const asked = await adapter
      .ask({
        system: prompt.instructions,
        facts: prompt.factsJson,
        jsonSchema: prompt.jsonSchema,
        model,
        maxOutputTokens: ask.maxOutputTokens,
        seed: prompt.seed,
        ...(repair === undefined ? {} : { repair }),
        signal: controller.signal,
      })
      .finally(stopTimer);

    // Not knowing what was billed counts as the worst case.
    const usage = asked.ok ? asked.value : asked.error.usage;
    const billed = usage === 'unknown' ? worst : microUsdOf(price, usage.inputTokens, usage.outputTokens);
    reserved.value.settle(billed);
    costMicroUsd += billed;
    const tokens = usage === 'unknown' ? { inputTokens: 0, outputTokens: 0 } : usage;
    const kept = { inputTokens: tokens.inputTokens, outputTokens: tokens.outputTokens };
    if (!asked.ok) {
      const { usage: _, ...refusal } = asked.error;
      attempts.push({ text: null, ...kept, complaint: refusal.message });
      return over(refusal);
    }
    const { text } = asked.value;
    const parsed = parseAnswer(text, ask.schema);
    // A reply of megabytes is not worth keeping whole: what was refused about it is.
    attempts.push({ text: text.slice(0, 300_000), ...kept, complaint: parsed.ok ? null : parsed.error.message });
    if (parsed.ok) return { result: ok({ value: parsed.value, model: asked.value.model }), attempts, costMicroUsd };
    const { message, where } = parsed.error;
    repair = {
      reply: cleanText(text, shownReply).text,
      complaint: where === undefined ? message : `${message}\n${where}`,
    };
  }
  const tries = repairTries + 1;
  return {
    result: refuse('model-output-refused', `${adapter.name} answered ${tries} times and never in the form asked for.`, {
      where: repair?.complaint.slice(0, 500) ?? prompt.purpose,
      fix: 'choose another model for this agent.',
    }),
    attempts,
    costMicroUsd,
  };
}

/** Routes every question to the model its agent was given: a provider with a key, else the house model; recorded, priced, never stale. */
import type { z } from 'zod';
import { err, ok, type Refusal, type Result, refuse } from '../../shared/core/result.ts';
import type { DeskClock } from '../kernel/clock.ts';
import type { ModelAnswer, ModelPort, ModelQuestion } from '../kernel/ports.ts';
import type { AdapterDefinition } from './adapter.ts';
import { askProvider } from './ask-provider.ts';
import type { Budget } from './budget.ts';
import { type askHouse, houseProvider, houseVersion } from './house-model/house-model.ts';
import { parseAnswer } from './parse-answer.ts';
import { priceOf, usdOf } from './prices.ts';
import { type Prompt, preparePrompt, promptHashOf } from './prompt.ts';
import { answeredItself, type ModelRecord, type Recorder } from './recorder.ts';
import { choiceFor, type ModelSettings } from './settings.ts';

export interface ModelRouterOptions {
  /** Read anew for every question, so that a change takes effect at once. */
  settings(): Result<ModelSettings>;
  readonly adapters: readonly AdapterDefinition[];
  /** The key of a provider, by the name of its secret; undefined when there is none. */
  keys(keyName: string): Promise<string | undefined>;
  /** Other secrets that must never leave in a question. */
  secrets?(): Promise<readonly string[]>;
  readonly recorder: Recorder;
  readonly budget: Budget;
  readonly house: typeof askHouse;
  readonly clock: DeskClock;
}

export interface ModelRouter {
  readonly model: ModelPort;
  /** Answers from the record alone. */
  readonly recordedModel: ModelPort;
  /** Hears what each answer that was paid for cost. Returns the way to stop. */
  onCost(listener: (agentId: string, costUsd: number) => void): () => void;
  /** Hears of every question that got no answer, or the house model's in place of a provider's. */
  onTrouble(listener: (agentId: string, refusal: Refusal) => void): () => void;
}

type Ask = ModelQuestion<z.ZodType>;
type Answer = Result<ModelAnswer<unknown>>;

/** The answer a record holds, judged by the question's schema once more. */
function answerOf(record: ModelRecord, schema: z.ZodType): Answer {
  const { outcome, promptHash } = record;
  if (!outcome.ok) return err(outcome.refusal);
  const parsed = parseAnswer(JSON.stringify(outcome.value), schema);
  const { provider, model, costUsd } = outcome;
  return parsed.ok ? ok({ value: parsed.value, provider, model, costUsd, promptHash }) : parsed;
}

export function createModelPort(options: ModelRouterOptions): ModelRouter {
  const costListeners = new Set<(agentId: string, costUsd: number) => void>();
  const troubleListeners = new Set<(agentId: string, refusal: Refusal) => void>();
  const underWay = new Map<string, Promise<Answer>>();

  const keep = async (
    prompt: Prompt,
    asked: string,
    rest: Pick<ModelRecord, 'attempts' | 'outcome'>,
  ): Promise<string> => {
    const { agentId, purpose, questionHash, instructions, facts, jsonSchema, seed } = prompt;
    const promptHash = promptHashOf(prompt, asked);
    const request = { system: instructions, facts: facts ?? null, jsonSchema, seed };
    await options.recorder.record({ promptHash, questionHash, agentId, purpose, asked, request, ...rest });
    return promptHash;
  };

  /** The house model, under the name of whichever model was asked. */
  const askHouse = async (
    question: Ask,
    prompt: Prompt,
    asked = `${houseProvider}/${houseVersion}`,
    before: Pick<ModelRecord, 'attempts'> & { costUsd: number } = { attempts: [], costUsd: 0 },
  ): Promise<Answer> => {
    const { purpose, schema, seed } = question;
    const answer = options.house({ purpose, facts: prompt.facts, schema, seed });
    const made = { provider: houseProvider, model: houseVersion, costUsd: before.costUsd };
    const promptHash = await keep(prompt, asked, {
      attempts: before.attempts,
      outcome: answer.ok ? { ok: true, value: answer.value, ...made } : { ok: false, refusal: answer.error },
    });
    return answer.ok ? ok({ value: answer.value, ...made, promptHash }) : answer;
  };

  const askModel = async (
    question: Ask,
    prompt: Prompt,
    settings: ModelSettings,
    definition: AdapterDefinition,
    apiKey: string,
    model: string,
  ): Promise<Answer> => {
    const asked = `${definition.id}/${model}`;
    // The same question with the same seed has the same answer, or a run could not be made twice. It was paid for once.
    const known = await options.recorder.find(prompt, asked);
    if (known !== undefined && answeredItself(known)) {
      const again = answerOf(known, question.schema);
      if (again.ok) return ok({ ...again.value, costUsd: 0 });
    }
    const price = priceOf(asked, settings.prices);
    if (price === undefined)
      return refuse('price-unknown', `The price of ${asked} is not known, so its cost cannot be capped.`, {
        where: 'models.prices',
        fix: 'enter the price of the model in the settings, or choose another model.',
      });
    const timeoutMs = settings.timeoutSeconds * 1000;
    const baseUrl =
      (settings.baseUrls as Readonly<Record<string, string | undefined>>)[definition.id] ?? definition.baseUrl;
    const { result, attempts, costMicroUsd } = await askProvider({
      adapter: definition.connect({ apiKey, baseUrl, timeoutMs }),
      model,
      price,
      prompt,
      schema: question.schema,
      maxOutputTokens: settings.maxOutputTokens,
      timeoutMs,
      secrets: [apiKey, ...((await options.secrets?.()) ?? [])],
      budget: options.budget,
      clock: options.clock,
    });
    const costUsd = usdOf(costMicroUsd);
    if (costMicroUsd > 0) for (const listener of costListeners) listener(question.agentId, costUsd);
    if (result.ok) {
      const made = { provider: definition.id, model: result.value.model, costUsd };
      const outcome = { ok: true as const, value: result.value.value, ...made };
      const promptHash = await keep(prompt, asked, { attempts, outcome });
      return ok({ value: result.value.value, ...made, promptHash });
    }
    for (const listener of troubleListeners) listener(question.agentId, result.error);
    if (settings.whenProviderFails === 'house') return askHouse(question, prompt, asked, { attempts, costUsd });
    await keep(prompt, asked, { attempts, outcome: { ok: false, refusal: result.error } });
    return result;
  };

  const choose = async (question: Ask): Promise<Answer> => {
    const prepared = preparePrompt(question);
    if (!prepared.ok) return prepared;
    const settings = options.settings();
    if (!settings.ok) return settings;
    const prompt = prepared.value;
    const { provider, model } = choiceFor(settings.value, question.agentId);
    const definition = options.adapters.find((a) => a.id === provider);
    const apiKey = definition === undefined ? undefined : await options.keys(definition.keyName);
    if (definition === undefined || apiKey === undefined) return askHouse(question, prompt);
    // Asked twice at once, it is still one question.
    const hash = promptHashOf(prompt, `${provider}/${model}`);
    let asked = underWay.get(hash);
    if (asked === undefined) {
      asked = askModel(question, prompt, settings.value, definition, apiKey, model).finally(() =>
        underWay.delete(hash),
      );
      underWay.set(hash, asked);
    }
    return asked;
  };

  const replay = async (question: Ask): Promise<Answer> => {
    const prompt = preparePrompt(question);
    if (!prompt.ok) return prompt;
    const settings = options.settings();
    const { provider, model } = settings.ok
      ? choiceFor(settings.value, question.agentId)
      : { provider: houseProvider, model: houseVersion };
    const asked = provider === houseProvider ? `${houseProvider}/${houseVersion}` : `${provider}/${model}`;
    const record = await options.recorder.replay(prompt.value, asked);
    return record.ok ? answerOf(record.value, question.schema) : record;
  };

  const portOf = (ask: (question: Ask) => Promise<Answer>): ModelPort => ({
    // The answer was read with the question's own schema.
    ask: (question) => ask(question) as ReturnType<ModelPort['ask']> as never,
  });
  const subscribe =
    <L>(listeners: Set<L>) =>
    (listener: L): (() => void) => {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    };
  return {
    model: portOf(choose),
    recordedModel: portOf(replay),
    onCost: subscribe(costListeners),
    onTrouble: subscribe(troubleListeners),
  };
}

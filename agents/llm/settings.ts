/** What the person chose about models: who answers each agent, what it may cost, what happens when a provider fails. */
import { z } from 'zod';
import { ok, type Result, refuse } from '../../shared/core/result.ts';

export const providerIds = ['house', 'openai', 'anthropic', 'gemini'] as const;
const choiceSchema = z.strictObject({
  provider: z.enum(providerIds),
  model: z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9._:/-]{0,99}$/)
    .default('house'),
});
export type ModelChoice = z.infer<typeof choiceSchema>;

const usd = z.number().min(0).max(100_000);
const priceSchema = z.strictObject({
  inputUsdPerMillion: z.number().min(0).max(10_000),
  outputUsdPerMillion: z.number().min(0).max(10_000),
});

/** Keys travel only over TLS, or to this very machine. */
const isSafeUrl = (text: string): boolean => {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, username, password } = new URL(text);
  if (username !== '' || password !== '') return false;
  return protocol === 'https:' || (protocol === 'http:' && ['127.0.0.1', 'localhost', '[::1]'].includes(hostname));
};

export const modelSettingsSchema = z.strictObject({
  /** For agents without a line of their own. */
  default: choiceSchema.nullable().default(null),
  agents: z.record(z.string().regex(/^[A-Z][0-9]$/), choiceSchema).default({}),
  /** `refuse`: the agent is told that there is no answer. `house`: the house model answers in its name. */
  whenProviderFails: z.enum(['refuse', 'house']).default('refuse'),
  caps: z
    .strictObject({ agentDayUsd: usd.default(2), dayUsd: usd.default(5), monthUsd: usd.default(50) })
    .default({ agentDayUsd: 2, dayUsd: 5, monthUsd: 50 }),
  /** By `provider/model`, for models newer than the price table or prices that changed. */
  prices: z.record(z.string(), priceSchema).default({}),
  baseUrls: z.partialRecord(z.enum(['openai', 'anthropic', 'gemini']), z.string().refine(isSafeUrl)).default({}),
  timeoutSeconds: z.number().min(1).max(600).default(120),
  maxOutputTokens: z.number().int().min(256).max(64_000).default(16_000),
});
export type ModelSettings = z.infer<typeof modelSettingsSchema>;

/** Reads the setting `models`; nothing set means the house model everywhere. */
export function readModelSettings(stored: unknown): Result<ModelSettings> {
  const parsed = modelSettingsSchema.safeParse(stored ?? {});
  return parsed.success
    ? ok(parsed.data)
    : refuse('model-settings', 'The settings for models cannot be read.', {
        where: z.prettifyError(parsed.error).slice(0, 500),
        fix: 'choose the models again in the settings.',
      });
}

export const houseChoice: ModelChoice = { provider: 'house', model: 'house' };

export const choiceFor = (settings: ModelSettings, agentId: string): ModelChoice =>
  (Object.hasOwn(settings.agents, agentId) ? settings.agents[agentId] : undefined) ?? settings.default ?? houseChoice;

/** `house`, or the providers' models that are in use. */
export function modelLabel(settings: ModelSettings): string {
  const named = [settings.default, ...Object.values(settings.agents)].filter(
    (c) => c !== null && c.provider !== 'house',
  );
  const names = [...new Set(named.map((c) => `${c?.provider}/${c?.model}`))];
  return names.length === 0
    ? 'house'
    : names.length === 1
      ? (names[0] as string)
      : `${names[0]} and ${names.length - 1} more`;
}

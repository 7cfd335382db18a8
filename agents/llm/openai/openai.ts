/** OpenAI's chat completions as an adapter. */
import type { OpenAI } from 'openai';
import { z } from 'zod';
import { ok } from '../../../shared/core/result.ts';
import type { Adapter, AdapterConnection, AdapterDefinition, JsonSchema } from '../adapter.ts';
import { isClosed, withKeywords } from '../json-schema.ts';
import { messagesFor } from '../messages.ts';
import { badReply, cutOff, declined, providerRefusal } from '../provider-refusal.ts';

const name = 'OpenAI';

/** Keywords that structured outputs enforce. */
const keywords = new Set(
  `type properties required additionalProperties items enum const anyOf $ref $defs description title pattern format
  minimum maximum exclusiveMinimum exclusiveMaximum multipleOf minItems maxItems`.split(/\s+/),
);

/** What is read of a reply; the rest of it may change without harm. */
const replySchema = z.object({
  model: z.string(),
  choices: z
    .array(
      z.object({
        finish_reason: z.string().nullish(),
        message: z.object({ content: z.string().nullish(), refusal: z.string().nullish() }),
      }),
    )
    .min(1),
  usage: z.object({ prompt_tokens: z.number().int().nonnegative(), completion_tokens: z.number().int().nonnegative() }),
});

const formatFor = (jsonSchema: JsonSchema) =>
  isClosed(jsonSchema) && jsonSchema.type === 'object'
    ? {
        type: 'json_schema' as const,
        json_schema: { name: 'answer', strict: true, schema: withKeywords(jsonSchema, keywords) },
      }
    : { type: 'json_object' as const };

function connect({ apiKey, baseUrl, timeoutMs }: AdapterConnection): Adapter {
  // The SDK is large: it is loaded with the first question.
  const open = async (): Promise<OpenAI> => {
    const { OpenAI: Client } = await import('openai');
    return new Client({
      apiKey,
      baseURL: baseUrl,
      organization: null,
      project: null,
      maxRetries: 0,
      timeout: timeoutMs + 1_000,
      logLevel: 'off',
      fetchOptions: { redirect: 'error' },
    });
  };
  let client: Promise<OpenAI> | undefined;
  return {
    id: 'openai',
    name,
    async ask({ system, jsonSchema, model, maxOutputTokens, seed, signal, ...conversation }) {
      try {
        client ??= open();
        const answer = await (await client).chat.completions.create(
          {
            model,
            messages: [
              { role: 'system', content: system },
              ...messagesFor(conversation).map(({ role, text }) => ({ role, content: text })),
            ],
            max_completion_tokens: maxOutputTokens,
            seed,
            store: false,
            response_format: formatFor(jsonSchema),
          },
          { signal },
        );
        const reply = replySchema.safeParse(answer);
        if (!reply.success) return badReply(name);
        const { choices, usage, model: answered } = reply.data;
        const billed = { inputTokens: usage.prompt_tokens, outputTokens: usage.completion_tokens };
        const [{ message, finish_reason }] = choices as [(typeof choices)[number]];
        if (message.refusal || finish_reason === 'content_filter') return declined(name, billed, message.refusal);
        if (finish_reason === 'length') return cutOff(name, billed);
        return ok({ text: message.content ?? '', ...billed, model: answered });
      } catch (error) {
        return providerRefusal(name, error, signal);
      }
    },
  };
}

export const openai: AdapterDefinition = {
  id: 'openai',
  name,
  baseUrl: 'https://api.openai.com/v1',
  keyName: 'openai-api-key',
  connect,
};

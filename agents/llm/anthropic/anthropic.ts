/** Anthropic's messages as an adapter. */
import { z } from 'zod';
import { ok } from '../../../shared/core/result.ts';
import type { Adapter, AdapterConnection, AdapterDefinition } from '../adapter.ts';
import { isClosed } from '../json-schema.ts';
import { messagesFor } from '../messages.ts';
import { badReply, cutOff, declined, providerRefusal } from '../provider-refusal.ts';

const name = 'Anthropic';

const count = z.number().int().nonnegative();
/** What is read of a reply; the rest of it may change without harm. */
const replySchema = z.object({
  model: z.string(),
  stop_reason: z.string().nullish(),
  stop_details: z.object({ explanation: z.string().nullish() }).nullish(),
  content: z.array(z.object({ type: z.string(), text: z.string().optional() })),
  usage: z.object({
    input_tokens: count,
    output_tokens: count,
    cache_creation_input_tokens: count.nullish(),
    cache_read_input_tokens: count.nullish(),
  }),
});

function connect({ apiKey, baseUrl, timeoutMs }: AdapterConnection): Adapter {
  // The SDK is large: it is loaded with the first question.
  const open = async () => {
    const [{ Anthropic }, { transformJSONSchema }] = await Promise.all([
      import('@anthropic-ai/sdk'),
      import('@anthropic-ai/sdk/lib/transform-json-schema'),
    ]);
    const client = new Anthropic({
      apiKey,
      authToken: null,
      baseURL: baseUrl,
      maxRetries: 0,
      timeout: timeoutMs + 1_000,
      logLevel: 'off',
      fetchOptions: { redirect: 'error' },
    });
    return { client, transformJSONSchema };
  };
  let loaded: ReturnType<typeof open> | undefined;
  return {
    id: 'anthropic',
    name,
    async ask({ system, jsonSchema, model, maxOutputTokens, signal, facts, repair }) {
      try {
        loaded ??= open();
        const { client, transformJSONSchema } = await loaded;
        const answer = await client.messages.create(
          {
            model,
            system,
            messages: messagesFor({ facts, ...(repair === undefined ? {} : { repair }) }).map(({ role, text }) => ({
              role,
              content: text,
            })),
            max_tokens: maxOutputTokens,
            ...(isClosed(jsonSchema)
              ? { output_config: { format: { type: 'json_schema', schema: transformJSONSchema({ ...jsonSchema }) } } }
              : {}),
          },
          { signal },
        );
        const reply = replySchema.safeParse(answer);
        if (!reply.success) return badReply(name);
        const { usage, stop_reason, stop_details, content, model: answered } = reply.data;
        const billed = {
          inputTokens:
            usage.input_tokens + (usage.cache_creation_input_tokens ?? 0) + (usage.cache_read_input_tokens ?? 0),
          outputTokens: usage.output_tokens,
        };
        if (stop_reason === 'refusal') return declined(name, billed, stop_details?.explanation);
        if (stop_reason === 'max_tokens' || stop_reason === 'model_context_window_exceeded')
          return cutOff(name, billed);
        const text = content.map((block) => (block.type === 'text' ? (block.text ?? '') : '')).join('');
        return ok({ text, ...billed, model: answered });
      } catch (error) {
        return providerRefusal(name, error, signal);
      }
    },
  };
}

export const anthropic: AdapterDefinition = {
  id: 'anthropic',
  name,
  baseUrl: 'https://api.anthropic.com',
  keyName: 'anthropic-api-key',
  connect,
};

/** Google's Gemini as an adapter. */
import { z } from 'zod';
import { ok } from '../../../shared/core/result.ts';
import type { Adapter, AdapterConnection, AdapterDefinition } from '../adapter.ts';
import { messagesFor } from '../messages.ts';
import { badReply, cutOff, declined, nothingBilled, providerRefusal } from '../provider-refusal.ts';
import { responseSchemaOf } from './response-schema.ts';

const name = 'Gemini';

const count = z.number().int().nonnegative();
/** What is read of a reply; the rest of it may change without harm. */
const replySchema = z.object({
  modelVersion: z.string().optional(),
  candidates: z
    .array(
      z.object({
        finishReason: z.string().optional(),
        content: z
          .object({
            parts: z.array(z.object({ text: z.string().optional(), thought: z.boolean().optional() })).optional(),
          })
          .optional(),
      }),
    )
    .optional(),
  promptFeedback: z.object({ blockReason: z.string().optional() }).optional(),
  usageMetadata: z
    .object({
      promptTokenCount: count.optional(),
      candidatesTokenCount: count.optional(),
      thoughtsTokenCount: count.optional(),
    })
    .optional(),
});

function connect({ apiKey, baseUrl }: AdapterConnection): Adapter {
  return {
    id: 'gemini',
    name,
    async ask({ system, jsonSchema, model, maxOutputTokens, signal, facts, repair }) {
      try {
        const { GoogleGenerativeAI } = await import('@google/generative-ai');
        const responseSchema = responseSchemaOf(jsonSchema);
        const client = new GoogleGenerativeAI(apiKey).getGenerativeModel(
          {
            model,
            systemInstruction: system,
            generationConfig: {
              maxOutputTokens,
              candidateCount: 1,
              responseMimeType: 'application/json',
              ...(responseSchema === undefined ? {} : { responseSchema }),
            },
          },
          // No timeout of its own: the SDK's timer would keep the process alive; the signal ends the call.
          { baseUrl },
        );
        const contents = messagesFor({ facts, ...(repair === undefined ? {} : { repair }) }).map(({ role, text }) => ({
          role: role === 'user' ? 'user' : 'model',
          parts: [{ text }],
        }));
        const { response } = await client.generateContent({ contents }, { signal });
        const reply = replySchema.safeParse(response);
        if (!reply.success) return badReply(name);
        const { candidates = [], promptFeedback, usageMetadata, modelVersion } = reply.data;
        const billed = {
          inputTokens: usageMetadata?.promptTokenCount ?? 0,
          outputTokens: (usageMetadata?.candidatesTokenCount ?? 0) + (usageMetadata?.thoughtsTokenCount ?? 0),
        };
        const usage = usageMetadata === undefined ? 'unknown' : billed;
        const [first] = candidates;
        if (first === undefined)
          return promptFeedback === undefined
            ? badReply(name)
            : declined(name, usageMetadata === undefined ? nothingBilled : billed, promptFeedback.blockReason);
        if (first.finishReason === 'MAX_TOKENS') return cutOff(name, usage);
        if (first.finishReason !== undefined && first.finishReason !== 'STOP')
          return declined(name, usage, first.finishReason);
        if (usage === 'unknown') return badReply(name);
        const text = (first.content?.parts ?? []).map((part) => (part.thought ? '' : (part.text ?? ''))).join('');
        return ok({ text, ...billed, model: modelVersion ?? model });
      } catch (error) {
        return providerRefusal(name, error, signal);
      }
    },
  };
}

export const gemini: AdapterDefinition = {
  id: 'gemini',
  name,
  baseUrl: 'https://generativelanguage.googleapis.com',
  keyName: 'google-api-key',
  connect,
};

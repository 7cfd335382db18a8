/** What providers say when they do not answer, in plain words: one sentence for each way to fail, whoever the provider is. */
import { z } from 'zod';
import { type Err, err } from '../../shared/core/result.ts';
import type { AdapterRefusal, TokenUsage } from './adapter.ts';
import { cleanText } from './untrusted-text.ts';

export const nothingBilled: TokenUsage = { inputTokens: 0, outputTokens: 0 };

const refused = (
  code: string,
  message: string,
  usage: TokenUsage | 'unknown',
  more: { where?: string; fix?: string } = {},
): Err<AdapterRefusal> => err({ code, message, usage, ...more });

/** The model would not answer. */
export const declined = (name: string, usage: TokenUsage | 'unknown', why?: string | null): Err<AdapterRefusal> =>
  refused('model-declined', `${name}'s model refused to answer.`, usage, {
    ...(why ? { where: cleanText(why, 300).text } : {}),
    fix: 'ask again with other facts, or choose another model.',
  });

/** The answer hit the limit on its length. */
export const cutOff = (name: string, usage: TokenUsage | 'unknown'): Err<AdapterRefusal> =>
  refused('model-answer-cut', `${name}'s answer was too long and was cut off.`, usage, {
    fix: 'raise the limit on answer length in the settings, or ask about fewer things at once.',
  });

/** Something came back that is not what this provider sends. */
export const badReply = (name: string): Err<AdapterRefusal> =>
  refused('model-bad-reply', `${name} sent a reply that cannot be read.`, 'unknown', {
    fix: "check the provider's address, and whether a proxy stands in between.",
  });

/** What errors of all SDKs have in common; anything else about them is ignored. */
const errorSchema = z.object({
  status: z.number().int().optional().catch(undefined),
  code: z.string().nullish().catch(undefined),
  type: z.string().nullish().catch(undefined),
  name: z.string().optional().catch(undefined),
  message: z.string().optional().catch(undefined),
});

const quotaSigns = /insufficient_quota|billing|credit balance|PerDay|usage limit/i;
const lengthSigns =
  /context_length|context window|maximum context|prompt is too long|too many tokens|exceeds the maximum/i;
const keySigns = /API_KEY_INVALID|API key not valid|api key expired|invalid_api_key/i;

/** Turns what an SDK threw into a refusal. The provider's own words are shown cleaned and short, and never when they may repeat a key. */
export function providerRefusal(name: string, thrown: unknown, signal: AbortSignal): Err<AdapterRefusal> {
  const parsed = errorSchema.safeParse(thrown);
  const { status, code, type, name: kind, message = '' } = parsed.success ? parsed.data : {};
  const details = JSON.stringify((thrown as { errorDetails?: unknown } | null)?.errorDetails ?? '');
  const signs = `${code ?? ''} ${type ?? ''} ${message} ${details}`;
  if (status === undefined || !Number.isFinite(status)) {
    if (signal.aborted || /timeout|abort/i.test(kind ?? '') || /timed out|aborted/i.test(message))
      return refused('model-timeout', `${name} did not answer in time.`, 'unknown', {
        fix: 'try again later, or allow more time in the settings.',
      });
    // SDKs wrap what fails on the network; a bare TypeError is one of them tripping over the reply.
    const tripped = thrown instanceof TypeError && !/fetch/i.test(message);
    if (tripped || thrown instanceof SyntaxError || /JSON|Unexpected token/i.test(message)) return badReply(name);
    return refused('model-offline', `${name} cannot be reached.`, 'unknown', { fix: 'check the network.' });
  }
  const where = { where: cleanText(`${status}: ${message}`, 300).text };
  if (status === 401 || status === 403 || keySigns.test(signs))
    return refused('model-key-rejected', `${name} rejected the key.`, nothingBilled, {
      where: String(status),
      fix: 'enter a valid key in the settings, one that may use this model.',
    });
  if (status === 402 || (status === 429 && quotaSigns.test(signs)) || (status === 400 && quotaSigns.test(signs)))
    return refused('model-over-quota', `The account at ${name} has used up its quota or its credit.`, nothingBilled, {
      ...where,
      fix: 'raise the quota or add credit at the provider.',
    });
  if (status === 429)
    return refused(
      'model-rate-limited',
      `${name} is getting too many questions from this key right now.`,
      nothingBilled,
      {
        ...where,
        fix: 'wait a minute.',
      },
    );
  if (status === 404)
    return refused('model-unknown', `${name} does not know this model.`, nothingBilled, {
      ...where,
      fix: 'choose another model in the settings.',
    });
  if (status === 413 || (status === 400 && lengthSigns.test(signs)))
    return refused('question-too-long', `The question is too long for ${name}'s model.`, nothingBilled, {
      ...where,
      fix: 'ask about fewer things at once, or choose a model with a larger context.',
    });
  if (status === 408 || status === 499 || status === 504)
    return refused('model-timeout', `${name} did not answer in time.`, 'unknown', {
      ...where,
      fix: 'try again later.',
    });
  if (status >= 500)
    return refused('model-unavailable', `${name} is overloaded or broken at the moment.`, nothingBilled, {
      ...where,
      fix: 'try again later.',
    });
  return refused('model-question-refused', `${name} did not accept the question.`, nothingBilled, {
    ...where,
    fix: 'choose another model in the settings.',
  });
}

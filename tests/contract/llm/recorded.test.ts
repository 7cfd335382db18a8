/** Answers recorded from the real providers, replayed by a stand-in: each is understood or refused in words, none throws. */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sharedFolder } from '../../support/shared-folder.ts';
import { dialects } from './dialects.ts';
import { openStandIn, type StandIn } from './stand-in.ts';

const folder = sharedFolder();
if (folder === undefined) console.warn('skipped: the folder with recorded provider answers is not here');

/** What must come out, for the answers whose meaning is beyond doubt. */
const known: Readonly<Record<string, string>> = {
  'openai/va_chat_openai-text.json': 'ok',
  'openai/chat_refusal.json': 'model-declined',
  'openai/error_invalid_api_key_401.json': 'model-key-rejected',
  'openai/error_rate_limit_429.json': 'model-rate-limited',
  'anthropic/va_anthropic-text.json': 'ok',
  'anthropic/va_anthropic-json-output-format.1.json': 'ok',
  'anthropic/pai_anthropic_native_output_decimal_strict.json': 'ok',
  'anthropic/va_anthropic-refusal.json': 'model-declined',
  'anthropic/va_anthropic-refusal-no-details.json': 'model-declined',
  'anthropic/error_authentication_401.json': 'model-key-rejected',
  'anthropic/error_rate_limit_429.json': 'model-rate-limited',
  'anthropic/error_overloaded_529.json': 'model-unavailable',
  'gemini/va_google-text.json': 'ok',
  'gemini/pai_google_model.json': 'ok',
  'gemini/fb_googleai_unary-success-basic-reply-short.json': 'ok',
  'gemini/va_google-429-retry-info.json': 'model-rate-limited',
  'gemini/fb_googleai_unary-failure-api-key.json': 'model-key-rejected',
  'gemini/fb_googleai_unary-failure-unknown-model.json': 'model-unknown',
  'gemini/fb_googleai_unary-failure-finish-reason-safety.json': 'model-declined',
  'gemini/fb_googleai_unary-failure-only-prompt-feedback.json': 'model-declined',
  'gemini/pai_google_model_max_tokens_thinking_model_empty_response.json': 'model-answer-cut',
};

interface Entry {
  readonly file: string;
  readonly status: number;
}

describe.skipIf(folder === undefined).each(dialects.map((d) => [d.definition.id, d] as const))('%s', (id, dialect) => {
  let server: StandIn;
  beforeAll(async () => {
    server = await openStandIn();
  });
  afterAll(() => server.close());

  it('understands every recorded answer or says why not', async () => {
    const wire = `${folder}data/wire/${id}/`;
    const entries = (JSON.parse(readFileSync(`${wire}index.json`, 'utf8')) as Entry[]).filter((e) =>
      e.file.endsWith('.json'),
    );
    expect(entries.length).toBeGreaterThan(10);
    const adapter = dialect.definition.connect({
      apiKey: 'key',
      baseUrl: `${server.url}${dialect.basePath}`,
      timeoutMs: 20_000,
    });
    const outcomes: Record<string, string> = {};
    for (const { file, status } of entries) {
      server.script({ status, body: readFileSync(`${wire}${file}`, 'utf8') });
      const answer = await adapter.ask({
        system: 's',
        facts: '{}',
        jsonSchema: { type: 'object', properties: {}, required: [], additionalProperties: false },
        model: dialect.model,
        maxOutputTokens: 500,
        seed: 1,
        signal: new AbortController().signal,
      });
      if (answer.ok) {
        expect(answer.value.outputTokens, file).toBeGreaterThanOrEqual(0);
        expect(answer.value.model, file).not.toBe('');
      } else expect(answer.error.message, file).toMatch(/\.$/);
      outcomes[`${id}/${file}`] = answer.ok ? 'ok' : answer.error.code;
    }
    expect(outcomes).toMatchObject(
      Object.fromEntries(Object.entries(known).filter(([file]) => file.startsWith(`${id}/`))),
    );
  });
});

/** Every provider of the registry keeps the adapter's promises, against a stand-in that speaks its wire format. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { AdapterQuestion } from '../../../agents/llm/adapter.ts';
import { adapters } from '../../../agents/llm/index.ts';
import { strategySpecSchema } from '../../../shared/strategy/spec.ts';
import { dialects } from './dialects.ts';
import { openStandIn, type StandIn } from './stand-in.ts';

const closed = z.toJSONSchema(z.strictObject({ summary: z.string().min(10), tags: z.array(z.string()).max(5) }));
const open = z.toJSONSchema(z.strictObject({ proposals: z.array(strategySpecSchema).max(4) }));

it('has a dialect here for every provider', () => {
  expect(dialects.map((d) => d.definition.id).sort()).toEqual(adapters.map((a) => a.id).sort());
});

describe.each(dialects.map((d) => [d.definition.id, d] as const))('%s', (_, dialect) => {
  let server: StandIn;
  beforeAll(async () => {
    server = await openStandIn();
  });
  beforeEach(() => {
    server.heard.length = 0;
  });
  afterAll(() => server.close());
  const question = (more: Partial<AdapterQuestion> = {}): AdapterQuestion => ({
    system: 'Answer in JSON.',
    facts: '{"price":101.5}',
    jsonSchema: closed,
    model: dialect.model,
    maxOutputTokens: 900,
    seed: 7,
    signal: new AbortController().signal,
    ...more,
  });
  const ask = (more: Partial<AdapterQuestion> = {}) =>
    dialect.definition
      .connect({ apiKey: 'key-of-the-person', baseUrl: `${server.url}${dialect.basePath}`, timeoutMs: 20_000 })
      .ask(question(more));
  const refusalOf = async (...replies: Parameters<StandIn['script']>) => {
    server.script(...replies);
    const answer = await ask();
    expect(server.heard, 'nothing is tried again behind our back').toHaveLength(1);
    if (answer.ok) throw new Error('expected a refusal');
    expect(JSON.stringify(answer.error)).not.toContain('key-of-the-person');
    expect(answer.error.message).toMatch(/^[A-Z].*\.$/);
    return answer.error;
  };

  it('asks with key, model, system, facts and schema where this provider wants them, and reads text and tokens', async () => {
    server.script(dialect.text('{"summary":"all is well","tags":[]}'));
    const answer = await ask();
    expect(answer).toMatchObject({
      ok: true,
      value: { text: '{"summary":"all is well","tags":[]}', inputTokens: 120, outputTokens: 30 },
    });
    const [heard] = server.heard;
    if (heard === undefined) throw new Error('nothing was asked');
    expect(heard.url.split('?')[0]).toBe(dialect.path);
    expect(String(dialect.key(heard))).toContain('key-of-the-person');
    expect(heard.url).not.toContain('key-of-the-person');
    expect(dialect.systemText(heard)).toBe('Answer in JSON.');
    expect(dialect.userTexts(heard)).toEqual(['{"price":101.5}']);
    expect(dialect.schema(heard)).toMatchObject({
      type: 'object',
      properties: { summary: { type: 'string' }, tags: { type: 'array', items: { type: 'string' } } },
      required: ['summary', 'tags'],
    });
    expect(JSON.stringify(heard.body)).toContain('900');
  });

  it('leaves a schema it cannot enforce to the instructions', async () => {
    server.script(dialect.text('{"proposals":[]}'));
    expect(await ask({ jsonSchema: open })).toMatchObject({ ok: true });
    expect(server.heard.map((h) => dialect.schema(h))).toEqual([undefined]);
  });

  it('shows a refused reply and the complaint when asked to mend it', async () => {
    server.script(dialect.text('{}'));
    await ask({ repair: { reply: 'Sure! {…', complaint: 'it is prose' } });
    const [heard] = server.heard;
    if (heard === undefined) throw new Error('nothing was asked');
    expect(JSON.stringify(heard.body)).toContain('Sure! {…');
    expect(dialect.userTexts(heard).at(-1)).toContain('it is prose');
  });

  it('passes prose, broken JSON and large texts on as they are: judging them is not its work', async () => {
    for (const text of ['Sure, here you are: {"a":1}', '{"a":1e999}', '{"a":', 'x'.repeat(2_000_000)]) {
      server.script(dialect.text(text));
      expect(await ask()).toMatchObject({ ok: true, value: { text } });
    }
  });

  it('says when the model refuses, and what that cost', async () => {
    expect(await refusalOf(dialect.declined)).toMatchObject({
      code: 'model-declined',
      usage: { inputTokens: 120, outputTokens: 30 },
    });
  });

  it('says when the answer was cut off, and what that cost', async () => {
    expect(await refusalOf(dialect.cut)).toMatchObject({
      code: 'model-answer-cut',
      usage: { inputTokens: 120, outputTokens: 30 },
    });
  });

  it.each([
    [401, 'Incorrect API key provided: key-of-the-person.', undefined, 'model-key-rejected'],
    [403, 'No access for key-of-the-person.', undefined, 'model-key-rejected'],
    [404, 'The model does not exist.', undefined, 'model-unknown'],
    [429, 'Rate limit reached: try again in 14 s.', 'rate_limit_exceeded', 'model-rate-limited'],
    [429, 'You exceeded your current quota, check billing.', 'insufficient_quota', 'model-over-quota'],
    [400, 'Your credit balance is too low.', undefined, 'model-over-quota'],
    [400, 'prompt is too long: 250000 tokens > 200000 maximum', undefined, 'question-too-long'],
    [413, 'Request exceeds the maximum size.', undefined, 'question-too-long'],
    [400, 'Unknown parameter.', undefined, 'model-question-refused'],
    [500, 'Internal error.', undefined, 'model-unavailable'],
    [503, 'Unavailable.', undefined, 'model-unavailable'],
    [529, 'Overloaded', 'overloaded_error', 'model-unavailable'],
  ])('turns %i "%s" into a sentence that cost nothing', async (status, message, code, expected) => {
    expect(await refusalOf(dialect.error(status, message, code))).toMatchObject({
      code: expected,
      usage: { inputTokens: 0, outputTokens: 0 },
    });
  });

  it.each([
    ['an HTML page', { status: 200, body: '<html>Sign in to the hotel network</html>', contentType: 'text/html' }],
    ['half a JSON', { status: 200, body: '{"id":"x","choices":[' }],
    ['another shape', { status: 200, body: '{"hello":"world"}' }],
    ['null', { status: 200, body: 'null' }],
  ])('refuses %s with status 200', async (_name, reply) => {
    expect(await refusalOf(reply)).toMatchObject({ code: 'model-bad-reply', usage: 'unknown' });
  });

  it('does not know what was billed when the line breaks', async () => {
    expect(await refusalOf('drop')).toMatchObject({ code: 'model-offline', usage: 'unknown' });
  });

  it('stops at once when told to', async () => {
    server.script('hang');
    const controller = new AbortController();
    const arrived = server.nextRequest();
    const answer = ask({ signal: controller.signal });
    await arrived;
    controller.abort();
    expect(await answer).toMatchObject({ ok: false, error: { code: 'model-timeout', usage: 'unknown' } });
  });

  it('takes key and address from nowhere but the caller', async () => {
    const names = ['OPENAI', 'ANTHROPIC', 'GOOGLE', 'GEMINI'].flatMap((p) => [
      `${p}_BASE_URL`,
      `${p}_API_KEY`,
      `${p}_AUTH_TOKEN`,
    ]);
    const before = names.map((n) => [n, process.env[n]] as const);
    for (const n of names) process.env[n] = n.endsWith('URL') ? 'http://127.0.0.1:9' : 'key-of-the-environment';
    try {
      server.script(dialect.text('{}'));
      expect(await ask()).toMatchObject({ ok: true });
      expect(server.heard).toHaveLength(1);
      expect(JSON.stringify(server.heard[0]?.headers)).not.toContain('key-of-the-environment');
    } finally {
      for (const [n, value] of before)
        if (value === undefined) delete process.env[n];
        else process.env[n] = value;
    }
  });
});

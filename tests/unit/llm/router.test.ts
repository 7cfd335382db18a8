/** The router: who answers, what it costs, what happens when a provider fails, and what a replay may use. */
import { describe, expect, it } from 'vitest';
import type { AdapterRefusal } from '../../../agents/llm/adapter.ts';
import { promptHashOf } from '../../../agents/llm/prompt.ts';
import { openBench, question, regimeFacts, reply } from './scripted-provider.ts';

const overloaded: AdapterRefusal = {
  code: 'model-unavailable',
  message: 'The provider is overloaded or broken at the moment.',
  usage: { inputTokens: 0, outputTokens: 0 },
};
/** 1,000 tokens in at $0.15 and 100 out at $0.60 a million. */
const costUsd = 0.00021;
const good = reply('A calm bull market, likely to be one.');

describe('who answers', () => {
  it('is the house model without a setting, and without a key', async () => {
    const bench = openBench();
    bench.settings = undefined;
    expect(await bench.model.ask(question())).toMatchObject({ ok: true, value: { provider: 'house', costUsd: 0 } });
    bench.settings = { default: { provider: 'openai', model: 'gpt-4o-mini' } };
    bench.key = undefined;
    expect(await bench.model.ask(question())).toMatchObject({ ok: true, value: { provider: 'house' } });
    expect(bench.asked).toHaveLength(0);
  });

  it("is the agent's own model before the default one", async () => {
    const bench = openBench();
    bench.settings = {
      default: { provider: 'openai', model: 'gpt-4o' },
      agents: { A0: { provider: 'openai', model: 'gpt-4o-mini' }, A1: { provider: 'house' } },
    };
    bench.script(good);
    await bench.model.ask(question());
    await bench.model.ask(question({ agentId: 'A5' }));
    expect(bench.asked.map((q) => q.model)).toEqual(['gpt-4o-mini', 'gpt-4o']);
    expect(await bench.model.ask(question({ agentId: 'A1' }))).toMatchObject({ value: { provider: 'house' } });
  });

  it('is nobody when the settings cannot be read', async () => {
    const bench = openBench();
    bench.settings = { default: { provider: 'oracle' } };
    expect(await bench.model.ask(question())).toMatchObject({ ok: false, error: { code: 'model-settings' } });
    bench.settings = {
      default: { provider: 'openai', model: 'gpt-4o-mini' },
      baseUrls: { openai: 'http://evil.example' },
    };
    expect(await bench.model.ask(question())).toMatchObject({ ok: false, error: { code: 'model-settings' } });
  });

  it('gets instructions with the schema, and facts that were cleaned', async () => {
    const bench = openBench();
    bench.script(good);
    await bench.model.ask(question({ facts: { headline: 'Buy\u202e n\u200bow' } }));
    expect(bench.asked[0]).toMatchObject({ facts: '{"headline":"Buy now"}', seed: 5, model: 'gpt-4o-mini' });
    expect(bench.asked[0]?.system).toContain('Explain the regime.');
    expect(bench.asked[0]?.system).toContain('"maxLength":600');
  });
});

describe('an answer', () => {
  it('comes with provider, model, cost and the hash it is recorded under', async () => {
    const bench = openBench();
    bench.script(good);
    const answer = await bench.model.ask(question());
    if (!answer.ok) throw new Error(answer.error.message);
    expect(answer.value).toMatchObject({
      value: JSON.parse(good),
      provider: 'openai',
      model: 'gpt-4o-mini-2024-07-18',
      costUsd,
    });
    expect(bench.costs).toEqual([['A0', costUsd]]);
    expect(bench.budget.spending()).toMatchObject({ dayUsd: costUsd, agentDayUsd: { A0: costUsd } });
    const record = await bench.records.get(answer.value.promptHash);
    expect(record).toMatchObject({
      agentId: 'A0',
      purpose: 'summarise-regime',
      asked: 'openai/gpt-4o-mini',
      request: { facts: regimeFacts, seed: 5 },
      attempts: [{ text: good, inputTokens: 1_000, outputTokens: 100, complaint: null }],
      outcome: { ok: true },
    });
    expect(record && promptHashOf(record, record.asked)).toBe(answer.value.promptHash);
  });

  it('is given once to the same question and paid for once; any difference is another question', async () => {
    const bench = openBench();
    bench.script(good);
    const first = await bench.model.ask(question());
    const again = await bench.model.ask(question());
    if (!first.ok || !again.ok) throw new Error('expected answers');
    expect(again.value).toEqual({ ...first.value, costUsd: 0 });
    const hashes = new Set([first.value.promptHash]);
    const others = [
      { agentId: 'A1' },
      { purpose: 'other' },
      { system: 'Explain.' },
      { facts: { ...regimeFacts, days: 42 } },
      { seed: 6 },
    ];
    for (const more of others) {
      const other = await bench.model.ask(question(more));
      if (other.ok) hashes.add(other.value.promptHash);
    }
    bench.settings = { default: { provider: 'openai', model: 'gpt-4o' } };
    const otherModel = await bench.model.ask(question());
    if (otherModel.ok) hashes.add(otherModel.value.promptHash);
    expect(hashes.size).toBe(others.length + 2);
    expect(bench.asked).toHaveLength(others.length + 2);
  });

  it('is asked for once when two ask the same at the same time', async () => {
    const bench = openBench();
    bench.script(async () => good);
    const both = await Promise.all([bench.model.ask(question()), bench.model.ask(question())]);
    expect(both[0]).toEqual(both[1]);
    expect(bench.asked).toHaveLength(1);
  });
});

describe('a reply that is not what was asked for', () => {
  it.each([
    ['prose', 'The market is calm.'],
    ['JSON in prose', `Sure! ${good}`],
    ['half of it', good.slice(0, 12)],
    ['an unknown key', '{"summary":"A calm bull market.","approve":true}'],
    ['a wild number', '{"summary":"A calm bull market.","weight":1e999}'],
    ['two megabytes', 'x'.repeat(2_000_000)],
    ['nothing', ''],
  ])('is sent back with the complaint, and mended: %s', async (_, bad) => {
    const bench = openBench();
    bench.script(bad, good);
    expect(await bench.model.ask(question())).toMatchObject({
      ok: true,
      value: { value: JSON.parse(good), costUsd: 2 * costUsd },
    });
    expect(bench.asked).toHaveLength(2);
    expect(bench.asked[1]?.repair?.complaint).toContain('refused');
    expect((bench.asked[1]?.repair?.reply ?? '').length).toBeLessThanOrEqual(8_000);
  });

  it('is refused for good after two repairs, recorded and paid', async () => {
    const bench = openBench();
    bench.script('no', 'no, really', '{"summary":7}');
    const answer = await bench.model.ask(question());
    expect(answer).toMatchObject({ ok: false, error: { code: 'model-output-refused' } });
    expect(bench.asked).toHaveLength(3);
    expect(bench.costs).toEqual([['A0', 3 * costUsd]]);
    expect(bench.troubles).toMatchObject([['A0', { code: 'model-output-refused' }]]);
    expect(await bench.recordedModel.ask(question())).toEqual(answer);
  });
});

describe('a provider that fails', () => {
  it('leaves a refusal, never an older answer', async () => {
    const bench = openBench();
    bench.script(good);
    await bench.model.ask(question());
    bench.script(overloaded);
    const { usage: _, ...refusal } = overloaded;
    expect(await bench.model.ask(question({ seed: 6 }))).toEqual({ ok: false, error: refusal });
    expect(bench.troubles).toEqual([['A0', refusal]]);
    expect(bench.asked, 'it is not asked again by itself').toHaveLength(2);
  });

  it('is asked again the next time', async () => {
    const bench = openBench();
    bench.script(overloaded, good);
    expect(await bench.model.ask(question())).toMatchObject({ ok: false });
    expect(await bench.model.ask(question())).toMatchObject({ ok: true, value: { provider: 'openai' } });
  });

  it('is stood in for by the house model where that was chosen, under its own name', async () => {
    const bench = openBench();
    bench.settings = { default: { provider: 'openai', model: 'gpt-4o-mini' }, whenProviderFails: 'house' };
    bench.script(overloaded, good);
    const stand = await bench.model.ask(question());
    expect(stand).toMatchObject({ ok: true, value: { provider: 'house', costUsd: 0 } });
    expect(bench.troubles).toHaveLength(1);
    expect(await bench.recordedModel.ask(question())).toEqual(stand);
    expect(await bench.model.ask(question()), 'the stand-in is not kept in place of the provider').toMatchObject({
      value: { provider: 'openai' },
    });
  });

  it('is given up after the time allowed, and its worst case stays booked', async () => {
    const bench = openBench();
    bench.settings = { default: { provider: 'openai', model: 'gpt-4o-mini' }, timeoutSeconds: 30 };
    let arrived = (): void => undefined;
    const underWay = new Promise<void>((resolve) => {
      arrived = resolve;
    });
    bench.script(
      ({ signal }) =>
        new Promise((resolve) => {
          signal.addEventListener('abort', () =>
            resolve({ code: 'model-timeout', message: 'The provider did not answer in time.', usage: 'unknown' }),
          );
          arrived();
        }),
    );
    const answer = bench.model.ask(question());
    await underWay;
    bench.clock.advance(29_999);
    expect(bench.asked[0]?.signal.aborted).toBe(false);
    bench.clock.advance(1);
    expect(await answer).toMatchObject({ ok: false, error: { code: 'model-timeout' } });
    expect(bench.budget.spending().dayUsd).toBeGreaterThan(0.0096);
    expect(bench.clock.waiting).toBe(0);
  });
});

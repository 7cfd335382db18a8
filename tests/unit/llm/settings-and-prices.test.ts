/** What the person chose about models is read strictly, and every listed model has a price that can be reckoned with. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { adapters } from '../../../agents/llm/index.ts';
import { microUsdOf, priceOf, prices } from '../../../agents/llm/prices.ts';
import { choiceFor, modelLabel, providerIds, readModelSettings } from '../../../agents/llm/settings.ts';

const read = (stored: unknown) => {
  const settings = readModelSettings(stored);
  if (!settings.ok) throw new Error(settings.error.where);
  return settings.value;
};

describe('settings', () => {
  it('mean the house model when there are none', () => {
    const settings = read(undefined);
    expect(choiceFor(settings, 'A1')).toEqual({ provider: 'house', model: 'house' });
    expect(modelLabel(settings)).toBe('house');
    expect(settings).toMatchObject({ whenProviderFails: 'refuse', caps: { agentDayUsd: 2, dayUsd: 5, monthUsd: 50 } });
  });

  it('name the models in use', () => {
    const claude = { provider: 'anthropic', model: 'claude-haiku-4-5' };
    expect(modelLabel(read({ default: claude }))).toBe('anthropic/claude-haiku-4-5');
    expect(modelLabel(read({ agents: { A1: claude, A0: claude, A5: { provider: 'house' } } }))).toBe(
      'anthropic/claude-haiku-4-5',
    );
    expect(modelLabel(read({ default: claude, agents: { A1: { provider: 'openai', model: 'gpt-4o' } } }))).toBe(
      'anthropic/claude-haiku-4-5 and 1 more',
    );
  });

  it.each([
    ['an unknown key', { defaults: null }],
    ['an unknown provider', { default: { provider: 'oracle', model: 'x' } }],
    ['a model name with a path out of it', { default: { provider: 'gemini', model: '../../v1/other?key=' } }],
    ['an agent of an odd name', { agents: { __proto__x: { provider: 'house' } } }],
    ['a cap below zero', { caps: { dayUsd: -1 } }],
    ['an endless cap', { caps: { dayUsd: Number.POSITIVE_INFINITY } }],
    ['an address without TLS', { baseUrls: { openai: 'http://provider.example/v1' } }],
    ['an address that only looks local', { baseUrls: { openai: 'http://127.0.0.1.evil.example/' } }],
    ['an address with a password', { baseUrls: { openai: 'https://user:pass@provider.example' } }],
    ['an address of another kind', { baseUrls: { openai: 'file:///etc/passwd' } }],
  ])('are refused with %s', (_, stored) => {
    expect(readModelSettings(stored)).toMatchObject({ ok: false, error: { code: 'model-settings' } });
  });

  it('allow a model on this machine', () => {
    expect(
      read({ baseUrls: { openai: 'http://127.0.0.1:8080/v1', anthropic: 'https://proxy.example' } }),
    ).toBeDefined();
  });

  it('know every provider of the registry, each with an address over TLS and a key of its own', () => {
    expect(['house', ...adapters.map((a) => a.id)].sort()).toEqual([...providerIds].sort());
    for (const { baseUrl } of adapters) expect(new URL(baseUrl).protocol).toBe('https:');
    expect(new Set(adapters.map((a) => a.keyName)).size).toBe(adapters.length);
  });
});

describe('prices', () => {
  it('are found for a dated name, never for another model whose name begins alike', () => {
    expect(priceOf('openai/gpt-4o-mini-2024-07-18')).toBe(prices['openai/gpt-4o-mini']);
    expect(priceOf('anthropic/claude-haiku-4-5-20251001')).toBe(prices['anthropic/claude-haiku-4-5']);
    expect(priceOf('gemini/gemini-2.5-flash-latest')).toBe(prices['gemini/gemini-2.5-flash']);
    expect(priceOf('openai/gpt-5-pro')).toBeUndefined();
    expect(priceOf('openai/gpt-5-turbo-2027-01-01')).toBeUndefined();
    expect(priceOf('constructor')).toBeUndefined();
  });

  it("give way to the person's own", () => {
    const own = { inputUsdPerMillion: 9, outputUsdPerMillion: 9 };
    expect(priceOf('openai/gpt-4o', { 'openai/gpt-4o': own })).toBe(own);
  });

  it('are listed for providers of the registry only, above zero, answers no cheaper than questions', () => {
    for (const [name, { inputUsdPerMillion, outputUsdPerMillion }] of Object.entries(prices)) {
      expect(adapters.map((a) => a.id)).toContain(name.split('/')[0]);
      expect(inputUsdPerMillion).toBeGreaterThan(0);
      expect(outputUsdPerMillion).toBeGreaterThanOrEqual(inputUsdPerMillion);
    }
  });

  it('make whole millionths of a dollar, never less than the true cost', () => {
    const price = { inputUsdPerMillion: 0.15, outputUsdPerMillion: 0.6 };
    expect(microUsdOf(price, 1_000, 100)).toBe(210);
    expect(microUsdOf(price, 1, 0)).toBe(1);
    expect(microUsdOf(price, 0, 0)).toBe(0);
    fc.assert(
      fc.property(fc.nat(2_000_000), fc.nat(100_000), (input, output) => {
        const cost = microUsdOf(price, input, output);
        expect(Number.isSafeInteger(cost)).toBe(true);
        expect(cost).toBeGreaterThanOrEqual((input * 15 + output * 60) / 100 - 1e-6);
        expect(cost).toBeLessThan((input * 15 + output * 60) / 100 + 1);
      }),
    );
  });
});

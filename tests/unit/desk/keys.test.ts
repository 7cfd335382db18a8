/** Keys go in and never come out; a model is chosen for agents that ask one and for no other. */
import { afterEach, describe, expect, it } from 'vitest';
import { createSessionSecrets } from '../../../agents/control/m1-keys/session-secrets.ts';
import { createViewStore } from '../../../agents/control/view/view-store.ts';
import { keyHandlers } from '../../../agents/desk/requests/keys.ts';
import type { DeskServices } from '../../../agents/desk/services.ts';
import { createSimulatedClock } from '../../../agents/kernel/clock.ts';
import { openStore, type Store } from '../../../agents/store/open-store.ts';

let store: Store | undefined;
afterEach(async () => {
  await store?.close();
});

async function services(): Promise<DeskServices> {
  const opened = await openStore({ home: ':memory:', clock: createSimulatedClock(0) });
  if (!opened.ok) throw new Error(opened.error.message);
  store = opened.value;
  return { store, view: createViewStore(), secrets: createSessionSecrets('no-daemon') } as unknown as DeskServices;
}
const secret = 'sk-canary-0123456789';

describe('keys', () => {
  it('are kept without their line break, listed by name only, and forgotten', async () => {
    const desk = await services();
    expect(await keyHandlers['keys.set'](desk, { name: 'openai-api-key', secret: `${secret}\n` })).toEqual({
      ok: true,
      value: { kept: 'session' },
    });
    const listed = await keyHandlers['keys.list'](desk);
    expect(JSON.stringify(listed)).not.toContain('canary');
    expect(listed).toMatchObject({
      value: { keys: expect.arrayContaining([expect.objectContaining({ name: 'openai-api-key', present: true })]) },
    });
    const kept = await desk.secrets.use('openai-api-key', async (bytes) => new TextDecoder().decode(bytes));
    expect(kept).toEqual({ ok: true, value: secret });
    await keyHandlers['keys.clear'](desk, { name: 'openai-api-key' });
    expect(await desk.secrets.has('openai-api-key')).toBe(false);
    expect(JSON.stringify(desk.store.audit.latest(10))).not.toContain('canary');
    expect(desk.store.audit.latest(10).map((row) => row.action)).toEqual(['keys.clear', 'keys.set']);
  });

  it('are refused when no part uses them or when they cannot be one', async () => {
    const desk = await services();
    for (const [name, text] of [
      ['coffee-key', secret],
      ['openai-api-key', 'two words here'],
      ['openai-api-key', 'sk-ключ-0123456'],
    ] as const)
      expect(await keyHandlers['keys.set'](desk, { name, secret: text })).toMatchObject({ ok: false });
    expect(await desk.secrets.has('openai-api-key')).toBe(false);
  });
});

describe('models', () => {
  it('are chosen for every agent or for one, and only for those that ask', async () => {
    const desk = await services();
    expect(await keyHandlers['models.get'](desk)).toMatchObject({ value: { label: 'house' } });
    await keyHandlers['models.set'](desk, { agentId: 'A1', provider: 'anthropic', model: 'some-model' });
    expect(await keyHandlers['models.get'](desk)).toMatchObject({
      value: {
        label: 'anthropic/some-model',
        agents: expect.arrayContaining([{ agentId: 'A1', provider: 'anthropic', model: 'some-model' }]),
      },
    });
    for (const agentId of ['M3', 'D3', 'A6'])
      expect(await keyHandlers['models.set'](desk, { agentId, provider: 'openai', model: 'x' })).toMatchObject({
        ok: false,
        error: { code: 'no-model-agent' },
      });
    expect(
      await keyHandlers['models.set'](desk, { agentId: null, provider: 'openai', model: 'a model; drop' }),
    ).toMatchObject({ ok: false, error: { code: 'bad-model' } });
  });
});

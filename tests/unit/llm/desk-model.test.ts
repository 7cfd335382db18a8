/** The desk's model over the desk's store: answers and spending outlive a restart, keys come from the person alone. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSessionSecrets } from '../../../agents/control/m1-keys/session-secrets.ts';
import { memoryState } from '../../../agents/desk/memory-keeping.ts';
import { deskModel } from '../../../agents/desk/model.ts';
import { createSimulatedClock } from '../../../agents/kernel/clock.ts';
import type { SecretStorePort } from '../../../agents/kernel/order-ports.ts';
import { openStore, type Store } from '../../../agents/store/open-store.ts';
import { dialects } from '../../contract/llm/dialects.ts';
import { openStandIn, type StandIn } from '../../contract/llm/stand-in.ts';
import { question, reply } from './scripted-provider.ts';

const clock = createSimulatedClock(Date.parse('2026-03-02T10:00:00Z'));
const good = reply('A calm bull market, likely to be one.');

/** Keys of this session, ready to be stored. */
async function keysWith(keys: Record<string, string>): Promise<SecretStorePort> {
  const secrets = createSessionSecrets('no-daemon');
  for (const [name, key] of Object.entries(keys)) await secrets.set(name, new TextEncoder().encode(key));
  for (const name of Object.keys(keys)) expect(await secrets.has(name)).toBe(true);
  return secrets;
}

describe('the desk', () => {
  let home: string;
  let store: Store;
  let server: StandIn;
  const open = async (): Promise<Store> => {
    const opened = await openStore({ home, clock, threads: false });
    if (!opened.ok) throw new Error(opened.error.message);
    return opened.value;
  };
  beforeEach(async () => {
    home = mkdtempSync(join(tmpdir(), 'desk-model-'));
    store = await open();
    server = await openStandIn();
  });
  afterEach(async () => {
    await server.close();
    await store.close();
    rmSync(home, { recursive: true });
  });

  it('answers with the house model, and from the record after a restart', async () => {
    const desk = deskModel({ store, state: memoryState(), clock });
    expect(desk.label).toBe('house');
    const answer = await desk.model.ask(question());
    expect(answer).toMatchObject({ ok: true, value: { provider: 'house' } });
    expect(await desk.recordedModel.ask(question({ seed: 6 }))).toMatchObject({ ok: false });
    await store.close();
    store = await open();
    expect(await deskModel({ store, state: memoryState(), clock }).recordedModel.ask(question())).toEqual(answer);
  });

  it.each(dialects.map((d) => [d.definition.id, d] as const))(
    "asks %s with the person's key, counts the cost, and replays after a restart without key or network",
    async (id, { definition, model, basePath, text, key }) => {
      await store.settings.set('models', {
        default: { provider: id, model },
        baseUrls: { [id]: `${server.url}${basePath}` },
      });
      const state = memoryState();
      const lines: string[] = [];
      const secrets = await keysWith({ [definition.keyName]: ' key-with-a-newline\n' });
      const desk = deskModel({ store, state, clock, secrets, log: (line) => lines.push(line) });
      expect(desk.label).toBe(`${id}/${model}`);
      const costs: [string, number][] = [];
      const stop = desk.onCost((agentId, costUsd) => costs.push([agentId, costUsd]));
      server.script(text('Let me think about it.'), text(good));
      const answer = await desk.model.ask(question());
      expect(answer).toMatchObject({ ok: true, value: { value: JSON.parse(good), provider: id } });
      expect(server.heard).toHaveLength(2);
      expect(String(server.heard.map((h) => key(h)).at(0)).replace('Bearer ', '')).toBe('key-with-a-newline');
      expect(costs).toEqual([['A0', answer.ok ? answer.value.costUsd : 0]]);
      expect(costs[0]?.[1]).toBeGreaterThan(0);
      expect(state.load('model-spending')).toContain('"A0"');
      stop();
      await server.close();
      await store.close();
      store = await open();
      const later = deskModel({ store, state, clock });
      expect(await later.recordedModel.ask(question())).toEqual(answer);
      server = await openStandIn();
      server.script('drop');
      await store.settings.set('models', {
        default: { provider: id, model },
        baseUrls: { [id]: `${server.url}${basePath}` },
      });
      const broken = deskModel({ store, state, clock, secrets, log: (line) => lines.push(line) });
      expect(await broken.model.ask(question({ seed: 6 }))).toMatchObject({
        ok: false,
        error: { code: 'model-offline' },
      });
      expect(lines).toEqual([expect.stringMatching(/^A0 got no answer from its model: .* cannot be reached\.$/)]);
      expect(lines.join()).not.toContain('key-with-a-newline');
    },
  );

  it('says so when its settings cannot be read', async () => {
    await store.settings.set('models', { nonsense: true });
    const desk = deskModel({ store, state: memoryState(), clock });
    expect(desk.label).toBe('settings not readable');
    expect(await desk.model.ask(question())).toMatchObject({ ok: false, error: { code: 'model-settings' } });
  });
});

/** Key and model requests: which keys are there, handing one over, forgetting one, and who answers the agents. */
import { ok, refuse } from '../../../shared/core/result.ts';
import { brokers } from '../../brokers/index.ts';
import { agents } from '../../index.ts';
import { adapters } from '../../llm/index.ts';
import { choiceFor, modelLabel, modelSettingsSchema, readModelSettings } from '../../llm/settings.ts';
import { defineHandlers } from '../handler.ts';

const makers: Readonly<Record<string, string>> = { anthropic: 'Anthropic', gemini: 'Google', openai: 'OpenAI' };

/** Every key a built-in part can use. */
const known = [
  ...adapters.map((adapter) => ({ name: adapter.keyName, for: `${makers[adapter.id] ?? adapter.id} models` })),
  ...brokers.flatMap((broker) => broker.secrets.map((name) => ({ name, for: broker.name }))),
];

const unknownKey = (name: string) =>
  refuse('unknown-key', `No part of the desk uses a key called ${name}.`, {
    where: 'name',
    fix: `use one of ${known.map((k) => k.name).join(', ')}.`,
  });

/** Keys are pasted with a line break or a space more often than not. */
const tidied = (secret: string): string => secret.trim();

export const keyHandlers = defineHandlers({
  'keys.list': async ({ secrets }) => {
    const { state, text } = await secrets.state();
    const keys = await Promise.all(known.map(async (key) => ({ ...key, present: await secrets.has(key.name) })));
    return ok({ kept: secrets.kind, state, text, keys });
  },
  'keys.set': async ({ secrets, store }, { name, secret }) => {
    if (!known.some((key) => key.name === name)) return unknownKey(name);
    const bytes = new TextEncoder().encode(tidied(secret));
    try {
      if (bytes.some((byte) => byte < 0x21 || byte > 0x7e))
        return refuse('not-a-key', 'The key holds a space or a character that no key has.', {
          where: 'secret',
          fix: 'copy it again, the key alone.',
        });
      const stored = await secrets.set(name, bytes);
      if (!stored.ok) return stored;
    } finally {
      bytes.fill(0);
    }
    await store.audit.append({ action: 'keys.set', actor: 'person', subject: name, data: { kept: secrets.kind } });
    return ok({ kept: secrets.kind });
  },
  'keys.clear': async ({ secrets, store }, { name }) => {
    if (!known.some((key) => key.name === name)) return unknownKey(name);
    await secrets.remove(name);
    await store.audit.append({ action: 'keys.clear', actor: 'person', subject: name, data: {} });
    return ok({ done: true as const });
  },
  'models.get': async ({ store }) => {
    const settings = readModelSettings(store.settings.get('models'));
    if (!settings.ok) return settings;
    const asking = agents.filter((agent) => agent.needs.includes('llm'));
    return ok({
      label: modelLabel(settings.value),
      agents: asking.map(({ id }) => ({ agentId: id, ...choiceFor(settings.value, id) })),
    });
  },
  'models.set': async ({ store, view }, { agentId, provider, model }) => {
    const settings = readModelSettings(store.settings.get('models'));
    if (!settings.ok) return settings;
    if (agentId !== null && !agents.some((agent) => agent.id === agentId && agent.needs.includes('llm')))
      return refuse('no-model-agent', `${agentId} asks no model.`, {
        where: 'agentId',
        fix: `choose one of ${agents
          .filter((agent) => agent.needs.includes('llm'))
          .map((agent) => agent.id)
          .join(', ')}.`,
      });
    const choice = { provider, model };
    const changed = modelSettingsSchema.safeParse(
      agentId === null
        ? { ...settings.value, default: choice }
        : { ...settings.value, agents: { ...settings.value.agents, [agentId]: choice } },
    );
    if (!changed.success)
      return refuse('bad-model', `"${model}" cannot be the name of a model.`, {
        where: 'model',
        fix: 'copy the name from the provider, without spaces.',
      });
    await store.settings.set('models', changed.data);
    await store.audit.append({ action: 'models.set', actor: 'person', subject: agentId ?? 'all', data: choice });
    const label = modelLabel(changed.data);
    const status = view.get('status', 'desk');
    if (status !== undefined) view.set('status', 'desk', { ...status, model: label });
    for (const { id, needs } of agents) {
      const row = view.get('agents', id);
      if (row === undefined || !needs.includes('llm')) continue;
      const own = choiceFor(changed.data, id);
      view.set('agents', id, { ...row, model: own.provider === 'house' ? 'house' : `${own.provider}/${own.model}` });
    }
    return ok({ label });
  },
});

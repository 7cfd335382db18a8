/** Models: who answers each agent that may ask one. The house model needs no key and no network. */
import { useState } from 'react';
import { useRequest } from '../../state/context.tsx';
import { useCommand } from '../../state/hooks.ts';
import { Button } from '../../ui/button.tsx';
import { Select } from '../../ui/field.tsx';
import { Line } from './line.tsx';

const providers = ['house', 'anthropic', 'gemini', 'openai'] as const;
type Provider = (typeof providers)[number];
const names: Readonly<Record<Provider, string>> = {
  house: 'House model, offline',
  anthropic: 'Anthropic',
  gemini: 'Google',
  openai: 'OpenAI',
};
const providerOf = (text: string): Provider => providers.find((p) => p === text) ?? 'house';

function AgentModel(props: { agentId: string; provider: string; model: string; onChanged(): void }) {
  const [provider, setProvider] = useState(providerOf(props.provider));
  const [model, setModel] = useState(props.provider === 'house' ? '' : props.model);
  const choose = useCommand('models.set', {
    failed: 'The model was not chosen',
    done: `${props.agentId} has its model`,
  });
  const name = provider === 'house' ? 'house' : model.trim();
  const changed = provider !== props.provider || name !== props.model;
  return (
    <form
      className="flex items-center gap-2"
      onSubmit={async (event) => {
        event.preventDefault();
        const done = await choose.send({ agentId: props.agentId, provider, model: name });
        if (done !== undefined) props.onChanged();
      }}
    >
      <Select
        label={`Provider for ${props.agentId}`}
        hideLabel
        testId={`model-provider-${props.agentId}`}
        value={provider}
        options={providers.map((id) => ({ id, label: names[id] }))}
        onPick={setProvider}
      />
      {provider !== 'house' && (
        <input
          aria-label={`Model for ${props.agentId}`}
          placeholder="model name"
          className="field w-44"
          value={model}
          onChange={(event) => setModel(event.target.value)}
        />
      )}
      <Button type="submit" busy={choose.busy} disabled={!changed || name === ''}>
        Use it
      </Button>
    </form>
  );
}

export function ModelLines() {
  const held = useRequest('models.get', {});
  if (held.status === 'refused') return <Line label="Models">{held.refusal.message}</Line>;
  const answer = held.status === 'ready' ? held.value : held.status === 'loading' ? held.previous : undefined;
  if (answer === undefined) return <Line label="Models">…</Line>;
  return (
    <>
      {answer.agents.map((agent) => (
        <Line
          key={`${agent.agentId}/${agent.provider}/${agent.model}`}
          label={`Agent ${agent.agentId}`}
          note="Proposes, words and criticises; it never computes a figure, passes a gate or sends an order."
        >
          <AgentModel {...agent} onChanged={held.reload} />
        </Line>
      ))}
    </>
  );
}

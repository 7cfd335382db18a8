/** Agents: the sixteen at work, live. */
import { useState } from 'react';
import { ResearchButton } from '../../controls/research-button.tsx';
import { formatCount } from '../../format/numbers.ts';
import { plural } from '../../format/words.ts';
import { useDesk, useRows } from '../../state/context.tsx';
import { navigate } from '../../state/route.ts';
import { Button } from '../../ui/button.tsx';
import { Panel, ScreenHead } from '../../ui/panel.tsx';
import type { ScreenProps } from '../screen.ts';
import { AgentDetails } from './agent-details.tsx';
import { AgentGraph } from './agent-graph.tsx';
import { MessageInspector } from './message-inspector.tsx';

export function AgentsScreen(props: ScreenProps) {
  const selected = props.argument === '' ? null : props.argument;
  const [opened, setOpened] = useState<string | null>(null);
  const [all, setAll] = useState(false);
  const rows = useRows('agents');
  const sequence = useDesk((s) => s.view.status.desk?.journalSequence ?? 0);
  const cost = rows.reduce((sum, r) => sum + r.costUsd, 0);
  const select = (id: string | null): void => {
    setOpened(null);
    navigate('agents', id ?? '');
  };
  return (
    <div className="flex h-full flex-col gap-2.5 p-3">
      <ScreenHead
        title="Agents"
        note={`${plural(rows.filter((r) => r.state === 'running').length, 'agent')} at work · ${formatCount(sequence)} messages · $${cost.toFixed(2)} on models`}
        actions={
          <>
            <Button
              aria-pressed={all}
              onClick={() => setAll(!all)}
              title="Show the message paths besides the design's arrows"
            >
              {all ? 'Design paths only' : 'All message paths'}
            </Button>
            <ResearchButton />
          </>
        }
      />
      <div className="grid min-h-0 flex-1 grid-cols-[1fr_320px] gap-2.5">
        <Panel flush label="Agent graph">
          <AgentGraph selected={selected} onSelect={select} all={all} />
        </Panel>
        <Panel flush label="Inspector" bodyClass="flex flex-col">
          {selected !== null && <AgentDetails id={selected} />}
          <MessageInspector agentId={selected} opened={opened} onOpen={setOpened} />
        </Panel>
      </div>
    </div>
  );
}

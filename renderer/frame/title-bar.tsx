/** The title bar: whose desk it is, what its data and model are, whether it answers, and the kill switch. */
import { Cpu, Eye, EyeOff, FlaskConical, Search } from 'lucide-react';
import { useDesk } from '../state/context.tsx';
import { setPreference, usePreference } from '../state/preferences.ts';
import { activeDataset, statusOf } from '../state/selectors.ts';
import { Badge, StateShape } from '../ui/badge.tsx';
import { Button } from '../ui/button.tsx';
import { Key } from '../ui/small.tsx';
import { KillControl } from './kill-control.tsx';

const connections = {
  live: { tone: 'good', shape: 'disc', text: 'Connected', title: 'The window is a live copy of the desk.' },
  connecting: { tone: 'warn', shape: 'ring', text: 'Connecting…', title: 'Waiting for the first snapshot.' },
  offline: {
    tone: 'critical',
    shape: 'triangle',
    text: 'Desk not answering',
    title: 'What you see is the last known state. Reconnecting by itself.',
  },
} as const;

export function TitleBar(props: { onPalette: () => void }) {
  const connection = connections[useDesk((s) => s.connection)];
  const preferred = usePreference((p) => p.datasetId);
  const dataset = useDesk((s) => activeDataset(s, preferred));
  const model = useDesk((s) => statusOf(s)?.model);
  const broker = useDesk((s) => statusOf(s)?.broker);
  const privacy = usePreference((p) => p.privacy);
  return (
    <header className="titlebar z-30 flex h-11 shrink-0 items-center gap-2.5 border-b border-line bg-panel pr-2.5 pl-3">
      <a href="#/desk" className="flex items-center gap-2 rounded text-base font-semibold tracking-[-0.01em]">
        <svg width="18" height="18" viewBox="0 0 18 18" aria-hidden="true" className="stroke-accent">
          <path
            d="M3.5 14.5v-8m-1.5 2h3v4H2zM9 16V2M7.2 5h3.6v8H7.2zM14.5 12V3M13 5.5h3v4h-3z"
            fill="none"
            strokeWidth="1.4"
            strokeLinejoin="round"
            strokeLinecap="round"
          />
        </svg>
        QuantAI
      </a>
      {dataset?.synthetic && (
        <Badge
          tone="warn"
          icon={<FlaskConical size={11} aria-hidden="true" />}
          title={`${dataset.name} is invented data. No figure on this desk is a real market's.`}
        >
          SYNTHETIC MARKET
        </Badge>
      )}
      {model !== undefined && (
        <Badge
          icon={<Cpu size={11} aria-hidden="true" />}
          title={
            model === 'house'
              ? 'No key is configured: the house model answers, on this machine, without a network.'
              : `Ideas come from ${model}; every number is computed by code.`
          }
        >
          <span className="max-[1100px]:hidden">{model === 'house' ? 'House model, offline' : model}</span>
          <span className="min-[1101px]:hidden">{model === 'house' ? 'House' : model}</span>
        </Badge>
      )}
      {broker !== undefined && broker !== '' && (
        <Badge title="Where orders go">
          <span className="max-[1200px]:hidden">Broker: </span>
          {broker}
        </Badge>
      )}
      <button
        type="button"
        onClick={props.onPalette}
        data-testid="palette-open"
        className="mx-auto flex h-7 w-[300px] min-w-0 shrink items-center gap-2 rounded-md border border-line bg-ground px-2 text-xs text-faint hover:border-line-strong"
      >
        <Search size={13} aria-hidden="true" />
        <span className="truncate">Go to, search or do…</span>
        <span className="ml-auto">
          <Key>Ctrl K</Key>
        </span>
      </button>
      <span
        role="status"
        data-testid="connection"
        title={connection.title}
        className="flex items-center gap-1.5 text-xs whitespace-nowrap text-muted"
      >
        <StateShape tone={connection.tone} shape={connection.shape} live={connection.tone !== 'good'} />
        {connection.text}
      </span>
      <Button
        variant="ghost"
        size="sm"
        aria-pressed={privacy}
        aria-label={privacy ? 'Show amounts' : 'Hide amounts'}
        title={privacy ? 'Show amounts' : 'Hide amounts (privacy mode)'}
        icon={privacy ? <EyeOff size={15} /> : <Eye size={15} />}
        onClick={() => setPreference({ privacy: !privacy })}
      />
      <KillControl />
    </header>
  );
}

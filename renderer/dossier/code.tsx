/** The generated sources: one tab a target, with what proves that they trade alike. */
import { useState } from 'react';
import type { Dossier } from '../../shared/desk-api/requests.ts';
import { sentenceCase } from '../format/words.ts';
import { Badge } from '../ui/badge.tsx';
import { CodeView } from '../ui/code-view.tsx';
import { Empty } from '../ui/states.tsx';
import { Tabs } from '../ui/tabs.tsx';

const names: Readonly<Record<string, string>> = {
  typescript: 'TypeScript',
  backtrader: 'Backtrader',
  zipline: 'Zipline',
  lean: 'LEAN',
};

export function CodeTabs(props: { readonly sources: Dossier['sources'] }) {
  const [target, setTarget] = useState<string | null>(null);
  const source = props.sources.find((s) => s.target === target) ?? props.sources[0];
  if (source === undefined)
    return <Empty small title="No code yet" text="The coding agent has not reached this candidate." />;
  return (
    <div className="flex h-full flex-col">
      <Tabs
        label="Code targets"
        value={source.target}
        choices={props.sources.map((s) => ({ id: s.target, label: names[s.target] ?? sentenceCase(s.target) }))}
        onPick={setTarget}
      />
      <div className="flex h-8 shrink-0 items-center gap-2 border-b border-line px-3 text-xs text-muted">
        <code className="font-mono">{source.fileName}</code>
        <span className="ml-auto">
          <Badge title="How it is known that this source trades like the rules">{source.proven}</Badge>
        </span>
      </div>
      <div className="min-h-0 flex-1">
        <CodeView source={source.text} label={`${source.fileName} source`} />
      </div>
    </div>
  );
}

/** The generated sources: one tab a target, its files below, with what proves that they trade alike. */
import { useState } from 'react';
import type { Dossier } from '../../shared/desk-api/requests.ts';
import { sentenceCase } from '../format/words.ts';
import { Badge } from '../ui/badge.tsx';
import { CodeView } from '../ui/code-view.tsx';
import { Empty } from '../ui/states.tsx';
import { Segmented, Tabs } from '../ui/tabs.tsx';

const names: Readonly<Record<string, string>> = {
  typescript: 'TypeScript',
  backtrader: 'Backtrader',
  zipline: 'Zipline',
  lean: 'LEAN',
};

export function CodeTabs(props: { readonly sources: Dossier['sources'] }) {
  const [target, setTarget] = useState<string | null>(null);
  const [fileName, setFileName] = useState<string | null>(null);
  const first = props.sources.find((s) => s.target === target) ?? props.sources[0];
  if (first === undefined)
    return <Empty small title="No code yet" text="The coding agent has not reached this candidate." />;
  const files = props.sources.filter((s) => s.target === first.target);
  const source = files.find((s) => s.fileName === fileName) ?? first;
  const platforms = [...new Set(props.sources.map((s) => s.target))];
  return (
    <div className="flex h-full flex-col">
      <Tabs
        label="Code targets"
        value={source.target}
        choices={platforms.map((id) => ({ id, label: names[id] ?? sentenceCase(id) }))}
        onPick={setTarget}
      />
      <div className="flex h-9 shrink-0 items-center gap-2 border-b border-line px-3 text-xs text-muted">
        {files.length === 1 ? (
          <code className="font-mono">{source.fileName}</code>
        ) : (
          <Segmented
            label="Files of the target"
            value={source.fileName}
            choices={files.map((s) => ({ id: s.fileName, label: <code className="font-mono">{s.fileName}</code> }))}
            onPick={setFileName}
          />
        )}
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

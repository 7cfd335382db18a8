/** Backtest lab: one strategy under the glass. */
import { FlaskConical } from 'lucide-react';
import type { Dossier } from '../../../shared/desk-api/requests.ts';
import { useRequest, useRows } from '../../state/context.tsx';
import { navigate } from '../../state/route.ts';
import { Badge } from '../../ui/badge.tsx';
import { Select } from '../../ui/field.tsx';
import { Panel } from '../../ui/panel.tsx';
import { StageBadge } from '../../ui/stage.tsx';
import { Answer, Empty } from '../../ui/states.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import type { ScreenProps } from '../screen.ts';
import { labParts } from './parts.tsx';

export function LabScreen(props: ScreenProps) {
  const tested = useRows('strategies').filter((s) => s.sharpe !== null);
  const ranked = [...tested].sort((a, b) => (b.sharpe ?? 0) - (a.sharpe ?? 0));
  const id = props.argument || ranked[0]?.strategyId;
  const part = props.query.tab ?? labParts[0].id;
  if (id === undefined)
    return (
      <Empty
        icon={<FlaskConical size={24} strokeWidth={1.5} />}
        title="Nothing to put under the glass yet"
        text="The lab works on strategies that have a backtest. Start a research run on the Desk."
        action={
          <a href="#/desk" className="rounded text-sm text-accent hover:underline">
            Go to the Desk
          </a>
        }
      />
    );
  return (
    <div className="h-full p-3" data-testid="lab">
      <Panel flush label="Backtest lab" className="h-full" bodyClass="flex flex-col">
        <header className="flex shrink-0 flex-wrap items-center gap-2 px-4 pt-3 pb-2">
          <h1 className="text-[15px] leading-6 font-semibold">Backtest lab</h1>
          <Select
            label="Strategy"
            hideLabel
            className="w-[380px]"
            testId="lab-strategy"
            value={id}
            options={ranked.map((s) => ({ id: s.strategyId, label: s.name }))}
            onPick={(next) => navigate('lab', next, { tab: part })}
          />
          <LabFacts key={id} id={id} />
        </header>
        <Tabs
          label="Parts of the lab"
          testPrefix="lab-tab"
          value={part}
          choices={labParts.map((p) => ({ id: p.id, label: p.label }))}
          onPick={(next) => navigate('lab', id, { tab: next })}
        />
        <LabBody key={`${id}/body`} id={id} part={part} />
      </Panel>
    </div>
  );
}

function LabFacts(props: { readonly id: string }) {
  const row = useRows('strategies').find((s) => s.strategyId === props.id);
  const synthetic = useRows('datasets').find((d) => d.id === row?.datasetId)?.synthetic ?? false;
  if (row === undefined) return null;
  return (
    <>
      <StageBadge stage={row.stage} />
      {synthetic && (
        <Badge tone="warn" title="Every figure below was measured on invented data">
          SYNTHETIC
        </Badge>
      )}
      <a href={`#/strategy/${row.strategyId}`} className="rounded text-sm text-accent hover:underline">
        Open it
      </a>
    </>
  );
}

function LabBody(props: { readonly id: string; readonly part: string }) {
  const dossier = useRequest('strategy.dossier', { strategyId: props.id });
  const part = labParts.find((p) => p.id === props.part) ?? labParts[0];
  return (
    <div className="min-h-0 flex-1 overflow-y-auto">
      <Answer of={dossier} lines={12}>
        {(value: Dossier) => <part.body dossier={value} />}
      </Answer>
    </div>
  );
}

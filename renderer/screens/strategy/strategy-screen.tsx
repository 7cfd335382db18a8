/** Strategy: one candidate in full. */
import { FileChartLine } from 'lucide-react';
import type { Dossier } from '../../../shared/desk-api/requests.ts';
import { Lineage } from '../../dossier/lineage.tsx';
import { sentenceCase } from '../../format/words.ts';
import { useDesk, useRequest } from '../../state/context.tsx';
import { navigate } from '../../state/route.ts';
import { newest } from '../../state/selectors.ts';
import { Badge } from '../../ui/badge.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Hash } from '../../ui/small.tsx';
import { StageBadge } from '../../ui/stage.tsx';
import { Answer, Empty } from '../../ui/states.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import type { ScreenProps } from '../screen.ts';
import { strategyTabs, type TabId } from './tabs.tsx';

export function StrategyScreen(props: ScreenProps) {
  const latest = useDesk((s) => {
    const rows = Object.values(s.view.strategies);
    return (
      newest(
        rows.filter((r) => r.stage === 'awaiting-approval'),
        (r) => r.updatedAt,
      ) ?? newest(rows, (r) => r.updatedAt)
    )?.strategyId;
  });
  const id = props.argument || latest;
  // A row that moves on (tested, approved) has a new dossier.
  const updatedAt = useDesk((s) => (id === undefined ? 0 : s.view.strategies[id]?.stage));
  if (id === undefined)
    return (
      <Empty
        icon={<FileChartLine size={24} strokeWidth={1.5} />}
        title="No strategy yet"
        text="Start a research run on the Desk, then choose a candidate on the Ideas screen."
        action={
          <a href="#/ideas" className="rounded text-sm text-accent hover:underline">
            Go to Ideas
          </a>
        }
      />
    );
  return <StrategyBody key={`${id}/${updatedAt}`} id={id} tab={(props.query.tab ?? 'overview') as TabId} />;
}

function StrategyBody(props: { id: string; tab: TabId }) {
  const dossier = useRequest('strategy.dossier', { strategyId: props.id });
  return (
    <div className="h-full p-3" data-testid="strategy">
      <Panel flush label="Strategy" className="h-full" bodyClass="flex flex-col">
        <Answer of={dossier} lines={12}>
          {(value) => <StrategyView dossier={value} tab={props.tab} />}
        </Answer>
      </Panel>
    </div>
  );
}

function StrategyView(props: { dossier: Dossier; tab: TabId }) {
  const { dossier } = props;
  const { row } = dossier;
  const tab = strategyTabs.find((t) => t.id === props.tab) ?? strategyTabs[0];
  return (
    <>
      <header className="flex shrink-0 flex-col gap-1.5 px-4 pt-3 pb-2">
        <div className="flex flex-wrap items-center gap-2">
          <h1 className="text-[15px] leading-6 font-semibold">{row.name}</h1>
          <StageBadge stage={row.stage} />
          <Badge>{sentenceCase(row.family)}</Badge>
          {dossier.synthetic && (
            <Badge tone="warn" title="Every figure below was measured on invented data">
              SYNTHETIC
            </Badge>
          )}
          <span className="ml-auto text-xs text-muted" title="The hash of the spec is the strategy's version">
            {row.strategyId} · version <Hash value={dossier.specHash} /> · {dossier.datasetName}
          </span>
        </div>
        <div className="flex flex-wrap items-baseline gap-x-4">
          <Lineage row={row} />
          {row.stage === 'awaiting-approval' && (
            <a href={`#/approvals/${row.strategyId}`} className="ml-auto rounded text-sm text-accent hover:underline">
              Decide on it
            </a>
          )}
        </div>
        <p className="text-xs text-muted">{row.reason}</p>
      </header>
      <Tabs
        label="Parts of the strategy"
        testPrefix="strategy-tab"
        value={tab.id}
        choices={strategyTabs.map((t) => ({ id: t.id, label: t.label, count: t.count?.(dossier) }))}
        onPick={(id) => navigate('strategy', row.strategyId, { tab: id })}
      />
      <div className="min-h-0 flex-1 overflow-y-auto">
        <tab.body dossier={dossier} />
      </div>
    </>
  );
}

/** Validation: what every check found in one strategy, and the same eyes on a file of the person. */
import { ListChecks } from 'lucide-react';
import { useRows } from '../../state/context.tsx';
import { navigate } from '../../state/route.ts';
import { newest } from '../../state/selectors.ts';
import { Badge } from '../../ui/badge.tsx';
import { Select } from '../../ui/field.tsx';
import { Panel } from '../../ui/panel.tsx';
import { StageBadge, stageLabel } from '../../ui/stage.tsx';
import { Empty } from '../../ui/states.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import type { ScreenProps } from '../screen.ts';
import { ChecksPart } from './checks-part.tsx';
import { FilePart } from './file-part.tsx';

const parts = [
  { id: 'checks', label: 'Checks of a strategy' },
  { id: 'file', label: 'Check a file' },
] as const;

export function ValidationScreen(props: ScreenProps) {
  const checked = useRows('strategies').filter((s) => s.checks.length > 0);
  const datasets = useRows('datasets');
  const ranked = [...checked].sort((a, b) => b.updatedAt - a.updatedAt);
  const first =
    newest(
      checked.filter((s) => s.stage === 'awaiting-approval'),
      (s) => s.updatedAt,
    ) ?? ranked[0];
  const id = props.argument || first?.strategyId;
  const row = useRows('strategies').find((s) => s.strategyId === id);
  const part = props.query.tab === 'file' ? 'file' : 'checks';
  const options = ranked.map((s) => ({ id: s.strategyId, label: `${s.name} · ${stageLabel(s.stage).toLowerCase()}` }));
  if (row !== undefined && !options.some((o) => o.id === row.strategyId))
    options.unshift({ id: row.strategyId, label: row.name });
  return (
    <div className="h-full p-3" data-testid="validation">
      <Panel flush label="Validation" className="h-full" bodyClass="flex flex-col">
        <header className="flex min-h-[50px] shrink-0 flex-wrap items-center gap-2 px-4 pt-3 pb-2">
          <h1 className="text-[15px] leading-6 font-semibold">Validation</h1>
          {part === 'checks' && row !== undefined && (
            <>
              <Select
                label="Strategy"
                hideLabel
                className="w-[380px]"
                testId="validation-strategy"
                value={row.strategyId}
                options={options}
                onPick={(next) => navigate('validation', next)}
              />
              <StageBadge stage={row.stage} />
              {datasets.find((d) => d.id === row.datasetId)?.synthetic && (
                <Badge tone="warn" title="Everything below was measured on invented data">
                  SYNTHETIC
                </Badge>
              )}
              <a href={`#/strategy/${row.strategyId}`} className="rounded text-sm text-accent hover:underline">
                Open it
              </a>
            </>
          )}
        </header>
        <Tabs
          label="Parts of validation"
          testPrefix="validation-tab"
          value={part}
          choices={parts}
          onPick={(next) => navigate('validation', props.argument, next === 'file' ? { tab: next } : {})}
        />
        <div className="min-h-0 flex-1 overflow-y-auto rounded-b-lg">
          {part === 'file' ? (
            <FilePart />
          ) : row === undefined ? (
            <Empty
              icon={<ListChecks size={24} strokeWidth={1.5} />}
              title={id === undefined ? 'Nothing was checked yet' : 'There is no such strategy on this desk'}
              text={
                id === undefined
                  ? 'Start a research run on the Desk: every candidate is checked before it is tested. A file of your own can be checked now.'
                  : `Nothing is called ${id}; choose one on the Ideas screen.`
              }
              action={
                <a href="#/validation?tab=file" className="rounded text-sm text-accent hover:underline">
                  Check a file
                </a>
              }
            />
          ) : (
            <ChecksPart key={row.strategyId} row={row} />
          )}
        </div>
      </Panel>
    </div>
  );
}

/** Ideas: every candidate with its lineage, its figures, where it stands and why. */
import { Lightbulb, Search } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { Row } from '../../../shared/desk-api/view.ts';
import { ResearchButton } from '../../controls/research-button.tsx';
import { formatCount, formatRatio } from '../../format/numbers.ts';
import { formatFall, formatPercent } from '../../format/percent.ts';
import { plural, sentenceCase } from '../../format/words.ts';
import { useRows } from '../../state/context.tsx';
import { navigate } from '../../state/route.ts';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { Select } from '../../ui/field.tsx';
import { Panel, ScreenHead } from '../../ui/panel.tsx';
import { StageBadge, stageLabel, stageOrder } from '../../ui/stage.tsx';
import { Signed } from '../../ui/stat.tsx';
import { Empty } from '../../ui/states.tsx';
import { Variety } from './variety.tsx';

type Strategy = Row<'strategies'>;
const operators: Readonly<Record<string, string>> = {
  template: 'template',
  mutate: 'mutation',
  cross: 'cross',
  tune: 'tuned',
  grow: 'grown',
  model: 'model',
  person: 'yours',
};

/** How far each stage is from the person: what waits comes first. */
const stageRank = (stage: Strategy['stage']): number =>
  stage === 'awaiting-approval'
    ? 0
    : stage === 'approved'
      ? 1
      : stage === 'refused'
        ? 8
        : 2 + stageOrder.indexOf(stage) / 10;

const columns: readonly Column<Strategy>[] = [
  {
    id: 'name',
    header: 'Strategy',
    width: '206px',
    cell: (s) => (
      <b className="font-medium" title={s.name}>
        {s.name}
      </b>
    ),
    sort: (s) => s.name,
  },
  {
    id: 'stage',
    header: 'Stage',
    width: '124px',
    cell: (s) => <StageBadge stage={s.stage} />,
    sort: (s) => stageRank(s.stage),
  },
  {
    id: 'reason',
    header: 'Why',
    cell: (s) => (
      <span className="text-muted" title={s.reason}>
        {s.reason}
      </span>
    ),
  },
  {
    id: 'family',
    header: 'Family',
    width: '116px',
    cell: (s) => <span className="text-muted">{sentenceCase(s.family)}</span>,
    sort: (s) => s.family,
  },
  {
    id: 'generation',
    header: 'Lineage',
    title: 'Generation, and how it came to be',
    width: '100px',
    cell: (s) => (
      <span title={s.parents.length === 0 ? 'no parents' : `from ${s.parents.join(', ')}`}>
        {s.generation + 1} <span className="text-muted">· {operators[s.operator] ?? s.operator}</span>
      </span>
    ),
    sort: (s) => s.generation,
  },
  {
    id: 'novelty',
    header: 'Novelty',
    align: 'right',
    width: '66px',
    cell: (s) => formatPercent(s.novelty, { digits: 0 }),
    sort: (s) => s.novelty,
  },
  {
    id: 'annual',
    header: 'A year',
    title: 'Annual return after costs',
    align: 'right',
    width: '70px',
    cell: (s) => <Signed value={s.annualReturn}>{formatPercent(s.annualReturn, { signed: true })}</Signed>,
    sort: (s) => s.annualReturn,
  },
  {
    id: 'sharpe',
    header: 'Sharpe',
    align: 'right',
    width: '62px',
    cell: (s) => formatRatio(s.sharpe),
    sort: (s) => s.sharpe,
  },
  {
    id: 'sealed',
    header: 'Sealed',
    title: 'Sharpe on the sealed part, which the generator never saw',
    align: 'right',
    width: '62px',
    cell: (s) => formatRatio(s.outOfSampleSharpe),
    sort: (s) => s.outOfSampleSharpe,
  },
  {
    id: 'fall',
    header: 'Fall',
    title: 'Deepest fall from a peak',
    align: 'right',
    width: '64px',
    cell: (s) => formatFall(s.maxDrawdown),
    sort: (s) => s.maxDrawdown,
  },
  {
    id: 'deflated',
    header: 'Real',
    title: 'Deflated Sharpe: chance that the skill is real',
    align: 'right',
    width: '54px',
    cell: (s) => formatPercent(s.deflatedSharpe, { digits: 0 }),
    sort: (s) => s.deflatedSharpe,
  },
  {
    id: 'trades',
    header: 'Trades',
    align: 'right',
    width: '62px',
    cell: (s) => formatCount(s.trades),
    sort: (s) => s.trades,
  },
];

export function IdeasScreen() {
  const rows = useRows('strategies');
  const [stage, setStage] = useState('all');
  const [family, setFamily] = useState('all');
  const [text, setText] = useState('');
  const shown = useMemo(() => {
    const needle = text.trim().toLowerCase();
    return rows.filter(
      (s) =>
        (stage === 'all' || s.stage === stage) &&
        (family === 'all' || s.family === family) &&
        (needle === '' || `${s.name} ${s.strategyId} ${s.reason} ${s.family}`.toLowerCase().includes(needle)),
    );
  }, [rows, stage, family, text]);
  const stages = stageOrder.filter((s) => rows.some((r) => r.stage === s));
  const families = [...new Set(rows.map((r) => r.family))].sort();
  const passed = rows.filter((r) => r.stage === 'awaiting-approval' || r.stage === 'approved').length;
  const refused = rows.filter((r) => r.stage === 'refused').length;
  return (
    <div className="flex h-full flex-col gap-2.5 p-3">
      <ScreenHead
        title="Ideas"
        note={`${plural(rows.length, 'candidate')} · ${passed} passed the gate · ${refused} refused, each with its reason`}
        actions={
          <>
            <div className="relative">
              <Search size={13} aria-hidden="true" className="absolute top-2 left-2 text-faint" />
              <input
                aria-label="Search candidates"
                data-testid="ideas-search"
                placeholder="Search…"
                value={text}
                onChange={(event) => setText(event.target.value)}
                className="field w-[170px] !pl-7"
              />
            </div>
            <Select
              label="Stage"
              hideLabel
              className="w-[136px]"
              value={stage}
              options={[{ id: 'all', label: 'Every stage' }, ...stages.map((s) => ({ id: s, label: stageLabel(s) }))]}
              onPick={setStage}
            />
            <Select
              label="Family"
              hideLabel
              className="w-[144px]"
              value={family}
              options={[
                { id: 'all', label: 'Every family' },
                ...families.map((f) => ({ id: f, label: sentenceCase(f) })),
              ]}
              onPick={setFamily}
            />
            <ResearchButton />
          </>
        }
      />
      <Variety />
      <Panel flush label="Candidates" className="flex-1">
        <DataTable
          label="Candidates"
          columns={columns}
          rows={shown}
          minWidth={1120}
          keyOf={(s) => s.strategyId}
          testIdOf={(s) => `strategy-row-${s.strategyId}`}
          onOpen={(s) => navigate('strategy', s.strategyId)}
          initialSort={{ column: 'stage', down: false }}
          empty={
            rows.length === 0 ? (
              <Empty
                icon={<Lightbulb size={24} strokeWidth={1.5} />}
                title="No idea yet"
                text="Press Research: candidates appear here while the agents work, with what became of each."
              />
            ) : (
              <Empty title="Nothing matches" text="No candidate has this stage, family and text." />
            )
          }
        />
      </Panel>
    </div>
  );
}

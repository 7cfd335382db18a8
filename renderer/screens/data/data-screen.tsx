/** Data: the markets the desk holds, their quality and what was repaired, and the way to bring in one's own. */
import { Database } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { RequestAnswer } from '../../../shared/desk-api/requests.ts';
import type { Row } from '../../../shared/desk-api/view.ts';
import { formatCount } from '../../format/numbers.ts';
import { formatPercent } from '../../format/percent.ts';
import { formatDay } from '../../format/time.ts';
import { plural } from '../../format/words.ts';
import { useDesk, useRequest, useRows } from '../../state/context.tsx';
import { setPreference, usePreference } from '../../state/preferences.ts';
import { activeDataset } from '../../state/selectors.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { Panel, ScreenHead } from '../../ui/panel.tsx';
import { ShareBar } from '../../ui/small.tsx';
import { Answer, Empty } from '../../ui/states.tsx';
import { ImportPanel } from './import-panel.tsx';

type Dataset = Row<'datasets'>;
type Manifest = RequestAnswer<'datasets.list'>['datasets'][number];
type Series = Manifest['series'][number];

export function DataScreen() {
  const datasets = useRows('datasets');
  const preferred = usePreference((p) => p.datasetId);
  const active = useDesk((s) => activeDataset(s, preferred)?.id);
  const [picked, setPicked] = useState<string | null>(null);
  const shown = datasets.find((d) => d.id === picked) ?? datasets.find((d) => d.id === active) ?? datasets[0];
  // Asked again whenever the desk holds another set of datasets.
  const key = datasets.map((d) => d.id).join();
  return (
    <div className="flex h-full flex-col gap-2.5 p-3">
      <ScreenHead title="Data" note="Every result names the snapshot it was made on; a snapshot never changes." />
      <div className="grid min-h-0 flex-1 grid-cols-[330px_1fr] gap-2.5">
        <div className="flex min-h-0 flex-col gap-2.5">
          <ImportPanel onImported={setPicked} />
          <Panel title="Markets" count={datasets.length} flush className="flex-1" bodyClass="overflow-y-auto">
            {datasets.length === 0 ? (
              <Empty small title="No market yet" text="Drop a CSV above." />
            ) : (
              <ul>
                {datasets.map((dataset) => (
                  <DatasetItem
                    key={dataset.id}
                    dataset={dataset}
                    active={dataset.id === active}
                    selected={dataset.id === shown?.id}
                    onPick={() => setPicked(dataset.id)}
                  />
                ))}
              </ul>
            )}
          </Panel>
        </div>
        {shown === undefined ? (
          <Panel>
            <Empty
              icon={<Database size={24} strokeWidth={1.5} />}
              title="No market is loaded"
              text="Import a CSV to begin."
            />
          </Panel>
        ) : (
          <SeriesPanel key={`${shown.id}/${key}`} dataset={shown} />
        )}
      </div>
    </div>
  );
}

function DatasetItem(props: { dataset: Dataset; active: boolean; selected: boolean; onPick: () => void }) {
  const { dataset } = props;
  return (
    <li
      className={classNames('border-b border-line/60 px-3 py-2', props.selected && 'bg-accent-wash')}
      data-testid={`dataset-${dataset.id}`}
    >
      <button
        type="button"
        onClick={props.onPick}
        className="block w-full rounded text-left"
        aria-current={props.selected || undefined}
      >
        <span className="flex items-center gap-2">
          <span className="truncate text-sm font-medium">{dataset.name}</span>
          {dataset.synthetic && <Badge tone="warn">SYNTHETIC</Badge>}
          {props.active && <Badge tone="accent">in use</Badge>}
        </span>
        <span className="block text-xs text-muted tabular-nums">
          {plural(dataset.symbols.length, 'symbol')} · {formatCount(dataset.bars)} bars · {formatDay(dataset.from)} to{' '}
          {formatDay(dataset.to)}
        </span>
        <span className="block text-xs text-muted tabular-nums">
          Quality {formatPercent(dataset.qualityScore)} · {plural(dataset.issues, 'finding')} · {dataset.source}
        </span>
      </button>
      {!props.active && (
        <Button size="sm" className="mt-1.5" onClick={() => setPreference({ datasetId: dataset.id })}>
          Use for research
        </Button>
      )}
    </li>
  );
}

function SeriesPanel(props: { dataset: Dataset }) {
  const list = useRequest('datasets.list', {});
  return (
    <Panel title={props.dataset.name} flush>
      <Answer of={list} lines={10}>
        {(value) => {
          const manifest = value.datasets.find((d) => d.id === props.dataset.id);
          return manifest === undefined ? (
            <Empty small title="Its manifest is not there" />
          ) : (
            <ManifestView manifest={manifest} />
          );
        }}
      </Answer>
    </Panel>
  );
}

function ManifestView(props: { manifest: Manifest }) {
  const { manifest } = props;
  const [symbol, setSymbol] = useState<string | null>(null);
  const instruments = useMemo(() => new Map(manifest.instruments.map((i) => [i.symbol, i])), [manifest]);
  const columns = useMemo<Column<Series>[]>(
    () => [
      {
        id: 'symbol',
        header: 'Symbol',
        width: '84px',
        cell: (s) => <b className="font-semibold">{s.symbol}</b>,
        sort: (s) => s.symbol,
      },
      {
        id: 'name',
        header: 'Name',
        cell: (s) => {
          const i = instruments.get(s.symbol);
          return (
            <span className="text-muted">
              {i?.name ?? ''}{' '}
              {i?.delistedAt ? <Badge title={`Delisted on ${formatDay(i.delistedAt)}`}>delisted</Badge> : null}
            </span>
          );
        },
      },
      {
        id: 'sector',
        header: 'Sector',
        width: '110px',
        cell: (s) => <span className="text-muted">{instruments.get(s.symbol)?.sector ?? ''}</span>,
        sort: (s) => instruments.get(s.symbol)?.sector ?? null,
      },
      { id: 'timeframe', header: 'Bar', width: '48px', cell: (s) => s.timeframe, sort: (s) => s.timeframe },
      {
        id: 'bars',
        header: 'Bars',
        align: 'right',
        width: '72px',
        cell: (s) => formatCount(s.bars),
        sort: (s) => s.bars,
      },
      {
        id: 'from',
        header: 'From',
        align: 'right',
        width: '108px',
        cell: (s) => formatDay(s.from),
        sort: (s) => s.from,
      },
      { id: 'to', header: 'To', align: 'right', width: '108px', cell: (s) => formatDay(s.to), sort: (s) => s.to },
      {
        id: 'quality',
        header: 'Quality',
        width: '142px',
        cell: (s) => (
          <span className="flex items-center gap-2">
            <ShareBar share={s.qualityScore} className={s.qualityScore < 0.95 ? 'bg-warn' : 'bg-good'} />
            {formatPercent(s.qualityScore)}
          </span>
        ),
        sort: (s) => s.qualityScore,
      },
      {
        id: 'issues',
        header: 'Findings',
        align: 'right',
        width: '76px',
        cell: (s) =>
          s.issues.length === 0 ? (
            <span className="text-faint">none</span>
          ) : (
            <span className="text-warn">{s.issues.length}</span>
          ),
        sort: (s) => s.issues.length,
      },
    ],
    [instruments],
  );
  const open = manifest.series.find((s) => `${s.symbol}/${s.timeframe}` === symbol);
  return (
    <div className="flex h-full flex-col">
      <p className="flex shrink-0 flex-wrap gap-x-4 border-b border-line px-3 py-2 text-xs text-muted tabular-nums">
        <span>{plural(manifest.series.length, 'series', 'series')}</span>
        <span>Benchmark {manifest.benchmark ?? 'none'}</span>
        <span>{plural(manifest.newsCount, 'headline')}</span>
        <span>{plural(manifest.macro.length, 'macro series', 'macro series')}</span>
        <code className="ml-auto font-mono">{manifest.id}</code>
      </p>
      <div className="min-h-0 flex-1">
        <DataTable
          label="Series"
          columns={columns}
          rows={manifest.series}
          minWidth={820}
          keyOf={(s) => `${s.symbol}/${s.timeframe}`}
          selected={symbol}
          onOpen={(s) => setSymbol(symbol === `${s.symbol}/${s.timeframe}` ? null : `${s.symbol}/${s.timeframe}`)}
        />
      </div>
      {open && (
        <section
          aria-label={`Findings of ${open.symbol}`}
          className="max-h-[40%] shrink-0 overflow-y-auto border-t border-line p-3"
        >
          <h3 className="mb-1 text-sm font-semibold">Findings of {open.symbol}</h3>
          {open.issues.length === 0 ? (
            <p className="text-sm text-muted">None: the series is as it came.</p>
          ) : (
            <ul className="flex flex-col gap-1">
              {open.issues.map((issue) => (
                <li key={`${issue.code}/${issue.row}/${issue.text}`} className="flex items-baseline gap-2 text-sm">
                  <Badge tone={issue.repaired ? 'good' : 'warn'}>
                    {issue.repaired ? '✓ repaired' : '△ left as is'}
                  </Badge>
                  {issue.row !== null && <span className="text-xs text-faint">row {formatCount(issue.row)}</span>}
                  <span className="text-muted">{issue.text}</span>
                </li>
              ))}
            </ul>
          )}
        </section>
      )}
    </div>
  );
}

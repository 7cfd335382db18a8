/** Insight: the regime with its probabilities, and the fused signals with their intervals and conflicts. */
import { Compass } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { Row } from '../../../shared/desk-api/view.ts';
import { formatNumber } from '../../format/numbers.ts';
import { formatPercent } from '../../format/percent.ts';
import { formatDay } from '../../format/time.ts';
import { sentenceCase } from '../../format/words.ts';
import { useDesk, useDeskList } from '../../state/context.tsx';
import { usePreference } from '../../state/preferences.ts';
import { navigate } from '../../state/route.ts';
import { activeDataset } from '../../state/selectors.ts';
import { Badge } from '../../ui/badge.tsx';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { Panel, ScreenHead } from '../../ui/panel.tsx';
import { Signed } from '../../ui/stat.tsx';
import { Empty } from '../../ui/states.tsx';

type Signal = Row<'signals'>;
const at = (value: number): string => `${((Math.max(-1, Math.min(1, value)) + 1) / 2) * 100}%`;

/** A score on a line from -1 to 1, with its interval around it. */
function ScoreLine(props: { signal: Signal }) {
  const { score, lower, upper } = props.signal;
  return (
    <span className="relative block h-3 w-full" aria-hidden="true">
      <span className="absolute top-1/2 h-px w-full bg-line-strong" />
      <span className="absolute top-0 left-1/2 h-3 w-px bg-line-strong" />
      <span
        className={`absolute top-1 h-1 rounded-full opacity-50 ${score >= 0 ? 'bg-up' : 'bg-down'}`}
        style={{ left: at(lower), right: `calc(100% - ${at(upper)})` }}
      />
      <span
        className={`absolute top-0.5 size-2 -translate-x-1/2 rounded-full ${score >= 0 ? 'bg-up' : 'bg-down'}`}
        style={{ left: at(score) }}
      />
    </span>
  );
}

export function InsightScreen() {
  const preferred = usePreference((p) => p.datasetId);
  const datasetId = useDesk((s) => activeDataset(s, preferred)?.id ?? '');
  const regime = useDesk((s) => s.view.regimes[datasetId] ?? Object.values(s.view.regimes)[0]);
  const signals = useDeskList((s) => {
    const all = Object.values(s.view.signals);
    const own = all.filter((one) => one.datasetId === datasetId);
    return own.length > 0 ? own : all;
  });
  const [selected, setSelected] = useState<string | null>(null);
  const columns = useMemo<Column<Signal>[]>(
    () => [
      {
        id: 'symbol',
        header: 'Symbol',
        width: '80px',
        cell: (s) => <b className="font-semibold">{s.symbol}</b>,
        sort: (s) => s.symbol,
      },
      {
        id: 'score',
        header: 'Score',
        align: 'right',
        width: '72px',
        cell: (s) => <Signed value={s.score}>{`${s.score > 0 ? '+' : ''}${formatNumber(s.score, 2)}`}</Signed>,
        sort: (s) => s.score,
      },
      { id: 'line', header: 'Down −1 … +1 up, with its interval', cell: (s) => <ScoreLine signal={s} /> },
      {
        id: 'interval',
        header: 'Interval',
        align: 'right',
        width: '124px',
        cell: (s) => `${formatNumber(s.lower, 2)} to ${formatNumber(s.upper, 2)}`,
        sort: (s) => s.upper - s.lower,
      },
      {
        id: 'coverage',
        header: 'Held',
        title: 'Share of past intervals that held the outcome, against what was promised',
        align: 'right',
        width: '112px',
        cell: (s) =>
          s.measuredCoverage === null ? (
            <span className="text-faint">too few yet</span>
          ) : (
            `${formatPercent(s.measuredCoverage, { digits: 0 })} of ${formatPercent(s.coverage, { digits: 0 })}`
          ),
        sort: (s) => s.measuredCoverage,
      },
      {
        id: 'conflicts',
        header: 'Conflict',
        width: '178px',
        cell: (s) =>
          s.conflicts.length === 0 ? (
            <span className="text-faint">none</span>
          ) : (
            <Badge tone="warn" title={s.conflicts[0]?.text}>
              △ {s.conflicts[0]?.between.join(' / ')}
            </Badge>
          ),
        sort: (s) => s.conflicts.length,
      },
    ],
    [],
  );
  const open = signals.find((s) => s.symbol === selected);
  return (
    <div className="flex h-full flex-col gap-2.5 p-3">
      <ScreenHead title="Insight" note={regime && `As of ${formatDay(regime.asOf)}`} />
      {regime === undefined ? (
        <Panel className="flex-1">
          <Empty
            icon={<Compass size={24} strokeWidth={1.5} />}
            title="Not read yet"
            text="A research run reads the regime and fuses the signals of every symbol; both appear here."
          />
        </Panel>
      ) : (
        <>
          <RegimePanel regime={regime} />
          <div className={`grid min-h-0 flex-1 gap-2.5 ${open ? 'grid-cols-[1fr_320px]' : 'grid-cols-1'}`}>
            <Panel title="Fused signals" count={signals.length} flush>
              <DataTable
                label="Fused signals"
                columns={columns}
                rows={signals}
                minWidth={760}
                keyOf={(s) => s.symbol}
                selected={selected}
                onOpen={(s) => setSelected(s.symbol === selected ? null : s.symbol)}
                initialSort={{ column: 'score', down: true }}
                empty={<Empty small title="No signal yet" />}
              />
            </Panel>
            {open && <SignalPanel signal={open} />}
          </div>
        </>
      )}
    </div>
  );
}

function RegimePanel(props: { regime: Row<'regimes'> }) {
  const { current, summary } = props.regime;
  const parts = [
    ['bull', current.probabilities.bull, 'bg-up'],
    ['sideways', current.probabilities.sideways, 'bg-faint'],
    ['bear', current.probabilities.bear, 'bg-down'],
  ] as const;
  return (
    <Panel title="Regime" className="shrink-0">
      <div className="flex items-center gap-6">
        <p className="text-[20px] leading-7 font-semibold">{sentenceCase(current.label)}</p>
        <div className="min-w-0 flex-1">
          <div className="flex h-2.5 gap-0.5 overflow-hidden rounded-full" aria-hidden="true">
            {parts.map(([name, share, colour]) => (
              <span key={name} className={colour} style={{ width: `${share * 100}%` }} />
            ))}
          </div>
          <p className="mt-1 flex gap-4 text-xs text-muted tabular-nums">
            {parts.map(([name, share, colour]) => (
              <span key={name} className="flex items-center gap-1.5">
                <span className={`size-2 rounded-sm ${colour}`} aria-hidden="true" />
                {sentenceCase(name)} {formatPercent(share, { digits: 0 })}
              </span>
            ))}
            <span>Volatility {current.volatility}</span>
          </p>
        </div>
        <p className="max-w-[52ch] text-xs text-pretty text-muted">{summary}</p>
      </div>
    </Panel>
  );
}

function SignalPanel(props: { signal: Signal }) {
  const { signal } = props;
  return (
    <Panel
      title={`${signal.symbol}: what it is made of`}
      bodyClass="flex flex-col gap-3 overflow-y-auto"
      actions={
        <button
          type="button"
          className="rounded px-1.5 text-xs text-accent hover:underline"
          onClick={() => navigate('chart', signal.symbol)}
        >
          Chart
        </button>
      }
    >
      <ul className="flex flex-col gap-2">
        {signal.contributions.map((c) => (
          <li key={c.modality} className="grid grid-cols-[90px_56px_1fr] items-center gap-2 text-sm tabular-nums">
            {sentenceCase(c.modality)}
            <span className="text-right">
              <Signed value={c.score}>{`${c.score > 0 ? '+' : ''}${formatNumber(c.score, 2)}`}</Signed>
            </span>
            <span className="text-xs text-muted">weighs {formatPercent(c.weight, { digits: 0 })}</span>
          </li>
        ))}
      </ul>
      {signal.conflicts.map((c) => (
        <p key={c.text} className="rounded-md bg-warn-wash px-2.5 py-2 text-xs text-pretty">
          <b className="font-semibold text-warn">△ {c.between.join(' against ')}:</b> {c.text}
        </p>
      ))}
    </Panel>
  );
}

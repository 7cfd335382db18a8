/** Walk-forward: parameters are searched on one stretch and judged on the next, over and over. */
import { useMemo, useState } from 'react';
import type { Dossier } from '../../../shared/desk-api/requests.ts';
import { EquityChart } from '../../charts/equity-chart.tsx';
import { formatCount, formatRatio } from '../../format/numbers.ts';
import { formatFall, formatPercent } from '../../format/percent.ts';
import { formatMonth } from '../../format/time.ts';
import { Field } from '../../ui/field.tsx';
import { Signed, Stat } from '../../ui/stat.tsx';
import { Segmented } from '../../ui/tabs.tsx';
import { AxesForm } from './axes-form.tsx';
import { draftOf, searchFields } from './search.ts';
import { type ResultOf, StudyPanel } from './study-panel.tsx';
import { Notes, spelled } from './sweep.tsx';

const whole = (text: string, least: number, most: number): number | undefined => {
  const value = Number(text);
  return Number.isInteger(value) && value >= least && value <= most ? value : undefined;
};

export function WalkForward(props: { readonly dossier: Dossier }) {
  const { spec, row, equity } = props.dossier;
  const bars = equity?.time.length ?? 0;
  const [draft, setDraft] = useState(() => draftOf(spec));
  const [windows, setWindows] = useState({
    train: String(Math.max(60, Math.round(bars / 3))),
    test: String(Math.max(20, Math.round(bars / 12))),
    purge: '5',
  });
  const [anchored, setAnchored] = useState<'anchored' | 'rolling'>('rolling');
  const search = searchFields(draft);
  const train = whole(windows.train, 20, 100_000);
  const test = whole(windows.test, 5, 100_000);
  const purge = whole(windows.purge, 0, 1000);
  const query =
    'wrong' in search
      ? search
      : train === undefined || test === undefined || purge === undefined
        ? { wrong: 'Training takes at least 20 bars, a test at least 5, the gap 0 to 1000.' }
        : {
            query: {
              study: 'walk-forward' as const,
              ...search.fields,
              train,
              test,
              purge,
              anchored: anchored === 'anchored',
            },
          };
  return (
    <StudyPanel
      study="walk-forward"
      strategyId={row.strategyId}
      purpose="Finds the best values on one stretch and trades them on the next. What is left out of sample over what was promised in sample is its efficiency."
      form={(disabled) => (
        <>
          <AxesForm draft={draft} onChange={setDraft} disabled={disabled} />
          <Segmented
            label="Training windows"
            value={anchored}
            onPick={setAnchored}
            choices={[
              { id: 'rolling', label: 'Rolling', title: 'Every training window is as long' },
              { id: 'anchored', label: 'Anchored', title: 'Every training window begins at the start' },
            ]}
          />
          <div className="grid grid-cols-3 gap-2">
            {(
              [
                ['train', 'Training'],
                ['test', 'Test'],
                ['purge', 'Gap'],
              ] as const
            ).map(([key, label]) => (
              <Field
                key={key}
                label={label}
                unit="bars"
                inputMode="numeric"
                disabled={disabled}
                value={windows[key]}
                onChange={(event) => setWindows({ ...windows, [key]: event.target.value })}
              />
            ))}
          </div>
        </>
      )}
      query={query}
    >
      {(result) => <WalkForwardResult result={result} />}
    </StudyPanel>
  );
}

function WalkForwardResult(props: { readonly result: ResultOf<'walk-forward'> }) {
  const { result } = props;
  const data = useMemo(() => ({ time: result.time, equity: result.equity }), [result]);
  const { performance } = result;
  return (
    <div className="flex flex-col gap-4" data-testid="walk-forward-result">
      <div className="grid grid-cols-2 gap-3 rounded-md bg-raised p-3 md:grid-cols-4">
        <Stat
          large
          label="Efficiency"
          value={formatPercent(result.efficiency, { digits: 0 })}
          note="annual return out of sample over in sample"
        />
        <Stat
          large
          label="Sharpe, out of sample"
          value={formatRatio(performance?.sharpe)}
          note="all tests, one account"
        />
        <Stat
          large
          label="Tests that earned"
          value={formatPercent(result.profitableShare, { digits: 0 })}
          note={`of ${result.windows.length}`}
        />
        <Stat large label="Deepest fall" value={formatFall(performance?.maxDrawdown)} note="out of sample" />
      </div>
      {result.time.length > 1 && (
        <div className="h-[260px]">
          <EquityChart label="Equity of all tests, one after the other" data={data} />
        </div>
      )}
      <table className="w-full text-sm" aria-label="Windows">
        <thead>
          <tr className="label">
            <th className="pb-1 text-left font-medium">Trained on</th>
            <th className="pb-1 text-left font-medium">Tested on</th>
            <th className="pb-1 text-left font-medium">Chosen</th>
            <th className="pb-1 text-right font-medium">Sharpe in</th>
            <th className="pb-1 text-right font-medium">Sharpe out</th>
            <th className="pb-1 text-right font-medium">Return out</th>
          </tr>
        </thead>
        <tbody>
          {result.windows.map((w) => (
            <tr key={w.testFrom}>
              <td className="border-t border-line/60 py-[3px] whitespace-nowrap">
                {formatMonth(w.trainFrom)} – {formatMonth(w.trainTo)}
              </td>
              <td className="border-t border-line/60 whitespace-nowrap">
                {formatMonth(w.testFrom)} – {formatMonth(w.testTo)}
              </td>
              <td className="border-t border-line/60">
                {w.chosen === null ? <span className="text-muted">none traded enough</span> : spelled(w.chosen)}
              </td>
              <td className="border-t border-line/60 text-right">{formatRatio(w.inSampleSharpe)}</td>
              <td className="border-t border-line/60 text-right">{formatRatio(w.outOfSampleSharpe)}</td>
              <td className="border-t border-line/60 text-right">
                <Signed value={w.outOfSampleReturn}>{formatPercent(w.outOfSampleReturn, { signed: true })}</Signed>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="text-xs text-muted">
        {result.drift
          .map(
            (d) =>
              `${d.name} changed at ${formatPercent(d.changedShare, { digits: 0 })} of the steps, by ${formatPercent(d.meanStep, { digits: 0 })} of its range on average`,
          )
          .join('; ')}
        . {formatCount(result.tried)} variants tried.
      </p>
      <Notes notes={result.notes} />
    </div>
  );
}

/** The parameter sweep: which values do best, and whether the best one stands on a plateau or on a needle. */
import { useState } from 'react';
import type { Dossier } from '../../../shared/desk-api/requests.ts';
import { ValueMap } from '../../charts/value-map.tsx';
import { formatCount, formatNumber, formatRatio } from '../../format/numbers.ts';
import { formatFall, formatPercent } from '../../format/percent.ts';
import { Stat } from '../../ui/stat.tsx';
import { AxesForm } from './axes-form.tsx';
import { draftOf, searchFields } from './search.ts';
import { type ResultOf, StudyPanel } from './study-panel.tsx';

export const spelled = (parameters: Readonly<Record<string, number>>): string =>
  Object.entries(parameters)
    .map(([name, value]) => `${name} ${value}`)
    .join(' · ');

export function Sweep(props: { readonly dossier: Dossier }) {
  const { spec, row } = props.dossier;
  const [draft, setDraft] = useState(() => draftOf(spec));
  const search = searchFields(draft);
  return (
    <StudyPanel
      study="sweep"
      strategyId={row.strategyId}
      purpose="Runs the strategy with other values of its parameters. A good point with bad neighbours is luck. Every variant counts as a trial."
      form={(disabled) => <AxesForm draft={draft} onChange={setDraft} disabled={disabled} />}
      query={'wrong' in search ? search : { query: { study: 'sweep', ...search.fields } }}
    >
      {(result) => <SweepResult result={result} />}
    </StudyPanel>
  );
}

function SweepResult(props: { readonly result: ResultOf<'sweep'> }) {
  const { result } = props;
  const { best, plateau, heatMap } = result;
  return (
    <div className="flex flex-col gap-4" data-testid="sweep-result">
      <div className="grid grid-cols-2 gap-3 rounded-md bg-raised p-3 md:grid-cols-4">
        <Stat
          label="Variants tried"
          value={formatCount(result.tried)}
          note={`of ${formatCount(result.size)} points`}
          large
        />
        <Stat
          label={`Best: ${result.objective}`}
          value={formatNumber(best?.score ?? null, 2)}
          note={best === null ? 'none traded enough' : spelled(best.parameters)}
          title={best === null ? undefined : spelled(best.parameters)}
          large
        />
        <Stat
          label="On a plateau"
          value={formatPercent(plateau?.stableShare ?? null, { digits: 0 })}
          note={
            plateau === null || plateau.neighbours === 0
              ? 'no neighbour was tried'
              : `of ${plateau.neighbours} neighbours keep ${formatPercent(plateau.keep, { digits: 0 })} of its score`
          }
          large
        />
        <Stat
          label="More than luck"
          value={formatPercent(result.deflatedSharpe, { digits: 0 })}
          note="chance, after this many tries"
          title="Deflated Sharpe ratio of the best variant, by the variants of this sweep"
          large
        />
      </div>
      {heatMap !== null && <ValueMap data={heatMap} label="Score by two parameters" best={best?.parameters} />}
      <table className="w-full text-sm" aria-label="Best variants">
        <thead>
          <tr className="label text-right">
            <th className="pb-1 text-left font-medium">Parameters</th>
            <th className="pb-1 font-medium">Score</th>
            <th className="pb-1 font-medium">Sharpe</th>
            <th className="pb-1 font-medium">Return</th>
            <th className="pb-1 font-medium">Fall</th>
            <th className="pb-1 font-medium">Trades</th>
          </tr>
        </thead>
        <tbody>
          {result.top.slice(0, 20).map((v) => (
            <tr key={spelled(v.parameters)} className="text-right">
              <td className="border-t border-line/60 py-[3px] text-left">{spelled(v.parameters)}</td>
              <td className="border-t border-line/60">{formatNumber(v.score, 3)}</td>
              <td className="border-t border-line/60">{formatRatio(v.sharpe)}</td>
              <td className="border-t border-line/60">{formatPercent(v.totalReturn, { signed: true })}</td>
              <td className="border-t border-line/60">{formatFall(v.maxDrawdown)}</td>
              <td className="border-t border-line/60">{formatCount(v.trades)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <Notes notes={result.notes} />
    </div>
  );
}

export const Notes = (props: { readonly notes: readonly string[] }) =>
  props.notes.length === 0 ? null : (
    <ul className="flex flex-col gap-0.5 text-xs text-muted">
      {props.notes.map((note) => (
        <li key={note}>{note}</li>
      ))}
    </ul>
  );

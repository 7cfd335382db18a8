/** Monte Carlo: what else could have happened with the same trades, the same days, or slightly other prices. */
import { useState } from 'react';
import type { Dossier } from '../../../shared/desk-api/requests.ts';
import { FanChart } from '../../charts/fan-chart.tsx';
import { formatCount } from '../../format/numbers.ts';
import { formatPercent } from '../../format/percent.ts';
import { Field, Select } from '../../ui/field.tsx';
import { Stat } from '../../ui/stat.tsx';
import { type ResultOf, StudyPanel } from './study-panel.tsx';

const methods = [
  { id: 'bootstrap', label: 'Days, in blocks of random length' },
  { id: 'block', label: 'Days, in blocks of equal length' },
  { id: 'trades', label: 'Trades, drawn with replacement' },
  { id: 'shuffle', label: 'Trades, in another order' },
  { id: 'noise', label: 'Prices with noise, run again' },
] as const;
type Method = (typeof methods)[number]['id'];

export function MonteCarlo(props: { readonly dossier: Dossier }) {
  const { row } = props.dossier;
  const [method, setMethod] = useState<Method>('bootstrap');
  const [paths, setPaths] = useState('1000');
  const [block, setBlock] = useState('10');
  const [ruin, setRuin] = useState('50');
  const [p, b, r] = [Number(paths), Number(block), Number(ruin)];
  const query =
    Number.isInteger(p) && p >= 100 && p <= 20_000 && Number.isInteger(b) && b >= 1 && b <= 500 && r >= 5 && r <= 100
      ? { query: { study: 'monte-carlo' as const, method, paths: p, block: b, ruinLoss: r / 100, seed: 1 } }
      : { wrong: 'Paths 100 to 20,000, a block of 1 to 500 bars, ruin at a loss of 5 to 100 %.' };
  return (
    <StudyPanel
      study="monte-carlo"
      strategyId={row.strategyId}
      purpose="One history is one draw. Here are many: how wide the end could have been, how deep the fall, how near the ruin."
      form={(disabled) => (
        <fieldset disabled={disabled} className="flex flex-col gap-2">
          <Select label="Drawn from" value={method} options={methods} onPick={setMethod} />
          <div className="grid grid-cols-3 gap-2">
            <Field label="Paths" inputMode="numeric" value={paths} onChange={(e) => setPaths(e.target.value)} />
            <Field
              label="Block"
              unit="bars"
              inputMode="numeric"
              value={block}
              onChange={(e) => setBlock(e.target.value)}
            />
            <Field
              label="Ruin at loss"
              unit="%"
              inputMode="numeric"
              value={ruin}
              onChange={(e) => setRuin(e.target.value)}
            />
          </div>
        </fieldset>
      )}
      query={query}
    >
      {(result) => <MonteCarloResult result={result} ruin={ruin} />}
    </StudyPanel>
  );
}

const signed = (share: number): string => formatPercent(share, { signed: true });
const growth = (value: number): string => formatPercent(value - 1, { signed: true, digits: 0 });

function MonteCarloResult(props: { readonly result: ResultOf<'monte-carlo'>; readonly ruin: string }) {
  const { result } = props;
  return (
    <div className="flex flex-col gap-4" data-testid="monte-carlo-result">
      <div className="grid grid-cols-2 gap-3 rounded-md bg-raised p-3 md:grid-cols-4">
        <Stat
          large
          label="Ends in a loss"
          value={formatPercent(result.lossProbability)}
          note={`of ${formatCount(result.paths)} paths`}
        />
        <Stat
          large
          label={`Loses ${props.ruin} % on the way`}
          value={formatPercent(result.ruinProbability)}
          note={`± ${formatPercent(result.ruinError)}`}
        />
        <Stat
          large
          label="Median return"
          value={signed(at(result.totalReturn, 0.5))}
          note={`what happened: ${signed(result.actual.totalReturn)}`}
        />
        <Stat
          large
          label="Fall, one path in twenty"
          value={formatPercent(at(result.maxDrawdown, 0.05))}
          note={`what happened: ${formatPercent(result.actual.maxDrawdown)}`}
        />
      </div>
      <FanChart bands={result.bands} label="How far the paths spread over time" format={growth} from="start" to="end" />
      <table className="w-full max-w-[680px] text-sm" aria-label="Spread of the paths">
        <thead>
          <tr className="label text-right">
            <th className="pb-1 text-left font-medium">Of the paths</th>
            {result.totalReturn.quantiles.map((q) => (
              <th key={q.level} className="pb-1 font-medium">
                {Math.round(q.level * 100)} %
              </th>
            ))}
            <th className="pb-1 font-medium">What happened</th>
          </tr>
        </thead>
        <tbody>
          {(
            [
              ['Total return', result.totalReturn, result.actual.totalReturn],
              ['Deepest fall', result.maxDrawdown, result.actual.maxDrawdown],
            ] as const
          ).map(([name, spread, actual]) => (
            <tr key={name} className="text-right">
              <th scope="row" className="border-t border-line/60 py-[3px] text-left font-normal text-muted">
                {name}
              </th>
              {spread.quantiles.map((q) => (
                <td key={q.level} className="border-t border-line/60">
                  {signed(q.value)}
                </td>
              ))}
              <td className="border-t border-line/60 font-semibold">{signed(actual)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="text-xs text-muted">
        Drawn from {formatCount(result.observations)} observations; what happened did better than{' '}
        {formatPercent(result.totalReturn.actualRank, { digits: 0 })} of the paths.
      </p>
    </div>
  );
}

/** The quantile at a level, or the nearest one there is. */
const at = (spread: ResultOf<'monte-carlo'>['totalReturn'], level: number): number =>
  [...spread.quantiles].sort((a, b) => Math.abs(a.level - level) - Math.abs(b.level - level))[0]?.value ?? 0;

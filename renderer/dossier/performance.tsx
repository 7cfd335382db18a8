/** The figures side by side: seen part, sealed part, whole, best case, benchmark. */
import type { Dossier } from '../../shared/desk-api/requests.ts';
import { formatMoney } from '../format/money.ts';
import { formatCount, formatNumber, formatRatio } from '../format/numbers.ts';
import { formatFall, formatPercent } from '../format/percent.ts';
import { usePreference } from '../state/preferences.ts';
import { Signed } from '../ui/stat.tsx';

type Performance = NonNullable<Dossier['performance']>;
type Figure = readonly [
  name: string,
  text: (p: Performance) => string,
  sign?: ((p: Performance) => number | null) | undefined,
  title?: string,
];

const figures = (hidden: boolean): readonly Figure[] => [
  ['Annual return', (p) => formatPercent(p.annualReturn, { signed: true }), (p) => p.annualReturn],
  ['Total return', (p) => formatPercent(p.totalReturn, { signed: true }), (p) => p.totalReturn],
  ['Volatility, annual', (p) => formatPercent(p.annualVolatility)],
  ['Sharpe', (p) => formatRatio(p.sharpe), undefined, 'Annual return over volatility, no risk-free rate taken off'],
  ['Sortino', (p) => formatRatio(p.sortino)],
  ['Calmar', (p) => formatRatio(p.calmar), undefined, 'Annual return over the deepest fall'],
  ['Deepest fall', (p) => formatFall(p.maxDrawdown)],
  ['Under water, bars', (p) => formatCount(p.maxDrawdownBars), undefined, 'Longest time below a former peak'],
  ['Trades', (p) => formatCount(p.trades)],
  ['Winning trades', (p) => formatPercent(p.winRate)],
  ['Profit factor', (p) => formatRatio(p.profitFactor), undefined, 'Gross profit over gross loss'],
  ['Per trade', (p) => formatMoney(p.expectancy, { signed: true, hidden, digits: 0 }), (p) => p.expectancy],
  ['Time in the market', (p) => formatPercent(p.exposure)],
  ['Turnover a year', (p) => `${formatNumber(p.turnover, 1)}×`],
  ['Costs', (p) => formatMoney(p.costs, { hidden, digits: 0 })],
];

export function PerformanceTable(props: { readonly dossier: Dossier }) {
  const { dossier } = props;
  const hidden = usePreference((p) => p.privacy);
  const columns = (
    [
      ['In sample', dossier.inSample, 'What the generator could learn from'],
      ['Sealed', dossier.outOfSample, 'Out of sample: the generator never saw it'],
      ['Whole', dossier.performance, 'The whole history, worst case inside a bar'],
      ['Best case', dossier.bestCase, 'The same run when a stop and a target in one bar resolve for the better'],
      ['Benchmark', dossier.benchmark, 'Holding the benchmark'],
    ] as const
  ).filter(([, p]) => p !== null);
  if (columns.length === 0)
    return <p className="text-sm text-muted">It was refused before a backtest, so there are no figures.</p>;
  return (
    <div className="overflow-x-auto">
      <table className="w-full text-sm" aria-label="Performance">
        <thead>
          <tr>
            <th className="sr-only">Figure</th>
            {columns.map(([name, , title]) => (
              <th
                key={name}
                title={title}
                className={`label pb-1 pl-2.5 text-right font-medium ${name === 'Sealed' ? '!text-accent' : ''}`}
              >
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {figures(hidden).map(([name, text, sign, title]) => (
            <tr key={name}>
              <th
                scope="row"
                title={title}
                className="border-t border-line/60 py-[3px] text-left font-normal whitespace-nowrap text-muted"
              >
                {name}
              </th>
              {columns.map(([column, p]) => (
                <td
                  key={column}
                  className={`border-t border-line/60 pl-2.5 text-right whitespace-nowrap ${column === 'Sealed' ? 'bg-accent-wash pr-2' : ''}`}
                >
                  {p !== null && (sign === undefined ? text(p) : <Signed value={sign(p)}>{text(p)}</Signed>)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Worst against best: what the order of prices inside a bar could have changed. */
export function BandTable(props: { readonly dossier: Dossier }) {
  const { performance: worst, bestCase: best } = props.dossier;
  if (worst === null || best === null) return <p className="text-sm text-muted">No backtest, so no band.</p>;
  const rows = [
    [
      'Annual return',
      worst.annualReturn,
      best.annualReturn,
      (v: number | null) => formatPercent(v, { signed: true, digits: 2 }),
    ],
    ['Sharpe', worst.sharpe, best.sharpe, formatRatio],
    ['Deepest fall', worst.maxDrawdown, best.maxDrawdown, (v: number | null) => formatFall(v, 2)],
  ] as const;
  return (
    <>
      <table className="w-full max-w-[520px] text-sm" aria-label="Worst and best case">
        <thead>
          <tr className="label text-right">
            <th className="sr-only">Figure</th>
            <th className="pb-1 font-medium">Worst case</th>
            <th className="pb-1 font-medium">Best case</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(([name, low, high, text]) => (
            <tr key={name}>
              <th scope="row" className="border-t border-line/60 py-1 text-left font-normal text-muted">
                {name}
              </th>
              <td className="border-t border-line/60 text-right font-semibold">{text(low)}</td>
              <td className="border-t border-line/60 text-right">{text(high)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="mt-2 text-xs text-pretty text-muted">
        A daily bar does not say whether its stop or its target came first. Every figure you are asked to decide on
        takes the worse of the two.
      </p>
    </>
  );
}

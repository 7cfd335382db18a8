/** The tear sheet: equity, drawdown, months, rolling Sharpe, trades and the worst falls of one strategy. */
import { useMemo } from 'react';
import type { Dossier } from '../../../shared/desk-api/requests.ts';
import { periodsPerYear } from '../../../shared/quant/metrics/periods.ts';
import { EquityChart } from '../../charts/equity-chart.tsx';
import { Histogram } from '../../charts/histogram.tsx';
import { LinesChart } from '../../charts/lines-chart.tsx';
import { MonthMap } from '../../charts/month-map.tsx';
import { BandTable, PerformanceTable } from '../../dossier/performance.tsx';
import { formatCount, formatRatio } from '../../format/numbers.ts';
import { formatFall, formatPercent } from '../../format/percent.ts';
import { formatDay } from '../../format/time.ts';
import { Empty } from '../../ui/states.tsx';
import { rollingSharpe, tradeReturns, worstFalls } from './derived.ts';

const rollingBars = 126;
const percent = (value: number): string => formatPercent(value, { signed: true });

export function TearSheet(props: { readonly dossier: Dossier }) {
  const { dossier } = props;
  const curve = dossier.equity;
  const data = useMemo(
    () =>
      curve && {
        time: curve.time,
        equity: curve.equity,
        drawdown: curve.drawdown,
        benchmark: dossier.benchmarkEquity,
        sealedFrom: dossier.outOfSampleFrom,
      },
    [curve, dossier],
  );
  const rolling = useMemo(
    () =>
      curve === null
        ? []
        : [
            {
              name: 'Sharpe',
              time: curve.time,
              value: rollingSharpe(curve, rollingBars, periodsPerYear[dossier.spec.timeframe]),
            },
          ],
    [curve, dossier.spec.timeframe],
  );
  const returns = useMemo(() => tradeReturns(dossier.trades), [dossier.trades]);
  const falls = useMemo(() => (curve === null ? [] : worstFalls(curve, 5)), [curve]);
  if (curve === null || data === null)
    return <Empty title="No backtest" text={`${dossier.row.reason} There is nothing to draw a tear sheet from.`} />;
  return (
    <div className="grid gap-x-6 gap-y-5 p-4 xl:grid-cols-[minmax(0,1fr)_548px]" data-testid="tear-sheet">
      <div className="flex min-w-0 flex-col gap-5">
        <section className="h-[340px]">
          <EquityChart label="Equity, benchmark and drawdown; the sealed part is shaded" data={data} />
        </section>
        <Part title="Months">
          <MonthMap monthly={dossier.monthly} />
        </Part>
        <Part title={`Sharpe ratio of the last ${rollingBars} bars, annual`}>
          <div className="h-[190px]">
            <LinesChart lines={rolling} label="Rolling Sharpe ratio" format={formatRatio} />
          </div>
        </Part>
      </div>
      <div className="flex min-w-0 flex-col gap-5">
        <PerformanceTable dossier={dossier} />
        <Part title="Worst-case band">
          <BandTable dossier={dossier} />
        </Part>
        <Part title={`Return of each of the ${formatCount(returns.length)} trades`}>
          {returns.length === 0 ? (
            <p className="text-sm text-muted">It made no trade.</p>
          ) : (
            <Histogram values={returns} label="Distribution of the returns of trades" format={percent} />
          )}
        </Part>
        <Part title="Worst falls">
          <table className="w-full text-sm" aria-label="Worst falls from a peak">
            <thead>
              <tr className="label">
                <th className="pb-1 text-left font-medium">From</th>
                <th className="pb-1 text-left font-medium">Lowest</th>
                <th className="pb-1 text-left font-medium">Made good</th>
                <th className="pb-1 text-right font-medium">Bars</th>
                <th className="pb-1 text-right font-medium">Depth</th>
              </tr>
            </thead>
            <tbody>
              {falls.map((fall) => (
                <tr key={fall.from}>
                  <td className="border-t border-line/60 py-[3px]">{formatDay(fall.from)}</td>
                  <td className="border-t border-line/60">{formatDay(fall.lowest)}</td>
                  <td className="border-t border-line/60">
                    {fall.recovered === null ? <span className="text-muted">not yet</span> : formatDay(fall.recovered)}
                  </td>
                  <td className="border-t border-line/60 text-right">{formatCount(fall.bars)}</td>
                  <td className="border-t border-line/60 text-right text-down">{formatFall(fall.depth)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Part>
      </div>
    </div>
  );
}

const Part = (props: { readonly title: string; readonly children: React.ReactNode }) => (
  <section>
    <h2 className="mb-1 text-sm font-semibold">{props.title}</h2>
    {props.children}
  </section>
);

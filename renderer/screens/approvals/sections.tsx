/** The sections of a dossier that must be opened before a strategy can be approved. */
import type { ReactNode } from 'react';
import type { Dossier } from '../../../shared/desk-api/requests.ts';
import { EquityChart } from '../../charts/equity-chart.tsx';
import { MonthMap } from '../../charts/month-map.tsx';
import { CodeTabs } from '../../dossier/code.tsx';
import { Overfitting } from '../../dossier/overfitting.tsx';
import { BandTable, PerformanceTable } from '../../dossier/performance.tsx';
import { Parameters, PlainWords, Rules, SpecFacts, Thesis } from '../../dossier/rules.tsx';
import { TradesOnChart, TradesTable } from '../../dossier/trades.tsx';

export interface DossierSection {
  readonly id: string;
  readonly title: string;
  readonly note: string;
  readonly body: (dossier: Dossier) => ReactNode;
}

export const requiredSections: readonly DossierSection[] = [
  {
    id: 'thesis',
    title: 'Thesis',
    note: 'why it should work, and what would prove it wrong',
    body: (d) => (
      <div className="flex flex-col gap-4">
        <Thesis spec={d.spec} />
        <PlainWords sentences={d.plainWords} />
        {d.retirement !== null && (
          <p className="text-sm">
            <b className="font-semibold">When it ends.</b> {d.retirement}
          </p>
        )}
      </div>
    ),
  },
  {
    id: 'performance',
    title: 'Performance after costs',
    note: 'seen part against the sealed part',
    body: (d) => <PerformanceSection dossier={d} />,
  },
  {
    id: 'band',
    title: 'Worst-case band',
    note: 'what the order of prices in a bar could change',
    body: (d) => <BandTable dossier={d} />,
  },
  {
    id: 'overfitting',
    title: 'Odds of luck',
    note: 'deflated Sharpe with the trials that were really made, and every check',
    body: (d) => <Overfitting dossier={d} />,
  },
  {
    id: 'trades',
    title: 'Trades',
    note: 'on the chart and one by one',
    body: (d) => (
      <div className="flex flex-col gap-3">
        <div className="h-[300px]">
          <TradesOnChart dossier={d} />
        </div>
        <div className="h-[240px] overflow-hidden rounded-md border border-line">
          <TradesTable trades={d.trades} />
        </div>
      </div>
    ),
  },
  {
    id: 'code',
    title: 'Rules and code',
    note: 'what will be run, word for word',
    body: (d) => (
      <div className="flex flex-col gap-4">
        <div className="grid gap-4 lg:grid-cols-2">
          <SpecFacts spec={d.spec} />
          <Parameters spec={d.spec} />
        </div>
        <Rules spec={d.spec} />
        <div className="h-[320px] overflow-hidden rounded-md border border-line">
          <CodeTabs sources={d.sources} />
        </div>
      </div>
    ),
  },
];

function PerformanceSection(props: { dossier: Dossier }) {
  const { dossier } = props;
  return (
    <div className="flex flex-col gap-4">
      {dossier.equity !== null && (
        <div className="h-[260px]">
          <EquityChart
            label="Equity, benchmark and drawdown; the sealed part is shaded"
            data={equityData(dossier, dossier.equity)}
          />
        </div>
      )}
      <PerformanceTable dossier={dossier} />
      <MonthMap monthly={dossier.monthly} />
    </div>
  );
}

const equityData = (d: Dossier, curve: NonNullable<Dossier['equity']>) => ({
  time: curve.time,
  equity: curve.equity,
  drawdown: curve.drawdown,
  benchmark: d.benchmarkEquity,
  sealedFrom: d.outOfSampleFrom,
});

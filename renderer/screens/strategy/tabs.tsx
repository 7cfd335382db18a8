/** The parts of a strategy, a tab each. */
import type { ComponentType } from 'react';
import { useMemo } from 'react';
import type { Dossier } from '../../../shared/desk-api/requests.ts';
import { EquityChart } from '../../charts/equity-chart.tsx';
import { MonthMap } from '../../charts/month-map.tsx';
import { CodeTabs } from '../../dossier/code.tsx';
import { Overfitting } from '../../dossier/overfitting.tsx';
import { BandTable, PerformanceTable } from '../../dossier/performance.tsx';
import { Parameters, PlainWords, Rules, SpecFacts, Thesis } from '../../dossier/rules.tsx';
import { TradesOnChart, TradesTable } from '../../dossier/trades.tsx';
import { formatMonth } from '../../format/time.ts';
import { Empty } from '../../ui/states.tsx';

export type TabId = 'overview' | 'rules' | 'trades' | 'checks' | 'code';
type Props = { readonly dossier: Dossier };

function Overview({ dossier }: Props) {
  const curve = dossier.equity;
  const data = useMemo(
    () =>
      curve === null
        ? null
        : {
            time: curve.time,
            equity: curve.equity,
            drawdown: curve.drawdown,
            benchmark: dossier.benchmarkEquity,
            sealedFrom: dossier.outOfSampleFrom,
          },
    [curve, dossier.benchmarkEquity, dossier.outOfSampleFrom],
  );
  if (data === null)
    return (
      <div className="flex flex-col gap-4 p-4">
        <Empty small title="No backtest" text={dossier.row.reason} />
        <Thesis spec={dossier.spec} />
      </div>
    );
  return (
    <div className="grid gap-x-6 gap-y-4 p-4 xl:grid-cols-[minmax(0,1fr)_548px]">
      <div className="flex min-w-0 flex-col gap-4">
        <div>
          <p className="label mb-1 flex flex-wrap gap-x-4">
            <span className="text-accent">━ equity</span>
            {data.benchmark && <span>┅ benchmark</span>}
            {dossier.outOfSampleFrom !== null && (
              <span>▒ sealed from {formatMonth(dossier.outOfSampleFrom)}: the generator never saw it</span>
            )}
          </p>
          <div className="h-[340px]">
            <EquityChart label="Equity, benchmark and drawdown; the sealed part is shaded" data={data} />
          </div>
        </div>
        <div>
          <h2 className="mb-1 text-sm font-semibold">Months</h2>
          <MonthMap monthly={dossier.monthly} />
        </div>
      </div>
      <div className="flex min-w-0 flex-col gap-4">
        <PerformanceTable dossier={dossier} />
        <div>
          <h2 className="mb-1 text-sm font-semibold">Worst-case band</h2>
          <BandTable dossier={dossier} />
        </div>
      </div>
    </div>
  );
}

function RulesTab({ dossier }: Props) {
  return (
    <div className="grid gap-6 p-4 lg:grid-cols-2">
      <div className="flex flex-col gap-5">
        <Thesis spec={dossier.spec} />
        <Block title="In plain words">
          <PlainWords sentences={dossier.plainWords} />
        </Block>
        <Block title="Facts">
          <SpecFacts spec={dossier.spec} />
        </Block>
      </div>
      <div className="flex flex-col gap-5">
        <Block title="Rules">
          <Rules spec={dossier.spec} />
        </Block>
        <Block title="Parameters, in the range they may be searched">
          <Parameters spec={dossier.spec} />
        </Block>
      </div>
    </div>
  );
}
const Block = (props: { title: string; children: React.ReactNode }) => (
  <section>
    <h2 className="mb-2 text-sm font-semibold">{props.title}</h2>
    {props.children}
  </section>
);

const Trades = ({ dossier }: Props) => (
  <div className="flex h-full flex-col">
    {dossier.trades.length > 0 && (
      <div className="h-[46%] min-h-[240px] border-b border-line p-3">
        <TradesOnChart dossier={dossier} />
      </div>
    )}
    <div className="min-h-[200px] flex-1">
      <TradesTable trades={dossier.trades} />
    </div>
  </div>
);
const Checks = ({ dossier }: Props) => (
  <div className="max-w-[1000px] p-4">
    <Overfitting dossier={dossier} />
  </div>
);
const Code = ({ dossier }: Props) => <CodeTabs sources={dossier.sources} />;

interface StrategyTab {
  readonly id: TabId;
  readonly label: string;
  readonly body: ComponentType<Props>;
  readonly count?: (dossier: Dossier) => number;
}
export const strategyTabs: readonly [StrategyTab, ...StrategyTab[]] = [
  { id: 'overview', label: 'Performance', body: Overview },
  { id: 'rules', label: 'Rules', body: RulesTab },
  { id: 'trades', label: 'Trades', body: Trades, count: (d) => d.trades.length },
  { id: 'checks', label: 'Checks', body: Checks, count: (d) => d.checks.length },
  { id: 'code', label: 'Code', body: Code, count: (d) => d.sources.length },
];

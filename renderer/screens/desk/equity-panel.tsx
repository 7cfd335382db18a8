/** The equity curve of the main account. */
import { useMemo } from 'react';
import { EquityChart } from '../../charts/equity-chart.tsx';
import { useDesk, useDeskList } from '../../state/context.tsx';
import { equityOf, mainAccount } from '../../state/selectors.ts';
import { Badge } from '../../ui/badge.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Empty } from '../../ui/states.tsx';

/** Fall from the running peak, zero or below. */
export function fallFromPeak(equity: readonly number[]): number[] {
  let peak = Number.NEGATIVE_INFINITY;
  return equity.map((value) => {
    peak = Math.max(peak, value);
    return peak > 0 ? value / peak - 1 : 0;
  });
}

export function EquityPanel() {
  const environment = useDesk((s) => mainAccount(s)?.environment ?? 'paper');
  const curve = useDeskList((s) => equityOf(s, environment));
  const data = useMemo(() => {
    const equity = curve.map((p) => p.equity);
    return { time: curve.map((p) => p.time), equity, drawdown: fallFromPeak(equity) };
  }, [curve]);
  return (
    <Panel title="Equity" flush className="w-full" bodyClass="p-1" actions={<Badge>{environment}</Badge>}>
      {curve.length < 2 ? (
        <Empty
          title="No equity yet"
          text="Approve a strategy for paper and start market replay: its equity appears here bar by bar."
        />
      ) : (
        <EquityChart data={data} label="Equity and drawdown of the account" />
      )}
    </Panel>
  );
}

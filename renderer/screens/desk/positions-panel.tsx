/** Open positions in brief. */
import { useMemo } from 'react';
import type { Row } from '../../../shared/desk-api/view.ts';
import { formatPrice, formatQuantity } from '../../format/numbers.ts';
import { useDesk, useDeskList } from '../../state/context.tsx';
import { useMoney } from '../../state/hooks.ts';
import { navigate } from '../../state/route.ts';
import { openPositions } from '../../state/selectors.ts';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Signed } from '../../ui/stat.tsx';
import { Empty } from '../../ui/states.tsx';

type Position = Row<'positions'>;

export function PositionsPanel() {
  const rows = useDeskList(openPositions);
  const strategies = useDesk((s) => s.view.strategies);
  const money = useMoney();
  const columns = useMemo<Column<Position>[]>(
    () => [
      {
        id: 'symbol',
        header: 'Symbol',
        width: '72px',
        cell: (p) => <b className="font-semibold">{p.symbol}</b>,
        sort: (p) => p.symbol,
      },
      {
        id: 'quantity',
        header: 'Quantity',
        align: 'right',
        width: '76px',
        cell: (p) => formatQuantity(p.quantity),
        sort: (p) => Number(p.quantity),
      },
      { id: 'price', header: 'Last', align: 'right', width: '76px', cell: (p) => formatPrice(p.marketPrice) },
      {
        id: 'pnl',
        header: 'Open result',
        align: 'right',
        width: '104px',
        cell: (p) => <Signed value={Number(p.unrealisedPnl)}>{money(p.unrealisedPnl, { signed: true })}</Signed>,
        sort: (p) => Number(p.unrealisedPnl),
      },
      {
        id: 'strategy',
        header: 'Strategy',
        cell: (p) => <span className="text-muted">{strategies[p.strategyId]?.name ?? p.strategyId}</span>,
      },
    ],
    [money, strategies],
  );
  return (
    <Panel
      title="Positions"
      count={rows.length}
      flush
      className="w-full"
      actions={
        <a href="#/orders" className="rounded px-1.5 text-xs text-accent hover:underline">
          Orders & positions
        </a>
      }
    >
      <DataTable
        label="Open positions"
        columns={columns}
        rows={rows}
        keyOf={(p) => `${p.deploymentId}/${p.symbol}`}
        testIdOf={(p) => `desk-position-${p.symbol}`}
        onOpen={(p) => navigate('chart', p.symbol)}
        empty={<Empty small title="Flat" text="No open position." />}
      />
    </Panel>
  );
}

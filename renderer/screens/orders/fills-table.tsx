/** Fills with what each cost: slippage against the reference price, and fees. */
import { useMemo } from 'react';
import type { Row } from '../../../shared/desk-api/view.ts';
import { formatPrice, formatQuantity } from '../../format/numbers.ts';
import { formatBps } from '../../format/percent.ts';
import { useDesk } from '../../state/context.tsx';
import { useMoney } from '../../state/hooks.ts';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { Hash, Time } from '../../ui/small.tsx';
import { Empty } from '../../ui/states.tsx';
import { SideCell } from './orders-table.tsx';

type Fill = Row<'fills'>;

export function FillsTable(props: { readonly rows: readonly Fill[] }) {
  const money = useMoney();
  const strategies = useDesk((s) => s.view.strategies);
  const columns = useMemo<Column<Fill>[]>(
    () => [
      { id: 'time', header: 'Time', width: '158px', cell: (f) => <Time at={f.filledAt} />, sort: (f) => f.filledAt },
      {
        id: 'symbol',
        header: 'Symbol',
        width: '76px',
        cell: (f) => <b className="font-semibold">{f.symbol}</b>,
        sort: (f) => f.symbol,
      },
      { id: 'side', header: 'Side', width: '72px', cell: (f) => <SideCell side={f.side} />, sort: (f) => f.side },
      {
        id: 'quantity',
        header: 'Quantity',
        align: 'right',
        width: '84px',
        cell: (f) => formatQuantity(f.quantity),
        sort: (f) => Number(f.quantity),
      },
      { id: 'price', header: 'Price', align: 'right', width: '84px', cell: (f) => formatPrice(f.price) },
      {
        id: 'value',
        header: 'Value',
        align: 'right',
        width: '104px',
        cell: (f) => money(Number(f.price) * Number(f.quantity), { digits: 0 }),
        sort: (f) => Number(f.price) * Number(f.quantity),
      },
      {
        id: 'slippage',
        header: 'Slippage',
        title: 'Against the reference price; positive when it cost money',
        align: 'right',
        width: '88px',
        cell: (f) => formatBps(f.slippageBps),
        sort: (f) => f.slippageBps,
      },
      {
        id: 'fees',
        header: 'Fees',
        align: 'right',
        width: '80px',
        cell: (f) => money(f.fees),
        sort: (f) => Number(f.fees),
      },
      {
        id: 'strategy',
        header: 'Strategy',
        cell: (f) => <span className="text-muted">{strategies[f.strategyId]?.name ?? f.strategyId}</span>,
      },
      { id: 'environment', header: 'Account', width: '72px', cell: (f) => f.environment, sort: (f) => f.environment },
      { id: 'id', header: 'Execution', width: '132px', cell: (f) => <Hash value={f.executionId} /> },
    ],
    [money, strategies],
  );
  return (
    <DataTable
      label="Fills"
      columns={columns}
      rows={props.rows}
      minWidth={1000}
      keyOf={(f) => f.executionId}
      testIdOf={(f) => `fill-row-${f.executionId}`}
      initialSort={{ column: 'time', down: true }}
      empty={<Empty small title="No fill yet" text="Executions appear here, each with its slippage and its fees." />}
    />
  );
}

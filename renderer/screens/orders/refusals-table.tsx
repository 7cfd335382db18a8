/** Orders the gate refused, with the name of the check that did. */
import { useMemo } from 'react';
import type { Row } from '../../../shared/desk-api/view.ts';
import { formatQuantity } from '../../format/numbers.ts';
import { sentenceCase } from '../../format/words.ts';
import { Badge } from '../../ui/badge.tsx';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { Time } from '../../ui/small.tsx';
import { Empty } from '../../ui/states.tsx';
import { SideCell } from './orders-table.tsx';

type Refusal = Row<'refusals'>;

export function RefusalsTable(props: { readonly rows: readonly Refusal[] }) {
  const columns = useMemo<Column<Refusal>[]>(
    () => [
      { id: 'time', header: 'Time', width: '158px', cell: (r) => <Time at={r.at} />, sort: (r) => r.at },
      {
        id: 'symbol',
        header: 'Symbol',
        width: '76px',
        cell: (r) => <b className="font-semibold">{r.symbol}</b>,
        sort: (r) => r.symbol,
      },
      { id: 'side', header: 'Side', width: '72px', cell: (r) => <SideCell side={r.side} />, sort: (r) => r.side },
      { id: 'quantity', header: 'Quantity', align: 'right', width: '84px', cell: (r) => formatQuantity(r.quantity) },
      {
        id: 'check',
        header: 'Check',
        width: '180px',
        cell: (r) => <Badge tone="critical">✕ {sentenceCase(r.check)}</Badge>,
        sort: (r) => r.check,
      },
      { id: 'reason', header: 'Reason', cell: (r) => <span title={r.reason}>{r.reason}</span> },
    ],
    [],
  );
  return (
    <DataTable
      label="Refused orders"
      columns={columns}
      rows={props.rows}
      keyOf={(r) => r.id}
      testIdOf={(r) => `refusal-row-${r.id}`}
      initialSort={{ column: 'time', down: true }}
      empty={
        <Empty
          small
          title="Nothing refused"
          text="When the gate refuses an order, it stands here with the name of the check."
        />
      }
    />
  );
}

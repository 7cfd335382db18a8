/** Orders with their state, their reason when something is wrong, and how much was filled. */
import { useMemo } from 'react';
import type { Row } from '../../../shared/desk-api/view.ts';
import { formatPrice, formatQuantity } from '../../format/numbers.ts';
import { formatPercent } from '../../format/percent.ts';
import { sentenceCase } from '../../format/words.ts';
import { Badge, type Tone } from '../../ui/badge.tsx';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { Hash, Time } from '../../ui/small.tsx';
import { Empty } from '../../ui/states.tsx';

type Order = Row<'orders'>;
const tones: Readonly<Partial<Record<Order['status'], Tone>>> = {
  filled: 'good',
  working: 'accent',
  'partially-filled': 'accent',
  submitting: 'accent',
  refused: 'critical',
  rejected: 'critical',
  unknown: 'critical',
  cancelling: 'warn',
};
const marks: Readonly<Partial<Record<Order['status'], string>>> = {
  filled: '✓ ',
  refused: '✕ ',
  rejected: '✕ ',
  unknown: '? ',
  'partially-filled': '◐ ',
  working: '◷ ',
};

export const sideMark = (side: string): string => (side === 'buy' ? '▲ Buy' : '▼ Sell');
export const SideCell = (props: { side: string }) => (
  <span className={props.side === 'buy' ? 'text-up' : 'text-down'}>{sideMark(props.side)}</span>
);

/** What kind of order, with its prices. */
const typeText = ({ intent }: Order): string =>
  [
    intent.trailBps === null ? sentenceCase(intent.type) : 'Trailing',
    intent.limitPrice !== null && `limit ${formatPrice(intent.limitPrice)}`,
    intent.stopPrice !== null && `at ${formatPrice(intent.stopPrice)}`,
    intent.trailBps !== null && `${formatPercent(intent.trailBps / 10_000)}`,
  ]
    .filter(Boolean)
    .join(' ');

export function OrdersTable(props: { readonly rows: readonly Order[]; readonly label: string }) {
  const columns = useMemo<Column<Order>[]>(
    () => [
      { id: 'time', header: 'Time', width: '158px', cell: (o) => <Time at={o.updatedAt} />, sort: (o) => o.updatedAt },
      {
        id: 'symbol',
        header: 'Symbol',
        width: '72px',
        cell: (o) => <b className="font-semibold">{o.intent.symbol}</b>,
        sort: (o) => o.intent.symbol,
      },
      {
        id: 'side',
        header: 'Side',
        width: '70px',
        cell: (o) => <SideCell side={o.intent.side} />,
        sort: (o) => o.intent.side,
      },
      {
        id: 'purpose',
        header: 'Purpose',
        width: '96px',
        cell: (o) => sentenceCase(o.intent.purpose),
        sort: (o) => o.intent.purpose,
      },
      {
        id: 'type',
        header: 'Type',
        width: '176px',
        cell: (o) => (
          <span className="text-muted">
            {typeText(o)} · {o.intent.timeInForce}
          </span>
        ),
      },
      {
        id: 'quantity',
        header: 'Quantity',
        align: 'right',
        width: '80px',
        cell: (o) => formatQuantity(o.intent.quantity),
        sort: (o) => Number(o.intent.quantity),
      },
      { id: 'filled', header: 'Filled', align: 'right', width: '72px', cell: (o) => formatQuantity(o.filledQuantity) },
      { id: 'price', header: 'Average', align: 'right', width: '80px', cell: (o) => formatPrice(o.averagePrice) },
      {
        id: 'status',
        header: 'Status',
        width: '128px',
        cell: (o) => (
          <Badge tone={tones[o.status] ?? 'neutral'}>
            {marks[o.status]}
            {sentenceCase(o.status)}
          </Badge>
        ),
        sort: (o) => o.status,
      },
      {
        id: 'reason',
        header: 'Reason',
        cell: (o) => (
          <span className="text-muted" title={o.reason ?? undefined}>
            {o.reason ?? ''}
          </span>
        ),
      },
      { id: 'id', header: 'Order', width: '132px', cell: (o) => <Hash value={o.intent.clientOrderId} /> },
    ],
    [],
  );
  return (
    <DataTable
      label={props.label}
      columns={columns}
      rows={props.rows}
      minWidth={1080}
      keyOf={(o) => o.intent.clientOrderId}
      testIdOf={(o) => `order-row-${o.intent.clientOrderId}`}
      initialSort={{ column: 'time', down: true }}
      empty={
        <Empty small title="No order" text="Orders of approved strategies appear here while the market replays." />
      }
    />
  );
}

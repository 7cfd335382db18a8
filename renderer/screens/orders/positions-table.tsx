/** Open positions, each with its stop and the way to close it. */
import { ShieldAlert } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { Row } from '../../../shared/desk-api/view.ts';
import { formatPrice, formatQuantity } from '../../format/numbers.ts';
import { formatPercent } from '../../format/percent.ts';
import { formatDay } from '../../format/time.ts';
import { useDesk } from '../../state/context.tsx';
import { useCommand, useMoney } from '../../state/hooks.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Signed } from '../../ui/stat.tsx';
import { Empty } from '../../ui/states.tsx';

type Position = Row<'positions'>;

/** Result over what the position cost; null when it cost nothing. */
export const returnOf = (p: Position): number | null => {
  const cost = Math.abs(Number(p.quantity) * Number(p.averagePrice));
  return cost === 0 ? null : Number(p.unrealisedPnl) / cost;
};

export function PositionsTable(props: { readonly rows: readonly Position[] }) {
  const money = useMoney();
  const strategies = useDesk((s) => s.view.strategies);
  const [closing, setClosing] = useState<Position | null>(null);
  const columns = useMemo<Column<Position>[]>(
    () => [
      {
        id: 'symbol',
        header: 'Symbol',
        width: '76px',
        cell: (p) => <b className="font-semibold">{p.symbol}</b>,
        sort: (p) => p.symbol,
      },
      {
        id: 'side',
        header: 'Side',
        width: '56px',
        cell: (p) => (Number(p.quantity) > 0 ? 'Long' : 'Short'),
        sort: (p) => Math.sign(Number(p.quantity)),
      },
      {
        id: 'quantity',
        header: 'Quantity',
        align: 'right',
        width: '80px',
        cell: (p) => formatQuantity(p.quantity),
        sort: (p) => Number(p.quantity),
      },
      { id: 'average', header: 'Average', align: 'right', width: '84px', cell: (p) => formatPrice(p.averagePrice) },
      { id: 'price', header: 'Last', align: 'right', width: '84px', cell: (p) => formatPrice(p.marketPrice) },
      {
        id: 'value',
        header: 'Value',
        align: 'right',
        width: '104px',
        cell: (p) => money(p.marketValue, { digits: 0 }),
        sort: (p) => Number(p.marketValue),
      },
      {
        id: 'open',
        header: 'Open result',
        align: 'right',
        width: '104px',
        cell: (p) => <Signed value={Number(p.unrealisedPnl)}>{money(p.unrealisedPnl, { signed: true })}</Signed>,
        sort: (p) => Number(p.unrealisedPnl),
      },
      {
        id: 'return',
        header: 'Return',
        align: 'right',
        width: '76px',
        cell: (p) => <Signed value={returnOf(p)}>{formatPercent(returnOf(p), { signed: true })}</Signed>,
        sort: returnOf,
      },
      {
        id: 'realised',
        header: 'Realised',
        align: 'right',
        width: '96px',
        cell: (p) => <Signed value={Number(p.realisedPnl)}>{money(p.realisedPnl, { signed: true })}</Signed>,
        sort: (p) => Number(p.realisedPnl),
      },
      {
        id: 'stop',
        header: 'Stop',
        align: 'right',
        width: '92px',
        cell: (p) =>
          p.protectiveStop === null ? (
            <Badge
              tone="warn"
              icon={<ShieldAlert size={11} aria-hidden="true" />}
              title="No protective stop is in force"
            >
              none
            </Badge>
          ) : (
            formatPrice(p.protectiveStop)
          ),
      },
      {
        id: 'strategy',
        header: 'Strategy',
        cell: (p) => <span className="text-muted">{strategies[p.strategyId]?.name ?? p.strategyId}</span>,
      },
      { id: 'opened', header: 'Since', width: '112px', cell: (p) => formatDay(p.openedAt), sort: (p) => p.openedAt },
      {
        id: 'close',
        header: '',
        align: 'right',
        width: '90px',
        cell: (p) => (
          <Button
            size="sm"
            data-testid={`position-close-${p.symbol}`}
            aria-label={`Close ${p.symbol}`}
            onClick={() => setClosing(p)}
          >
            Close…
          </Button>
        ),
      },
    ],
    [money, strategies],
  );
  return (
    <>
      <DataTable
        label="Open positions"
        columns={columns}
        rows={props.rows}
        minWidth={1120}
        keyOf={(p) => `${p.deploymentId}/${p.symbol}`}
        testIdOf={(p) => `position-row-${p.symbol}`}
        initialSort={{ column: 'symbol', down: false }}
        empty={
          <Empty small title="Flat" text="No open position. Approve a strategy for paper and start market replay." />
        }
      />
      {closing !== null && <CloseDialog position={closing} onClose={() => setClosing(null)} />}
    </>
  );
}

function CloseDialog(props: { position: Position; onClose: () => void }) {
  const { position } = props;
  const close = useCommand('position.close', { failed: 'Closing was refused', done: `Closing ${position.symbol}` });
  const confirm = async (): Promise<void> => {
    const answer = await close.send({ deploymentId: position.deploymentId, symbol: position.symbol });
    if (answer !== undefined) props.onClose();
  };
  return (
    <Dialog
      title={`Close ${position.symbol}`}
      open
      onClose={props.onClose}
      width="w-[420px]"
      footer={
        <>
          <Button onClick={props.onClose}>Keep it</Button>
          <Button variant="danger" busy={close.busy} data-testid="position-close-confirm" onClick={confirm}>
            Close the position
          </Button>
        </>
      }
    >
      <p className="text-sm text-pretty">
        Sends an order that {Number(position.quantity) > 0 ? 'sells' : 'buys back'}{' '}
        <b className="font-semibold">
          {formatQuantity(String(Math.abs(Number(position.quantity))))} {position.symbol}
        </b>{' '}
        in the <b className="font-semibold">{position.environment}</b> account. It can only shrink the position, and it
        passes the gate like every order.
      </p>
    </Dialog>
  );
}

/** Orders & positions: the account, what is held, and the blotter. */
import { useState } from 'react';
import { useDesk, useDeskList, useRows } from '../../state/context.tsx';
import { useMoney } from '../../state/hooks.ts';
import { mainAccount, openPositions, workingStatuses } from '../../state/selectors.ts';
import { Badge } from '../../ui/badge.tsx';
import { Panel, ScreenHead } from '../../ui/panel.tsx';
import { Time } from '../../ui/small.tsx';
import { Signed } from '../../ui/stat.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { FillsTable } from './fills-table.tsx';
import { OrdersTable } from './orders-table.tsx';
import { PositionsTable } from './positions-table.tsx';
import { RefusalsTable } from './refusals-table.tsx';

type Shelf = 'working' | 'filled' | 'refused' | 'all';

export function OrdersScreen() {
  const [shelf, setShelf] = useState<Shelf>('working');
  const orders = useRows('orders');
  const fills = useRows('fills');
  const refusals = useRows('refusals');
  const positions = useDeskList(openPositions);
  const working = orders.filter((o) => workingStatuses.includes(o.status));
  return (
    <div className="flex h-full flex-col gap-2.5 p-3">
      <ScreenHead title="Orders & positions" actions={<AccountLine />} />
      <Panel title="Positions" count={positions.length} flush className="min-h-[150px] flex-[2]">
        <PositionsTable rows={positions} />
      </Panel>
      <Panel flush label="Blotter" className="min-h-[200px] flex-[3]" bodyClass="flex flex-col">
        <Tabs<Shelf>
          label="Blotter"
          testPrefix="orders-tab"
          value={shelf}
          choices={[
            { id: 'working', label: 'Working', count: working.length },
            { id: 'filled', label: 'Fills', count: fills.length },
            { id: 'refused', label: 'Refused', count: refusals.length },
            { id: 'all', label: 'All orders', count: orders.length },
          ]}
          onPick={setShelf}
        />
        <div className="min-h-0 flex-1">
          {shelf === 'working' && <OrdersTable rows={working} label="Working orders" />}
          {shelf === 'all' && <OrdersTable rows={orders} label="All orders" />}
          {shelf === 'filled' && <FillsTable rows={fills} />}
          {shelf === 'refused' && <RefusalsTable rows={refusals} />}
        </div>
      </Panel>
    </div>
  );
}

function AccountLine() {
  const account = useDesk(mainAccount);
  const money = useMoney();
  if (account === undefined) return <span className="text-xs text-muted">No account is connected yet.</span>;
  const options = { currency: account.currency };
  return (
    <p className="flex flex-wrap items-center gap-x-4 text-xs text-muted tabular-nums">
      <Badge tone={account.environment === 'live' ? 'critical' : 'accent'}>{account.environment}</Badge>
      <span>{account.broker}</span>
      <span>
        Equity <b className="font-semibold text-ink">{money(account.equity, options)}</b>
      </span>
      <span>
        Cash <b className="font-semibold text-ink">{money(account.cash, options)}</b>
      </span>
      <span>
        Buying power <b className="font-semibold text-ink">{money(account.buyingPower, options)}</b>
      </span>
      <span>
        Day{' '}
        <b className="font-semibold">
          <Signed value={Number(account.dayPnl)}>{money(account.dayPnl, { ...options, signed: true })}</Signed>
        </b>
      </span>
      <Time at={account.asOf} />
    </p>
  );
}

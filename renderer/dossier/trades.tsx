/** The trades of a backtest: as a table, and as marks on the chart of one symbol. */
import { useMemo, useState } from 'react';
import type { Dossier } from '../../shared/desk-api/requests.ts';
import { PriceChart, type TradeMark } from '../charts/price-chart.tsx';
import { formatPrice, formatQuantity } from '../format/numbers.ts';
import { formatDay } from '../format/time.ts';
import { plural, sentenceCase } from '../format/words.ts';
import { useRequest } from '../state/context.tsx';
import { useMoney } from '../state/hooks.ts';
import { type Column, DataTable } from '../ui/data-table.tsx';
import { Select } from '../ui/field.tsx';
import { Signed } from '../ui/stat.tsx';
import { Answer, Empty } from '../ui/states.tsx';

type Trade = Dossier['trades'][number];

/** Two marks a trade: where it went in and where it came out. */
export const tradeMarks = (trades: readonly Trade[], symbol: string): TradeMark[] =>
  trades
    .filter((t) => t.symbol === symbol)
    .flatMap((t) => [
      { time: t.entryTime, side: t.side === 'long' ? ('buy' as const) : ('sell' as const), text: '' },
      {
        time: t.exitTime,
        side: t.side === 'long' ? ('sell' as const) : ('buy' as const),
        text: t.exitReason.startsWith('stop') ? 'stop' : '',
      },
    ]);

export function TradesTable(props: { readonly trades: readonly Trade[] }) {
  const money = useMoney();
  const columns: readonly Column<Trade>[] = useMemo(
    () => [
      { id: 'entry', header: 'In', width: '106px', cell: (t) => formatDay(t.entryTime), sort: (t) => t.entryTime },
      { id: 'exit', header: 'Out', width: '106px', cell: (t) => formatDay(t.exitTime), sort: (t) => t.exitTime },
      {
        id: 'symbol',
        header: 'Symbol',
        width: '72px',
        cell: (t) => <b className="font-medium">{t.symbol}</b>,
        sort: (t) => t.symbol,
      },
      { id: 'side', header: 'Side', width: '50px', cell: (t) => sentenceCase(t.side), sort: (t) => t.side },
      {
        id: 'quantity',
        header: 'Quantity',
        align: 'right',
        width: '72px',
        cell: (t) => formatQuantity(t.quantity),
        sort: (t) => t.quantity,
      },
      { id: 'entryPrice', header: 'In at', align: 'right', width: '74px', cell: (t) => formatPrice(t.entryPrice) },
      { id: 'exitPrice', header: 'Out at', align: 'right', width: '74px', cell: (t) => formatPrice(t.exitPrice) },
      { id: 'bars', header: 'Bars', align: 'right', width: '52px', cell: (t) => t.barsHeld, sort: (t) => t.barsHeld },
      {
        id: 'reason',
        header: 'Why out',
        cell: (t) => <span className="text-muted">{sentenceCase(t.exitReason)}</span>,
        sort: (t) => t.exitReason,
      },
      { id: 'fees', header: 'Fees', align: 'right', width: '68px', cell: (t) => money(t.fees), sort: (t) => t.fees },
      {
        id: 'pnl',
        header: 'Net',
        align: 'right',
        width: '106px',
        cell: (t) => <Signed value={t.pnl}>{money(t.pnl, { signed: true })}</Signed>,
        sort: (t) => t.pnl,
      },
    ],
    [money],
  );
  return (
    <DataTable
      label="Trades"
      columns={columns}
      rows={props.trades}
      minWidth={840}
      keyOf={(t) => `${t.symbol}/${t.entryTime}/${t.exitTime}/${t.side}`}
      initialSort={{ column: 'exit', down: true }}
      empty={
        <Empty
          small
          title="No trade"
          text="The rules never came true on this history, or it was refused before a backtest."
        />
      }
    />
  );
}

export function TradesOnChart(props: { readonly dossier: Dossier }) {
  const { dossier } = props;
  const counts = useMemo(() => {
    const found = new Map<string, number>();
    for (const t of dossier.trades) found.set(t.symbol, (found.get(t.symbol) ?? 0) + 1);
    return [...found].sort((a, b) => b[1] - a[1]);
  }, [dossier.trades]);
  const [picked, setPicked] = useState<string | null>(null);
  const symbol = picked ?? counts[0]?.[0] ?? dossier.spec.symbols[0] ?? '';
  const series = useRequest(
    'chart.series',
    symbol === '' || dossier.row.datasetId === ''
      ? null
      : { datasetId: dossier.row.datasetId, symbol, timeframe: dossier.spec.timeframe, limit: 5000 },
  );
  const marks = useMemo(() => tradeMarks(dossier.trades, symbol), [dossier.trades, symbol]);
  return (
    <div className="flex h-full flex-col gap-2">
      <Select
        label="Symbol"
        hideLabel
        className="w-[190px]"
        value={symbol}
        options={counts.map(([id, n]) => ({ id, label: `${id} · ${plural(n, 'trade')}` }))}
        onPick={setPicked}
      />
      <div className="min-h-0 flex-1">
        <Answer of={series}>
          {(columns) => (
            <PriceChart
              label={`Trades on ${symbol}`}
              columns={columns}
              end={columns.time.length}
              firstSight={null}
              overlays={noOverlays}
              marks={marks}
              intraday={!/[dwo]/.test(dossier.spec.timeframe)}
            />
          )}
        </Answer>
      </div>
    </div>
  );
}
const noOverlays = [] as const;

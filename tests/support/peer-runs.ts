/** Reads the recorded runs of two independent engines, and compares ours with them trade for trade. */
import { readFileSync } from 'node:fs';
import { type ChosenPart, chooseCosts } from '../../agents/engine/columnar/chosen-parts.ts';
import { createMarket, type Market } from '../../agents/engine/columnar/market.ts';
import { createRunCosts, type RunCosts } from '../../agents/engine/columnar/run-costs.ts';
import type { RunResult } from '../../agents/engine/columnar/strategy.ts';
import { sharedFolder } from './shared-folder.ts';

export interface PeerTrade {
  readonly direction: 'long' | 'short';
  readonly entryBar: number;
  readonly exitBar: number;
  readonly entryDate: string;
  readonly exitDate: string;
  readonly size: number;
  readonly entryPrice: number;
  readonly exitPrice: number;
  readonly pnlNet: number;
  readonly commission: number;
}
export interface PeerFill {
  readonly bar: number;
  readonly date: string;
  /** Signed. */
  readonly size: number;
  readonly price: number;
  readonly commission: number;
}
export interface PeerAnswer {
  /** A text instead of trades says that they are those of backtrader. */
  readonly trades: readonly PeerTrade[] | string;
  readonly fills?: readonly PeerFill[];
  readonly finalEquity: number;
  /** A text says that they are those of backtrader. */
  readonly equitySamples?: readonly (readonly [number, number])[] | string;
  readonly rejected?: readonly { readonly bar: number; readonly status: string }[];
}
export const peers = ['backtrader', 'backtesting.py'] as const;
export type Peer = (typeof peers)[number];
export interface PeerCase<P> {
  readonly id: string;
  readonly fn: 'backtest' | 'orders';
  readonly input: { readonly data: string };
  readonly params: P;
  readonly expected: Partial<Record<Peer, PeerAnswer>>;
  readonly peersAgree?: boolean | { readonly trades: boolean };
}

const day = 86_400_000;

/** All recorded cases of a kind; none where the folder is missing. */
export function peerCases<P>(fn: 'backtest' | 'orders'): PeerCase<P>[] {
  const folder = sharedFolder();
  if (folder === undefined) return [];
  const file = JSON.parse(readFileSync(`${folder}conformance/backtest.json`, 'utf8')) as { cases: PeerCase<P>[] };
  return file.cases.filter((c) => c.fn === fn);
}

/** The trades a peer is recorded with. */
export const tradesOf = (c: PeerCase<unknown>, peer: Peer): readonly PeerTrade[] => {
  const trades = c.expected[peer]?.trades ?? [];
  return typeof trades === 'string' ? (c.expected.backtrader?.trades as readonly PeerTrade[]) : trades;
};

/** A market of one recorded file; row i opens on day i. */
export function peerMarket(name: string): Market {
  const rows = readFileSync(`${sharedFolder()}conformance/${name}`, 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split(','));
  const column = (i: number) => Float64Array.from(rows, (row) => Number(row[i]));
  return createMarket([
    {
      symbol: name,
      timeframe: '1d',
      columns: {
        openTime: Float64Array.from(rows, (_, i) => i * day),
        closeTime: Float64Array.from(rows, (_, i) => i * day + day / 4),
        open: column(1),
        high: column(2),
        low: column(3),
        close: column(4),
        volume: column(5),
        dividend: new Float64Array(rows.length),
      },
    },
  ]);
}

export const costsOf = (parts: readonly ChosenPart[]): RunCosts => {
  const chosen = chooseCosts(parts);
  if (!chosen.ok) throw new Error(chosen.error.message);
  return createRunCosts(chosen.value);
};

const near = (mine: number, theirs: number, tolerance = 1e-9): boolean =>
  Math.abs(mine - theirs) <= tolerance * Math.max(1, Math.abs(theirs));

/** The first difference in words; an empty text when there is none. */
export function differenceOfTrades(mine: readonly PeerTrade[], theirs: readonly PeerTrade[]): string {
  for (let i = 0; i < Math.max(mine.length, theirs.length); i++) {
    const a = mine[i];
    const b = theirs[i];
    if (a === undefined || b === undefined) return `trade ${i}: ${mine.length} of ours, ${theirs.length} of theirs`;
    const isSame =
      a.direction === b.direction &&
      a.entryBar === b.entryBar &&
      a.exitBar === b.exitBar &&
      near(a.size, Math.abs(b.size)) &&
      near(a.entryPrice, b.entryPrice) &&
      near(a.exitPrice, b.exitPrice) &&
      near(a.pnlNet, b.pnlNet, 1e-8) &&
      near(a.commission, b.commission, 1e-8);
    if (!isSame) return `trade ${i}: ours ${JSON.stringify(a)}, theirs ${JSON.stringify(b)}`;
  }
  return '';
}

/** Our round trips as a peer writes them. */
export function tradesOfRun(result: RunResult): PeerTrade[] {
  const { trades } = result;
  return Array.from({ length: trades.count }, (_, i) => ({
    direction: trades.side[i] === 1 ? 'long' : 'short',
    entryBar: trades.entryBar[i] as number,
    exitBar: trades.exitBar[i] as number,
    entryDate: '',
    exitDate: '',
    size: trades.quantity[i] as number,
    entryPrice: trades.entryPrice[i] as number,
    exitPrice: trades.exitPrice[i] as number,
    pnlNet: trades.pnl[i] as number,
    commission: trades.fees[i] as number,
  }));
}

/** First in, first out over our fills: how backtesting.py counts trades that were scaled into. Ordered by exit, then entry. */
export function fifoTrades(fills: readonly PeerFill[]): PeerTrade[] {
  const lots: { bar: number; size: number; price: number; commission: number }[] = [];
  const out: PeerTrade[] = [];
  for (const fill of fills) {
    let left = fill.size;
    while (left !== 0 && lots[0] !== undefined && Math.sign(lots[0].size) !== Math.sign(left)) {
      const lot = lots[0];
      const size = Math.min(Math.abs(lot.size), Math.abs(left));
      const sign = Math.sign(lot.size);
      const commission = (lot.commission * size) / Math.abs(lot.size) + (fill.commission * size) / Math.abs(fill.size);
      out.push({
        direction: sign > 0 ? 'long' : 'short',
        entryBar: lot.bar,
        exitBar: fill.bar,
        entryDate: '',
        exitDate: '',
        size,
        entryPrice: lot.price,
        exitPrice: fill.price,
        pnlNet: sign * size * (fill.price - lot.price) - commission,
        commission,
      });
      lot.commission -= (lot.commission * size) / Math.abs(lot.size);
      lot.size -= sign * size;
      left += sign * size;
      if (lot.size === 0) lots.shift();
    }
    if (left !== 0)
      lots.push({
        bar: fill.bar,
        size: left,
        price: fill.price,
        commission: (fill.commission * Math.abs(left)) / Math.abs(fill.size),
      });
  }
  return out;
}

/** Our fills as a peer writes them, in the order they happened. */
export function fillsOfRun(result: RunResult): PeerFill[] {
  const { fills } = result;
  if (fills === undefined) throw new Error('the run kept no fills');
  return Array.from({ length: fills.count }, (_, i) => ({
    bar: fills.bar[i] as number,
    date: '',
    size: (fills.side[i] as number) * (fills.quantity[i] as number),
    price: fills.price[i] as number,
    commission: fills.fee[i] as number,
  }));
}

/** The first difference in words. Fills of one bar are compared as a set: engines list them in different order. */
export function differenceOfFills(mine: readonly PeerFill[], theirs: readonly PeerFill[]): string {
  const order = (a: PeerFill, b: PeerFill) => a.bar - b.bar || a.size - b.size || a.price - b.price;
  const a = [...mine].sort(order);
  const b = [...theirs].sort(order);
  for (let i = 0; i < Math.max(a.length, b.length); i++) {
    const x = a[i];
    const y = b[i];
    if (x === undefined || y === undefined) return `fill ${i}: ${a.length} of ours, ${b.length} of theirs`;
    const isSame =
      x.bar === y.bar && near(x.size, y.size) && near(x.price, y.price) && near(x.commission, y.commission, 1e-8);
    if (!isSame) return `fill ${i}: ours ${JSON.stringify(x)}, theirs ${JSON.stringify(y)}`;
  }
  return '';
}

/** The first difference of equity at the recorded bars, and at the end. */
export function differenceOfEquity(result: RunResult, c: PeerCase<unknown>, peer: Peer): string {
  const theirs = c.expected[peer];
  if (theirs === undefined) return 'no such peer';
  const listed = theirs.equitySamples ?? [];
  const samples = typeof listed === 'string' ? c.expected.backtrader?.equitySamples : listed;
  for (const [bar, value] of (samples ?? []) as readonly (readonly [number, number])[])
    if (!near(result.equity[bar] as number, value))
      return `equity at ${bar}: ours ${result.equity[bar]}, theirs ${value}`;
  return near(result.finalEquity, theirs.finalEquity)
    ? ''
    : `final equity: ours ${result.finalEquity}, theirs ${theirs.finalEquity}`;
}

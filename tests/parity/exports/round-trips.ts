/** Round trips from a platform's fills, and how two runs differ. */

export interface RoundTrip {
  readonly symbol: string;
  readonly side: 'long' | 'short';
  readonly quantity: number;
  readonly entryDay: string;
  readonly entryPrice: number;
  readonly exitDay: string;
  readonly exitPrice: number;
}

export interface TradingRun {
  readonly trips: readonly RoundTrip[];
  readonly fills: number;
  /** Equity at each close. */
  readonly equity: readonly (readonly [day: string, value: number])[];
  /** What is held at the end, as text. */
  readonly open: readonly string[];
}

/** As an export's `Run` is written: fills as day, symbol, signed quantity, price, fee. */
export interface PlatformRun {
  readonly fills: readonly (readonly [string, string, number, number, number])[];
  readonly equity: readonly (readonly [string, number])[];
  readonly cash: number;
}

interface Open {
  quantity: number;
  opened: number;
  openedFor: number;
  closed: number;
  closedFor: number;
  day: string;
}

/** Pairs fills from flat to flat; prices are averages over the fills of a side. */
export function tradingRun(run: PlatformRun): TradingRun {
  const held = new Map<string, Open>();
  const trips: RoundTrip[] = [];
  for (const [day, symbol, quantity, price] of run.fills) {
    const size = Math.abs(quantity);
    const open = held.get(symbol);
    if (!open) {
      held.set(symbol, { quantity, opened: size, openedFor: size * price, closed: 0, closedFor: 0, day });
      continue;
    }
    if (open.quantity * quantity > 0) {
      open.opened += size;
      open.openedFor += size * price;
    } else {
      open.closed += size;
      open.closedFor += size * price;
    }
    const side = open.quantity > 0 ? 'long' : 'short';
    open.quantity += quantity;
    if (Math.abs(open.quantity) > 1e-9) continue;
    held.delete(symbol);
    trips.push({
      symbol,
      side,
      quantity: open.opened,
      entryDay: open.day,
      entryPrice: open.openedFor / open.opened,
      exitDay: day,
      exitPrice: open.closedFor / open.closed,
    });
  }
  return {
    trips,
    fills: run.fills.length,
    equity: run.equity,
    open: [...held].map(([symbol, { quantity }]) => `${symbol} ${quantity}`).sort(),
  };
}

export interface Differences {
  readonly compared: number;
  /** Round trips that only one side has, or that differ in symbol, side, size, day or price. */
  readonly differing: readonly string[];
  /** Largest relative difference of a price, and absolute of an equity. */
  readonly price: number;
  readonly equity: number;
}

/** Relative difference of a price that arithmetic alone explains. */
const dust = 1e-9;
const text = (t: RoundTrip | undefined): string =>
  t ? `${t.symbol} ${t.side} ${t.quantity} ${t.entryDay} ${t.entryPrice} > ${t.exitDay} ${t.exitPrice}` : 'nothing';

/** Which symbol's order a platform serves first on a day is its own business. */
const inOrder = (trips: readonly RoundTrip[]): RoundTrip[] =>
  [...trips].sort((a, b) => (`${a.exitDay} ${a.symbol}` < `${b.exitDay} ${b.symbol}` ? -1 : 1));

export function differencesOf(desk: TradingRun, platform: TradingRun): Differences {
  const differing: string[] = [];
  let price = 0;
  const mine = inOrder(desk.trips);
  const theirs = inOrder(platform.trips);
  const count = Math.max(mine.length, theirs.length);
  for (let i = 0; i < count; i++) {
    const a = mine[i];
    const b = theirs[i];
    const same =
      a !== undefined &&
      b !== undefined &&
      (['symbol', 'side', 'quantity', 'entryDay', 'exitDay'] as const).every((field) => a[field] === b[field]);
    if (same) {
      const away = Math.max(Math.abs(a.entryPrice / b.entryPrice - 1), Math.abs(a.exitPrice / b.exitPrice - 1));
      price = Math.max(price, away);
      if (away <= dust) continue;
    }
    differing.push(`${text(a)} | ${text(b)}`);
  }
  if (desk.open.join() !== platform.open.join())
    differing.push(`still open: ${desk.open.join(', ')} | ${platform.open.join(', ')}`);
  if (desk.fills !== platform.fills) differing.push(`${desk.fills} fills | ${platform.fills} fills`);
  let equity = 0;
  if (desk.equity.length !== platform.equity.length)
    differing.push(`${desk.equity.length} closes | ${platform.equity.length} closes`);
  for (const [i, [day, value]] of desk.equity.entries()) {
    const other = platform.equity[i];
    if (other === undefined || other[0] !== day) {
      differing.push(`close ${i}: ${day} | ${other?.[0]}`);
      break;
    }
    equity = Math.max(equity, Math.abs(value - other[1]));
  }
  return { compared: count, differing, price, equity };
}

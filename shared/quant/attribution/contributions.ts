/** Profits added up by a key: symbol, sector, side or whatever a caller names. */

export interface Contribution {
  readonly key: string;
  readonly trades: number;
  readonly pnl: number;
  readonly fees: number;
  /** Share of the winning trades. */
  readonly winRate: number;
  /** Profit as a share of the capital. */
  readonly return: number;
}

/** Sorted by profit, the largest first; the profits add up to that of all trades. */
export function contributionsBy<Trade extends { readonly pnl: number; readonly fees: number }>(
  trades: readonly Trade[],
  keyOf: (trade: Trade) => string,
  capital: number,
): Contribution[] {
  const groups = new Map<string, Trade[]>();
  for (const trade of trades) {
    const key = keyOf(trade);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [trade]);
    else group.push(trade);
  }
  return [...groups]
    .map(([key, group]) => {
      const pnl = group.reduce((sum, t) => sum + t.pnl, 0);
      return {
        key,
        trades: group.length,
        pnl,
        fees: group.reduce((sum, t) => sum + t.fees, 0),
        winRate: group.filter((t) => t.pnl > 0).length / group.length,
        return: pnl / capital,
      };
    })
    .sort((a, b) => b.pnl - a.pnl || (a.key < b.key ? -1 : 1));
}

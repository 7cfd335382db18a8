/** A candidate's footprint: weekly returns and holdings of the in-sample part, and how alike two of them are. */
import type { TradeRecord } from '../../../shared/domain/metrics.ts';

const weekMs = 7 * 86_400_000;

/** As it is kept as an artefact; nothing of the sealed part is in it. */
export interface Footprint {
  readonly schema: 1;
  readonly strategyId: string;
  /** Number of the first week since the epoch. */
  readonly firstWeek: number;
  /** Logarithmic return of each week. */
  readonly returns: readonly number[];
  /** `symbol:side:week` of every week a position was held in. */
  readonly held: readonly string[];
}

const weekOf = (time: number): number => Math.floor(time / weekMs);

/** @param until close time of the last in-sample moment; null = there is none */
export function footprintOf(
  strategyId: string,
  run: {
    readonly times: readonly number[];
    readonly equity: readonly number[];
    readonly capital: number;
    readonly trades: readonly TradeRecord[];
  },
  until: number | null,
): Footprint {
  const { times, equity, capital, trades } = run;
  const empty = { schema: 1, strategyId, firstWeek: 0, returns: [], held: [] } as const;
  const [first] = times;
  if (until === null || first === undefined || first > until) return empty;
  const firstWeek = weekOf(first);
  const returns = new Array<number>(weekOf(until) - firstWeek + 1).fill(0);
  let before = capital;
  for (let i = 0; i < times.length && (times[i] as number) <= until; i++) {
    const now = equity[i] as number;
    const week = weekOf(times[i] as number) - firstWeek;
    // A book at or below zero has no logarithm; what follows it is no return any more.
    if (before > 0 && now > 0) returns[week] = (returns[week] as number) + Math.log(now / before);
    before = now;
  }
  const held = new Set<string>();
  for (const { symbol, side, entryTime, exitTime } of trades) {
    if (entryTime > until) continue;
    const last = weekOf(Math.min(exitTime, until));
    for (let week = weekOf(entryTime); week <= last; week++) held.add(`${symbol}:${side}:${week}`);
  }
  return { schema: 1, strategyId, firstWeek, returns, held: [...held].sort() };
}

/** Held by both over held by either, in ascending numbers; 1 for two that hold nothing. */
export function tradeOverlap(a: Int32Array, b: Int32Array): number {
  let both = 0;
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    const [x, y] = [a[i] as number, b[j] as number];
    if (x === y) both++;
    if (x <= y) i++;
    if (y <= x) j++;
  }
  const either = a.length + b.length - both;
  return either === 0 ? 1 : both / either;
}

/** Pearson correlation of the weeks both have; 0 where undefined. */
export function returnCorrelation(
  a: Pick<Footprint, 'firstWeek' | 'returns'>,
  b: Pick<Footprint, 'firstWeek' | 'returns'>,
): number {
  const from = Math.max(a.firstWeek, b.firstWeek);
  const to = Math.min(a.firstWeek + a.returns.length, b.firstWeek + b.returns.length);
  const n = to - from;
  if (n < 3) return 0;
  let [sa, sb, saa, sbb, sab] = [0, 0, 0, 0, 0];
  for (let week = from; week < to; week++) {
    const x = a.returns[week - a.firstWeek] as number;
    const y = b.returns[week - b.firstWeek] as number;
    sa += x;
    sb += y;
    saa += x * x;
    sbb += y * y;
    sab += x * y;
  }
  const spread = (saa - (sa * sa) / n) * (sbb - (sb * sb) / n);
  return spread > 0 ? Math.max(-1, Math.min(1, (sab - (sa * sb) / n) / Math.sqrt(spread))) : 0;
}

export interface Nearest {
  readonly novelty: number;
  readonly nearest: string | null;
  readonly tradeOverlap: number;
  readonly returnCorrelation: number;
}

/** Footprints of a run in the order they came; each is compared with those before it. */
export function createSiblings(): { add(footprint: Footprint): Nearest } {
  const before: { readonly footprint: Footprint; readonly held: Int32Array }[] = [];
  /** A number for each cell that was ever held: hundreds are compared with each other, and numbers are compared faster. */
  const cells = new Map<string, number>();
  const numberOf = (cell: string): number => {
    const known = cells.get(cell) ?? cells.size;
    cells.set(cell, known);
    return known;
  };
  return {
    add(footprint) {
      const held = new Int32Array(footprint.held.length);
      for (let i = 0; i < held.length; i++) held[i] = numberOf(footprint.held[i] as string);
      held.sort();
      let found: Nearest = { novelty: 1, nearest: null, tradeOverlap: 0, returnCorrelation: 0 };
      for (const other of before) {
        const overlap = tradeOverlap(held, other.held);
        const correlation = returnCorrelation(footprint, other.footprint);
        const novelty = 1 - (overlap + Math.max(0, correlation)) / 2;
        if (found.nearest === null || novelty < found.novelty)
          found = {
            novelty,
            nearest: other.footprint.strategyId,
            tradeOverlap: overlap,
            returnCorrelation: correlation,
          };
      }
      before.push({ footprint, held });
      return found;
    },
  };
}

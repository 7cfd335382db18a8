/** Where the library and TA-Lib differ on purpose, each with a judge that accepts exactly that difference and no other. */
import { gapOf } from './compare.ts';
import type { Series } from './series.ts';

export const tolerance = 1e-9;

/** One comparison under a convention. */
export interface Pair {
  readonly mine: Float64Array;
  readonly theirs: Float64Array;
  /** The peer's function in 40 digits, where the convention asks for it. */
  readonly exact: Float64Array | null;
  readonly series: Series;
  readonly length: number;
  /** Our own direction and theirs, for trend stops. */
  readonly directions?: readonly [Float64Array, Float64Array];
}

export interface Convention {
  readonly reason: string;
  /** True where it wants the 40-digit column. */
  readonly exact?: boolean;
  /** Rows that follow the convention instead of the peer, or a sentence on what is wrong. */
  readonly judge: (pair: Pair) => number | string;
}

const apartOn = (a: Float64Array, b: Float64Array, i: number): boolean =>
  !(Number.isNaN(a[i] as number) && Number.isNaN(b[i] as number)) &&
  !(Math.abs((a[i] as number) - (b[i] as number)) <= tolerance * Math.max(1, Math.abs(b[i] as number)));

/** Counts the rows that are apart, all of which must be excused. */
function excused({ mine, theirs }: Pair, excuse: (row: number) => boolean): number | string {
  let rows = 0;
  for (let i = 0; i < mine.length; i++) {
    if (!apartOn(mine, theirs, i)) continue;
    if (!excuse(i)) return `row ${i}: ${mine[i]} against ${theirs[i]}`;
    rows++;
  }
  return rows;
}

const largestError = (column: Float64Array, exact: Float64Array): number =>
  column.reduce((most, value, i) => Math.max(most, Math.abs(value - (exact[i] as number)) || 0), 0);

export const conventions: Readonly<Record<string, Convention>> = {
  rounding: {
    reason:
      'sums of large numbers of both signs leave a small one: the rounding error of TA-Lib itself is above 1e-9 there, measured with 40 digits; ours is less than twice that',
    exact: true,
    judge: (pair) => {
      const exact = pair.exact as Float64Array;
      const [ours, theirs] = [largestError(pair.mine, exact), largestError(pair.theirs, exact)];
      if (theirs === 0 || ours > 2 * theirs) return `our error ${ours} is not of the size of theirs, ${theirs}`;
      return excused(pair, () => true);
    },
  },
  tie: {
    reason:
      'two typical prices that differ by rounding only: TA-Lib since 0.7 calls that no change (within 1e-14 of their sum), here the sign of the difference counts',
    judge: (pair) => {
      const { high, low, close } = pair.series;
      const typical = (i: number) => ((high[i] as number) + (low[i] as number) + (close[i] as number)) / 3;
      const isTie = (i: number) => {
        const [a, b] = [typical(i), typical(i - 1)];
        return a !== b && Math.abs(a - b) <= 1e-14 * (a + b);
      };
      return excused(pair, (row) => {
        for (let i = row - pair.length + 1; i <= row; i++) if (i > 0 && isTie(i)) return true;
        return false;
      });
    },
  },
  still: {
    reason: 'no movement from open to close on all bars: TA-Lib since 0.7 says 50, here as elsewhere on flat data 0',
    judge: (pair) =>
      excused(pair, (row) => {
        const { open, close } = pair.series;
        for (let i = row - pair.length + 1; i <= row; i++) if (open[i] !== close[i]) return false;
        return pair.mine[row] === 0 && pair.theirs[row] === 50;
      }),
  },
  'previous-bars': {
    reason: 'the channel of the bars before this one, so that a close can break it: the value of TA-Lib one bar later',
    judge: ({ mine, theirs }) => {
      const later = theirs.map((_, i) => (i === 0 ? Number.NaN : (theirs[i - 1] as number)));
      const gap = gapOf(mine, later);
      if (gap.missing >= 0 || gap.largest > tolerance) return `row ${gap.row}: ${gap.largest}, alone ${gap.missing}`;
      return mine.length;
    },
  },
  'first-direction': {
    reason:
      'which side of the first bar the stop begins on: TA-Lib begins long, here the first close decides; from the first common direction on they are equal',
    judge: (pair) => {
      const [mine, theirs] = pair.directions as readonly [Float64Array, Float64Array];
      const first = theirs.findIndex((value) => !Number.isNaN(value));
      let common = first;
      while (common < mine.length && Math.sign(mine[common] as number) !== Math.sign(theirs[common] as number))
        common++;
      if (common > first && theirs[first] !== 1) return 'TA-Lib did not begin long';
      return excused(pair, (row) => row < common);
    },
  },
};

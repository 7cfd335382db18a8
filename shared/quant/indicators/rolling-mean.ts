/** Mean of the last n values over a whole column, with the bits of its step (`Mean` in steps/window.ts). */
import { columnFor } from './define.ts';
import { firstWindow, flatWindows } from './sections.ts';

/** Rows worked on while they are near in memory. */
const chunk = 1024;
/** Rows the careful loop does at least before the fast one is tried again. */
const careful = 32;

/**
 * The running sum carries its rounding error along (Knuth's two-sum), so the mean does not depend on where the history
 * starts; a flat window gives its value exactly. Starts anew after a NaN.
 */
export function rollingMean(x: Float64Array, n: number, into?: Float64Array): Float64Array {
  const out = columnFor(x.length, into);
  const mean = new RollingMean(x, n, out);
  for (let i = firstWindow(x, n, 0, out); i < x.length; i = firstWindow(x, n, i, out)) {
    mean.begin(i++);
    for (let to = i; i === to && i < x.length; ) {
      to = Math.min(x.length, i + chunk);
      i = mean.go(i, to);
    }
  }
  return out;
}

/** The mean as it moves along a clean stretch: a running sum and the rounding error it has left behind. */
export class RollingMean {
  readonly x: Float64Array;
  readonly n: number;
  readonly out: Float64Array;
  /**
   * The sum, what it has left behind, and the upper bound of the values in the window, twice the lower one (0 while they
   * are further apart). Numbers in a field would be boxed.
   */
  readonly state = new Float64Array(3);
  readonly #still: (row: number) => void;
  constructor(x: Float64Array, n: number, out: Float64Array) {
    this.x = x;
    this.n = n;
    this.out = out;
    this.#still = (row) => {
      out[row] = x[row] as number;
    };
  }

  /** The first window, which ends at `row`. */
  begin(row: number): void {
    const { x, n, out } = this;
    let sum = 0;
    let error = 0;
    for (let i = row - n + 1; i <= row; i++) {
      const value = x[i] as number;
      const next = sum + value;
      const part = next - sum;
      error += sum - (next - part) + (value - part);
      sum = next;
    }
    this.state[0] = sum;
    this.state[1] = error;
    out[row] = (sum + error) / n;
    this.#flatten(row, row + 1);
    this.#settle(row + 1);
  }

  /** Rows from `from` on, after those before. Answers the row of a NaN, or `to`. */
  go(from: number, to: number): number {
    const { x, n, out, state } = this;
    let i = from;
    while (i < to) {
      if ((state[2] as number) > 0) i = glide(x, n, i, to, state, out);
      if (i === to) break;
      const end = slide(x, n, i, Math.min(to, i + Math.max(careful, n)), state, out);
      if (end === i) break;
      i = end;
      this.#settle(i);
    }
    this.#flatten(from, i);
    return i;
  }

  /** Bounds a factor of two apart around the window before `row`, or none. */
  #settle(row: number): void {
    const { x, n } = this;
    let least = x[row - 1] as number;
    let greatest = least;
    for (let j = row - n; j < row; j++) {
      const value = x[j] as number;
      if (value < least) least = value;
      else if (value > greatest) greatest = value;
    }
    // The sum itself must be larger than any difference, whatever it has left behind.
    const close = least > 0 && greatest <= 2 * least && Math.abs(this.state[1] as number) <= least / 4;
    this.state[2] = close ? greatest / 2 + least : 0;
  }

  #flatten(from: number, to: number): void {
    const { x, n, out } = this;
    if (n > 1) flatWindows(x, n, from, to, this.#still);
    else for (let i = from; i < to; i++) out[i] = x[i] as number;
  }
}

/**
 * Rows while all values lie within a factor of two of each other: then a new one less the one that leaves is exact
 * (Sterbenz) and no larger than the sum, so the short form of two-sum is exact too, and the bits are those of `slide`.
 * Two rows at a time. Answers the first row it left to do.
 */
function glide(x: Float64Array, n: number, from: number, to: number, state: Float64Array, out: Float64Array): number {
  const high = state[2] as number;
  const low = high / 2;
  const end = to - 1;
  let sum = state[0] as number;
  let error = state[1] as number;
  let i = from;
  for (; i < end; i += 2) {
    const value = x[i] as number;
    const second = x[i + 1] as number;
    if (!(value >= low && value <= high && second >= low && second <= high)) break;
    const change = value - (x[i - n] as number);
    const next = sum + change;
    error += change - (next - sum);
    out[i] = (next + error) / n;
    const more = second - (x[i + 1 - n] as number);
    sum = next + more;
    error += more - (sum - next);
    out[i + 1] = (sum + error) / n;
  }
  state[0] = sum;
  state[1] = error;
  return i;
}

/** Rows up to `to`. Answers the row of a NaN, or `to`. */
function slide(x: Float64Array, n: number, from: number, to: number, state: Float64Array, out: Float64Array): number {
  let sum = state[0] as number;
  let error = state[1] as number;
  let i = from;
  for (; i < to; i++) {
    const value = x[i] as number;
    if (Number.isNaN(value)) break;
    const gone = x[i - n] as number;
    const change = value - gone;
    const share = change - value;
    const lost = value - (change - share) - (gone + share);
    const next = sum + change;
    const part = next - sum;
    error += sum - (next - part) + (change - part) + lost;
    sum = next;
    out[i] = (sum + error) / n;
  }
  state[0] = sum;
  state[1] = error;
  return i;
}

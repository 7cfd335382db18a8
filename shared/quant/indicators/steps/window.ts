/** Steps over the last n values: lag, sum, mean, variance, extremes. All but the lag restart after a NaN. */

/** The value n rows back, whatever lies between. */
export class Lag {
  readonly values: Float64Array;
  at = 0;
  constructor(n: number) {
    this.values = new Float64Array(n).fill(Number.NaN);
  }
  next(value: number): number {
    const { values, at } = this;
    if (values.length === 0) return value;
    const before = values[at] as number;
    values[at] = value;
    this.at = at + 1 === values.length ? 0 : at + 1;
    return before;
  }
}

/** The last n clean values, oldest first from `oldest()`; a NaN empties it. */
export class Window {
  readonly n: number;
  readonly values: Float64Array;
  at = 0;
  /** Clean values since the last gap. */
  run = 0;
  constructor(n: number) {
    this.n = n;
    this.values = new Float64Array(n);
  }
  /** True when there are n clean values. */
  push(value: number): boolean {
    if (Number.isNaN(value)) {
      this.run = 0;
      return false;
    }
    this.values[this.at] = value;
    this.at = this.at + 1 === this.n ? 0 : this.at + 1;
    this.run++;
    return this.run >= this.n;
  }
  /** The value `back` rows before the newest, less than n. */
  back(back: number): number {
    const i = this.at - 1 - back;
    return this.values[i < 0 ? i + this.n : i] as number;
  }
  /** The k-th of a full window, 0 = oldest. */
  old(k: number): number {
    const i = this.at + k;
    return this.values[i >= this.n ? i - this.n : i] as number;
  }
}

/** Sum of the last n values; the running sum carries its rounding error along (Knuth's two-sum). */
export class Sum {
  readonly n: number;
  readonly values: Float64Array;
  at = 0;
  run = 0;
  /** Length of the run of equal values. */
  same = 0;
  last = 0;
  sum = 0;
  error = 0;
  constructor(n: number) {
    this.n = n;
    this.values = new Float64Array(n);
  }
  next(value: number): number {
    if (Number.isNaN(value)) {
      this.run = 0;
      this.sum = 0;
      this.error = 0;
      return Number.NaN;
    }
    this.same = this.run > 0 && value === this.last ? this.same + 1 : 1;
    this.last = value;
    this.run++;
    const { sum } = this;
    let change = value;
    let lost = 0;
    if (this.run > this.n) {
      const gone = this.values[this.at] as number;
      change = value - gone;
      const share = change - value;
      lost = value - (change - share) - (gone + share);
    }
    const next = sum + change;
    const part = next - sum;
    this.error += sum - (next - part) + (change - part) + lost;
    this.sum = next;
    this.values[this.at] = value;
    this.at = this.at + 1 === this.n ? 0 : this.at + 1;
    return this.run >= this.n ? (this.same >= this.n ? value * this.n : next + this.error) : Number.NaN;
  }
}

/** Mean of the last n values; a flat window gives its value exactly. */
export class Mean {
  readonly total: Sum;
  constructor(n: number) {
    this.total = new Sum(n);
  }
  next(value: number): number {
    const { total } = this;
    total.next(value);
    if (total.run < total.n) return Number.NaN;
    return total.same >= total.n ? value : (total.sum + total.error) / total.n;
  }
}

/** Variance of the last n values over n - ddof, made anew every n rows; exactly 0 on a flat window. */
export class Variance {
  readonly window: Window;
  readonly ddof: 0 | 1;
  readonly share: number;
  readonly scale: number;
  same = 0;
  last = 0;
  mean = 0;
  squares = 0;
  constructor(n: number, ddof: 0 | 1) {
    this.window = new Window(n);
    this.ddof = ddof;
    this.share = 1 / n;
    this.scale = 1 / (n - ddof);
  }
  next(value: number): number {
    const { window } = this;
    const { n } = window;
    if (n <= this.ddof) return Number.NaN;
    const gone = window.values[window.at] as number;
    this.same = window.run > 0 && value === this.last ? this.same + 1 : 1;
    this.last = value;
    if (!window.push(value)) return Number.NaN;
    if (window.run % n === 0) {
      const base = window.old(0);
      let sum = base - base;
      let squares = sum;
      for (let k = 1; k < n; k++) {
        const away = window.old(k) - base;
        sum += away;
        squares += away * away;
      }
      this.mean = base + sum * this.share;
      this.squares = squares - sum * sum * this.share;
    } else {
      const change = value - gone;
      const before = this.mean;
      const mean = before + change * this.share;
      this.mean = mean;
      this.squares += change * (value - mean + gone - before);
    }
    return this.same >= n ? 0 : Math.max(0, this.squares * this.scale);
  }
}

/** Highest (sign 1) or lowest (sign -1) of the last n values and its age in rows; of equals the newest. */
export class Extreme {
  readonly n: number;
  readonly sign: 1 | -1;
  /** Candidates in a ring, best first, and the rows they came in. */
  readonly values: Float64Array;
  readonly rows: Float64Array;
  head = 0;
  count = 0;
  row = 0;
  run = 0;
  constructor(n: number, sign: 1 | -1) {
    this.n = n;
    this.sign = sign;
    this.values = new Float64Array(n);
    this.rows = new Float64Array(n);
  }
  next(value: number): number {
    const { n, sign, values, rows } = this;
    this.row++;
    if (Number.isNaN(value)) {
      this.run = 0;
      this.count = 0;
      return Number.NaN;
    }
    this.run++;
    if (this.count > 0 && (rows[this.head] as number) <= this.row - n) {
      this.head = this.head + 1 === n ? 0 : this.head + 1;
      this.count--;
    }
    let end = this.head + this.count;
    if (end >= n) end -= n;
    while (this.count > 0) {
      const back = end === 0 ? n - 1 : end - 1;
      if (sign * (value - (values[back] as number)) < 0) break;
      end = back;
      this.count--;
    }
    values[end] = value;
    rows[end] = this.row;
    this.count++;
    return this.run >= n ? (values[this.head] as number) : Number.NaN;
  }
  /** The extreme of the values since the last gap, at most n, also before there are n. */
  get best(): number {
    return this.values[this.head] as number;
  }
  /** Rows since the extreme, 0 = this one. */
  get age(): number {
    return this.row - (this.rows[this.head] as number);
  }
}

/** Steps of the moving averages, each a class with `next`, and the kinds other indicators let one choose from. */
import { Lag, Mean, Sum, Window } from './window.ts';

export interface Average {
  next(value: number): number;
}

/** Exponential average seeded with the mean of its first n values; alpha 2/(n+1) or, for Wilder's, 1/n. */
export class Exponential implements Average {
  readonly n: number;
  readonly alpha: number;
  run = 0;
  value = 0;
  constructor(n: number, alpha = 2 / (n + 1)) {
    this.n = n;
    this.alpha = alpha;
  }
  next(next: number): number {
    if (Number.isNaN(next)) {
      this.run = 0;
      this.value = 0;
      return Number.NaN;
    }
    this.run++;
    if (this.run < this.n) {
      this.value += next;
      return Number.NaN;
    }
    this.value = this.run === this.n ? (this.value + next) / this.n : this.value + this.alpha * (next - this.value);
    return this.value;
  }
}

/** Weights 1 to n, the newest value weighs most. */
export class Weighted implements Average {
  readonly window: Window;
  constructor(n: number) {
    this.window = new Window(n);
  }
  next(value: number): number {
    const { window } = this;
    const { n } = window;
    if (!window.push(value)) return Number.NaN;
    let sum = 0;
    for (let j = 0; j < n; j++) sum += (n - j) * window.back(j);
    return sum / ((n * (n + 1)) / 2);
  }
}

/** Twice an exponential average less the average of it (Mulloy 1994). */
export class DoubleExponential implements Average {
  readonly first: Exponential;
  readonly second: Exponential;
  constructor(n: number) {
    this.first = new Exponential(n);
    this.second = new Exponential(n);
  }
  next(value: number): number {
    const one = this.first.next(value);
    return 2 * one - this.second.next(one);
  }
}

/** Three times an average, less three times the average of it, and the average of that (Mulloy 1994). */
export class TripleExponential implements Average {
  readonly first: Exponential;
  readonly second: Exponential;
  readonly third: Exponential;
  constructor(n: number) {
    this.first = new Exponential(n);
    this.second = new Exponential(n);
    this.third = new Exponential(n);
  }
  next(value: number): number {
    const one = this.first.next(value);
    const two = this.second.next(one);
    return 3 * one - 3 * two + this.third.next(two);
  }
}

/** A mean of means: weights rise to the middle and fall again. */
export class Triangular implements Average {
  readonly first: Mean;
  readonly second: Mean;
  constructor(n: number) {
    const half = Math.floor(n / 2);
    this.first = new Mean(n % 2 === 1 ? half + 1 : half);
    this.second = new Mean(half + 1);
  }
  next(value: number): number {
    return this.second.next(this.first.next(value));
  }
}

/** Kaufman's adaptive average: the straighter the last n changes, the faster it follows. Starts at the value before. */
export class Adaptive implements Average {
  readonly back: Lag;
  readonly path: Sum;
  readonly fast: number;
  readonly slow: number;
  last = Number.NaN;
  value = Number.NaN;
  constructor(n: number, fast = 2, slow = 30) {
    this.back = new Lag(n);
    this.path = new Sum(n);
    this.fast = 2 / (fast + 1);
    this.slow = 2 / (slow + 1);
  }
  next(value: number): number {
    const { last } = this;
    const travelled = this.path.next(Math.abs(value - last));
    const away = value - this.back.next(value);
    this.last = value;
    if (Number.isNaN(travelled)) {
      this.value = Number.NaN;
      return Number.NaN;
    }
    const straight = travelled <= away || travelled === 0 ? 1 : Math.abs(away / travelled);
    const alpha = (straight * (this.fast - this.slow) + this.slow) ** 2;
    const from = Number.isNaN(this.value) ? last : this.value;
    this.value = from + alpha * (value - from);
    return this.value;
  }
}

/** Tillson's T3: six exponential averages in a row, mixed with a volume factor. */
export class Tillson implements Average {
  readonly stages: readonly Exponential[];
  readonly weights: readonly number[];
  constructor(n: number, factor = 0.7) {
    this.stages = Array.from({ length: 6 }, () => new Exponential(n));
    const square = factor * factor;
    const cube = square * factor;
    this.weights = [
      1 + 3 * factor + 3 * square + cube,
      -6 * square - 3 * factor - 3 * cube,
      3 * square + 3 * cube,
      -cube,
    ];
  }
  next(value: number): number {
    let now = value;
    let mixed = 0;
    for (let k = 0; k < 6; k++) {
      now = (this.stages[k] as Exponential).next(now);
      if (k > 1) mixed += (this.weights[k - 2] as number) * now;
    }
    return mixed;
  }
}

/** Hull's average: a weighted average of twice the half-length average less the whole one, over the root of n. */
export class Hull implements Average {
  readonly half: Weighted;
  readonly whole: Weighted;
  readonly smooth: Weighted;
  constructor(n: number) {
    this.half = new Weighted(Math.max(1, Math.floor(n / 2)));
    this.whole = new Weighted(n);
    this.smooth = new Weighted(Math.max(1, Math.floor(Math.sqrt(n))));
  }
  next(value: number): number {
    const half = this.half.next(value);
    return this.smooth.next(2 * half - this.whole.next(value));
  }
}

/** Kinds in TA-Lib's order, without its MAMA: 0 simple, 1 exponential, 2 weighted, 3 DEMA, 4 TEMA, 5 triangular, 6 KAMA, 7 T3. */
const kinds: readonly { readonly create: (n: number) => Average; readonly warmUp: (n: number) => number }[] = [
  { create: (n) => new Mean(n), warmUp: (n) => n - 1 },
  { create: (n) => new Exponential(n), warmUp: (n) => n - 1 },
  { create: (n) => new Weighted(n), warmUp: (n) => n - 1 },
  { create: (n) => new DoubleExponential(n), warmUp: (n) => 2 * (n - 1) },
  { create: (n) => new TripleExponential(n), warmUp: (n) => 3 * (n - 1) },
  { create: (n) => new Triangular(n), warmUp: (n) => n - 1 },
  { create: (n) => new Adaptive(n), warmUp: (n) => n },
  { create: (n) => new Tillson(n), warmUp: (n) => 6 * (n - 1) },
];

const kindAt = (kind: number) => {
  const found = kinds[kind];
  if (!found) throw new Error(`there is no average of kind ${kind}`);
  return found;
};
export const lastKind = kinds.length - 1;
export const createAverage = (kind: number, n: number): Average => kindAt(kind).create(n);
/** Leading rows of an average without a value. */
export const averageWarmUp = (kind: number, n: number): number => kindAt(kind).warmUp(n);

/** Hands values on only after `rows` clean ones, so that two averages of unlike lengths start on the same row (TA-Lib). */
export class Late {
  readonly rows: number;
  run = 0;
  constructor(rows: number) {
    this.rows = rows;
  }
  next(value: number): number {
    if (Number.isNaN(value)) this.run = 0;
    else if (++this.run > this.rows) return value;
    return Number.NaN;
  }
}

/** A fast and a slow average of one kind or two; `aligned` ones have their first values on the same row (TA-Lib's MACD). */
export class AveragePair {
  readonly fast: Average;
  readonly slow: Average;
  readonly fastLate: Late;
  readonly slowLate: Late;
  fastValue = Number.NaN;
  slowValue = Number.NaN;
  /** The shorter length is the fast one, whichever is given first, and keeps its kind. */
  constructor(a: number, aKind: number, b: number, bKind: number, aligned: boolean) {
    const [fast, fastKind, slow, slowKind] = a <= b ? [a, aKind, b, bKind] : [b, bKind, a, aKind];
    const first = aligned ? Math.max(averageWarmUp(fastKind, fast), averageWarmUp(slowKind, slow)) : 0;
    this.fast = createAverage(fastKind, fast);
    this.slow = createAverage(slowKind, slow);
    this.fastLate = new Late(first - averageWarmUp(fastKind, fast));
    this.slowLate = new Late(first - averageWarmUp(slowKind, slow));
  }
  next(value: number): void {
    this.fastValue = this.fast.next(this.fastLate.next(value));
    this.slowValue = this.slow.next(this.slowLate.next(value));
  }
}

/** First row on which a pair has values. */
export const pairWarmUp = (a: number, aKind: number, b: number, bKind: number): number =>
  Math.max(averageWarmUp(aKind, a), averageWarmUp(bKind, b));

/** Least squares over the last n values: a line against time, and one series against another. */
import { Window } from './window.ts';

/** A line through the last n values; x is 0 on the oldest. */
export class LineFit {
  readonly window: Window;
  slope = Number.NaN;
  intercept = Number.NaN;
  constructor(n: number) {
    this.window = new Window(n);
  }
  next(value: number): void {
    const { window } = this;
    const { n } = window;
    this.slope = Number.NaN;
    this.intercept = Number.NaN;
    if (!window.push(value)) return;
    const middle = (n - 1) / 2;
    const spread = (n * (n * n - 1)) / 12;
    let sum = 0;
    let total = 0;
    for (let j = 0; j < n; j++) {
      const x = window.old(j);
      sum += (j - middle) * x;
      total += x;
    }
    this.slope = sum / spread;
    this.intercept = total / n - this.slope * middle;
  }
}

/** Sums of squared and common deviations of two series over n rows, from their means; exact zeros on flat data. */
export class Pair {
  readonly a: Window;
  readonly b: Window;
  aa = Number.NaN;
  bb = Number.NaN;
  ab = Number.NaN;
  constructor(n: number) {
    this.a = new Window(n);
    this.b = new Window(n);
  }
  /** True when there are n rows in which both are known. */
  next(x: number, y: number): boolean {
    const { a, b } = this;
    const gap = Number.isNaN(x + y);
    a.push(gap ? Number.NaN : x);
    if (!b.push(gap ? Number.NaN : y)) return false;
    const { n } = a;
    let flatX = true;
    let flatY = true;
    let meanX = 0;
    let meanY = 0;
    for (let k = 0; k < n; k++) {
      const u = a.old(k);
      const v = b.old(k);
      if (u !== x) flatX = false;
      if (v !== y) flatY = false;
      meanX += u;
      meanY += v;
    }
    meanX = flatX ? x : meanX / n;
    meanY = flatY ? y : meanY / n;
    let aa = 0;
    let bb = 0;
    let ab = 0;
    for (let k = 0; k < n; k++) {
      const u = a.old(k) - meanX;
      const v = b.old(k) - meanY;
      aa += u * u;
      bb += v * v;
      ab += u * v;
    }
    this.aa = aa;
    this.bb = bb;
    this.ab = ab;
    return true;
  }
}

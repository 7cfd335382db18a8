/** Conformal intervals: as wide as past errors at the stated coverage demand, with a count of how often they held. */

const binCount = 400;
const largest = 2;

/**
 * Rolling split-conformal radius: the ceil((n + 1) * coverage)-th smallest of the last `size` absolute residuals
 * (Vovk, Gammerman and Shafer, Algorithmic Learning in a Random World, 2005), rounded up to the next bin.
 */
export class ResidualWindow {
  private readonly bins = new Int32Array(binCount);
  private readonly ring: Int16Array;
  private next = 0;
  private count = 0;
  private readonly coverage: number;

  constructor(size: number, coverage: number) {
    this.ring = new Int16Array(size);
    this.coverage = coverage;
  }

  /** Adds the absolute difference of an outcome and its score, both within [-1, 1]. */
  add(residual: number): void {
    const bin = Math.min(binCount - 1, Math.floor((Math.abs(residual) / largest) * binCount));
    if (this.count === this.ring.length) {
      const old = this.ring[this.next] as number;
      this.bins[old] = (this.bins[old] as number) - 1;
    } else this.count++;
    this.ring[this.next] = bin;
    this.bins[bin] = (this.bins[bin] as number) + 1;
    this.next = (this.next + 1) % this.ring.length;
  }

  /** Half width of the interval; the whole range while too little is known. */
  get radius(): number {
    const rank = Math.ceil((this.count + 1) * this.coverage);
    if (rank > this.count) return largest;
    let seen = 0;
    for (let bin = 0; bin < binCount; bin++) {
      seen += this.bins[bin] as number;
      if (seen >= rank) return ((bin + 1) / binCount) * largest;
    }
    return largest;
  }
}

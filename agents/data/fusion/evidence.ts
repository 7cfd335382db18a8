/** How much each modality has been worth so far: information coefficients out of sample, shrunk towards equal weights. */
import { type Modality, modalities } from './views.ts';

/** Observations forget half in about a year of daily bars. */
const halfLifeBars = 252;
const forget = 0.5 ** (1 / halfLifeBars);
/** Pseudo-observations behind the prior of each step: a symbol's own record against the pooled one, the pooled against equal. */
const symbolPrior = 120;
const equalPrior = 30;
/** Overlapping horizons make neighbouring observations say nearly the same. */
const overlap = 5;

class Correlation {
  private xx = 0;
  private yy = 0;
  private xy = 0;
  /** Effective number of observations, overlap counted off. */
  count = 0;

  fade(): void {
    this.xx *= forget;
    this.yy *= forget;
    this.xy *= forget;
    this.count *= forget;
  }

  add(x: number, y: number): void {
    this.xx += x * x;
    this.yy += y * y;
    this.xy += x * y;
    this.count += 1 / overlap;
  }

  /** Uncentred correlation: both sides stand for "more or less than nothing". */
  get value(): number {
    const scale = Math.sqrt(this.xx * this.yy);
    return scale > 1e-12 ? this.xy / scale : 0;
  }
}

/** The running record of all modalities over all symbols. Feed outcomes only once they are known. */
export class Evidence {
  private readonly pooled = new Map<Modality, Correlation>(modalities.map((m) => [m, new Correlation()]));
  private readonly own = new Map<string, Map<Modality, Correlation>>();
  private symbolsPerStep = 1;

  /** Begins a new moment: everything known so far loses a little weight. */
  fade(symbols: number): void {
    this.symbolsPerStep = Math.max(1, symbols);
    for (const correlation of this.pooled.values()) correlation.fade();
  }

  /** A view met its outcome. */
  learn(symbol: string, modality: Modality, view: number, outcome: number): void {
    let mine = this.own.get(symbol);
    if (mine === undefined) {
      mine = new Map(modalities.map((m) => [m, new Correlation()]));
      this.own.set(symbol, mine);
    }
    const correlation = mine.get(modality) as Correlation;
    correlation.fade();
    correlation.add(view, outcome);
    (this.pooled.get(modality) as Correlation).add(view, outcome);
  }

  /** The information coefficient of a modality for a symbol, its own record shrunk to the pooled one. */
  coefficient(symbol: string, modality: Modality): number {
    const pooled = this.pooled.get(modality) as Correlation;
    const mine = this.own.get(symbol)?.get(modality);
    const own = mine?.count ?? 0;
    return (own * (mine?.value ?? 0) + symbolPrior * pooled.value) / (own + symbolPrior);
  }

  /** Weights of the modalities that speak, summing to 1: equal at first, led by positive coefficients as evidence grows. */
  weights(symbol: string, speaking: readonly Modality[]): number[] {
    const equal = 1 / speaking.length;
    const worth = speaking.map((m) => Math.max(0, this.coefficient(symbol, m)));
    const total = worth.reduce((sum, w) => sum + w, 0);
    if (total <= 0) return speaking.map(() => equal);
    // Symbols move together: a moment of twenty symbols is worth a few observations, not twenty.
    const evidence = speaking.reduce((sum, m) => sum + (this.pooled.get(m) as Correlation).count, 0) / speaking.length;
    const independent = evidence / Math.sqrt(this.symbolsPerStep);
    const trust = independent / (independent + equalPrior);
    return worth.map((w) => (1 - trust) * equal + (trust * w) / total);
  }
}

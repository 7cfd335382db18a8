/** Sound strategies in TypeScript: none may raise an alarm. */
export const cleanTypescript: Readonly<Record<string, string>> = {
  'moving averages': `interface Bar { readonly open: number; readonly high: number; readonly low: number; readonly close: number }
export class Crossover {
  private readonly closes: number[] = [];
  constructor(private readonly fast = 20, private readonly slow = 50, private readonly stopLoss = 0.08) {}
  onBar(bar: Bar): 'enter' | 'leave' | undefined {
    this.closes.push(bar.close);
    const mean = (n: number): number => this.closes.slice(-n).reduce((a, b) => a + b, 0) / n;
    if (this.closes.length < this.slow) return undefined;
    return mean(this.fast) > mean(this.slow) ? 'enter' : 'leave';
  }
  stop(entry: number): number {
    return entry * (1 - this.stopLoss);
  }
}`,
  'trailing z-score': `export function signals(closes: readonly number[], length: number, entry: number): boolean[] {
  return closes.map((close, i) => {
    if (i < length) return false;
    const window = closes.slice(i - length + 1, i + 1);
    const mean = window.reduce((a, b) => a + b, 0) / length;
    const deviation = Math.sqrt(window.reduce((a, b) => a + (b - mean) ** 2, 0) / length);
    return (close - mean) / deviation < -entry;
  });
}`,
  'loop that fills at the next open': `export function run(bars: { open: number; low: number; close: number }[], average: number[]): number {
  let cash = 100_000;
  let size = 0;
  let wants = false;
  for (let i = 1; i < bars.length; i++) {
    const bar = bars[i]!;
    if (wants && size === 0) {
      size = Math.floor((0.3 * cash) / bar.open);
      cash -= size * bar.open;
    }
    wants = bar.close > average[i]!;
  }
  return cash + size * bars[bars.length - 1]!.close;
}`,
  'stop before target': `export function leave(bar: { open: number; high: number; low: number }, stop: number, target: number): number | undefined {
  if (bar.low <= stop) return Math.min(stop, bar.open);
  if (bar.high >= target) return Math.max(target, bar.open);
  return undefined;
}`,
  'previous complete week': `export const above = (bars: { close: number }[], weekly: { close: number }[]): boolean[] =>
  bars.map((bar, i) => {
    const week = Math.floor(i / 5) - 1;
    return week >= 0 && bar.close > weekly[week]!.close;
  });`,
  'highest of the past': `export function breakout(highs: number[], closes: number[], length: number): boolean[] {
  const out: boolean[] = [];
  for (let i = 0; i < closes.length; i++) {
    let top = Number.NEGATIVE_INFINITY;
    for (let j = Math.max(0, i - length); j < i; j++) top = Math.max(top, highs[j]!);
    out.push(i >= length && closes[i]! > top);
  }
  return out;
}`,
  'trained, then judged': `import { sharpe, run } from './engine.ts';
export function choose(trainBars: unknown[], testBars: unknown[], grid: number[]): { chosen: number; judged: number } {
  let best = Number.NEGATIVE_INFINITY;
  let chosen = grid[0]!;
  for (const p of grid) {
    const score = sharpe(run(trainBars, p));
    if (score > best) {
      best = score;
      chosen = p;
    }
  }
  return { chosen, judged: sharpe(run(testBars, chosen)) };
}`,
  'known filings': `export const known = (filings: { acceptedAt: number; eps: number }[], now: number): number | undefined =>
  filings.filter((filing) => filing.acceptedAt <= now).at(-1)?.eps;`,
};

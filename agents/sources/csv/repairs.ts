/** Repairs of a price history that the data itself proves: units a hundredfold off, bars whose ends stick out, splits not adjusted. */
import type { Candle, Findings } from './candles.ts';

const priceNames = ['open', 'high', 'low', 'close'] as const;

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1
    ? (sorted[middle] as number)
    : ((sorted[middle - 1] as number) + (sorted[middle] as number)) / 2;
}

const middleOf = (c: Candle): number => median([c.open, c.high, c.low, c.close]);
/** True for ratios near 100 that no market makes between two bars. */
const hundredfold = (ratio: number): boolean => ratio > 72 && ratio < 138;

/** Cents quoted as whole units or the other way round: rows first, then single cells. The unit of most rows wins. */
export function repairUnits(candles: readonly Candle[], findings: Findings): void {
  if (candles.length < 3) return;
  const exponents: number[] = [0];
  for (let i = 1; i < candles.length; i++) {
    const ratio = middleOf(candles[i] as Candle) / middleOf(candles[i - 1] as Candle);
    const before = exponents[i - 1] as number;
    exponents.push(hundredfold(ratio) ? before + 1 : hundredfold(1 / ratio) ? before - 1 : before);
  }
  const counts = new Map<number, number>();
  for (const exponent of exponents) counts.set(exponent, (counts.get(exponent) ?? 0) + 1);
  if (counts.size > 1) {
    const usual = [...counts].sort((a, b) => b[1] - a[1] || (b[0] === exponents.at(-1) ? 1 : -1))[0]?.[0] ?? 0;
    for (const [i, candle] of candles.entries()) {
      const power = usual - (exponents[i] as number);
      if (power === 0) continue;
      for (const name of priceNames) candle[name] *= 100 ** power;
      findings.issues.push({
        code: 'unit-100x',
        row: candle.row,
        text: `row ${candle.row} was in another unit than most rows: prices ${power > 0 ? 'multiplied' : 'divided'} by ${100 ** Math.abs(power)}`,
        repaired: true,
      });
    }
  }
  const middles = candles.map(middleOf);
  for (const [i, candle] of candles.entries()) {
    // A bar whose prices agree with each other needs no second look.
    if (
      Math.max(candle.open, candle.high, candle.low, candle.close) <
      10 * Math.min(candle.open, candle.high, candle.low, candle.close)
    )
      continue;
    const local = median(middles.slice(Math.max(0, i - 3), i + 4));
    for (const name of priceNames) {
      const factor = hundredfold(candle[name] / local) ? 0.01 : hundredfold(local / candle[name]) ? 100 : 1;
      if (factor === 1) continue;
      candle[name] *= factor;
      findings.issues.push({
        code: 'unit-100x',
        row: candle.row,
        text: `row ${candle.row}: the ${name} was a hundredfold ${factor < 1 ? 'too high' : 'too low'}; corrected`,
        repaired: true,
      });
    }
  }
}

/** Swaps a high below the low and widens bars whose open or close lies outside. */
export function repairRanges(candles: readonly Candle[], findings: Findings): void {
  for (const candle of candles) {
    if (candle.high < candle.low) {
      [candle.high, candle.low] = [candle.low, candle.high];
      findings.issues.push({
        code: 'high-below-low',
        row: candle.row,
        text: `row ${candle.row}: high was below low; swapped`,
        repaired: true,
      });
    }
    const high = Math.max(candle.open, candle.high, candle.low, candle.close);
    const low = Math.min(candle.open, candle.high, candle.low, candle.close);
    // Last-digit noise of floating-point exports is mended without a word.
    const visible = high > candle.high * (1 + 1e-6) || low < candle.low * (1 - 1e-6);
    candle.high = high;
    candle.low = low;
    if (visible)
      findings.issues.push({
        code: 'range-too-narrow',
        row: candle.row,
        text: `row ${candle.row}: open or close lay outside high and low; widened`,
        repaired: true,
      });
  }
}

/**
 * Adjusts earlier prices for splits the file names, where the prices show that nobody did: the step over the split
 * is nearer to 1 after dividing by the ratio than before.
 */
export function adjustSplits(candles: readonly Candle[], findings: Findings): void {
  let divisor = 1;
  let volumeFactor = 1;
  const done: string[] = [];
  for (let i = candles.length - 1; i >= 0; i--) {
    const candle = candles[i] as Candle;
    if (divisor !== 1) {
      for (const name of priceNames) candle[name] /= divisor;
      candle.dividend /= divisor;
      candle.volume *= volumeFactor;
    }
    const before = candles[i - 1];
    if (candle.split === 1 || before === undefined) continue;
    // Both sides in the unit of the later bar's own row: undo what was just applied.
    const step = Math.log((candle.open * divisor) / before.close);
    const size = Math.log(candle.split);
    if (Math.abs(size) < 0.01) continue;
    if (Math.abs(step + size) < 0.5 * Math.abs(step) && Math.abs(step) > 0.5 * Math.abs(size)) {
      // Volumes are often adjusted where prices are not: they too must show it.
      const after = median(candles.slice(i, i + 20).map((c) => c.volume)) / volumeFactor;
      const earlier = median(candles.slice(Math.max(0, i - 20), i).map((c) => c.volume));
      if (Math.abs(Math.log(after / (earlier * candle.split))) < Math.abs(Math.log(after / earlier)))
        volumeFactor *= candle.split;
      divisor *= candle.split;
      done.push(`${candle.split} at row ${candle.row}`);
      findings.issues.push({
        code: 'split-adjusted',
        row: candle.row,
        text: `earlier prices divided by ${candle.split} for the split at row ${candle.row}`,
        repaired: true,
      });
    }
  }
  if (done.length > 0)
    findings.notes.push(
      `Prices were not adjusted for splits (${done.reverse().join(', ')}); earlier rows were adjusted.`,
    );
}

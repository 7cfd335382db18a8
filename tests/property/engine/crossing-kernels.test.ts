/** The crossing kernels: WebAssembly, plain JavaScript and a slow, obvious simulator of every bar agree on any columns. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chooseCosts } from '../../../agents/engine/columnar/chosen-parts.ts';
import { createRunCosts } from '../../../agents/engine/columnar/run-costs.ts';
import { oneSeries, runSignals } from '../../../agents/engine/columnar/signals.ts';
import { type CrossingMode, crossingModes } from '../../../agents/engine/studies/sweep/kernel/layout.ts';
import { plainKernel } from '../../../agents/engine/studies/sweep/kernel/plain.ts';
import {
  type CrossingSummary,
  columnOf,
  layOut,
  runCombinations,
  setChoices,
  setPrices,
  summaryOf,
} from '../../../agents/engine/studies/sweep/kernel/table.ts';
import { vectorKernel } from '../../../agents/engine/studies/sweep/kernel/vector.ts';
import { createRandom } from '../../../shared/core/random.ts';

interface Market {
  readonly open: Float64Array;
  readonly close: Float64Array;
  readonly fast: Float64Array;
  readonly slow: Float64Array;
}

/** Prices in coarse steps, so that columns often meet exactly; both columns begin with unknown values. */
function market(seed: number, bars: number, leading: number, step: number): Market {
  const random = createRandom(`crossing/${seed}`);
  const [open, close] = [new Float64Array(bars), new Float64Array(bars)];
  let price = 100;
  const round = (value: number): number => Math.max(step, Math.round(value / step) * step);
  for (let i = 0; i < bars; i++) {
    open[i] = round(price * Math.exp(0.01 * random.normal()));
    price = (open[i] as number) * Math.exp(0.02 * random.normal());
    close[i] = round(price);
  }
  const column = (first: number): Float64Array =>
    close.map((v, i) => (i < first ? Number.NaN : round(v * (1 + 0.01 * random.normal()))));
  return { open, close, fast: column(leading), slow: column(leading + random.int(3)) };
}

/** Bar by bar as the words say: a crossing at a close trades at the next open. */
function obvious(m: Market, mode: CrossingMode, fraction: number, commission: number, slippage: number) {
  const bars = m.close.length;
  const at = (x: Float64Array, i: number): number => x[i] as number;
  const buy = (1 + slippage) * (1 + commission);
  const sell = (1 - slippage) * (1 - commission);
  let [cash, quantity, trades, peak, worst, sum, squares, before] = [1000, 0, 0, 1000, 1, 0, 0, 1000];
  let wanted = 0;
  let ruined = false;
  for (let i = 0; i < bars; i++) {
    if (wanted !== 0) {
      const price = at(m.open, i);
      if (quantity !== 0) {
        cash += quantity * price * (quantity > 0 ? sell : buy);
        quantity = 0;
        trades++;
      }
      const units = mode === 'all-in' ? (cash * fraction) / (price * buy) : (before * fraction) / at(m.close, i - 1);
      if (wanted > 0) {
        cash -= units * price * buy;
        quantity = units;
      } else if (mode === 'long-short') {
        cash += units * price * sell;
        quantity = -units;
      }
      wanted = 0;
    }
    const equity = cash + quantity * at(m.close, i);
    sum += equity / before - 1;
    squares += (equity / before - 1) ** 2;
    before = equity;
    peak = Math.max(peak, equity);
    worst = Math.min(worst, equity / peak);
    if (worst <= 0) {
      ruined = true;
      break;
    }
    if (i === 0) continue;
    const up = at(m.fast, i - 1) <= at(m.slow, i - 1) && at(m.fast, i) > at(m.slow, i);
    const down = at(m.fast, i - 1) >= at(m.slow, i - 1) && at(m.fast, i) < at(m.slow, i);
    if (up && quantity <= 0) wanted = 1;
    if (down && (mode === 'long-short' ? quantity >= 0 : quantity > 0)) wanted = -1;
  }
  return { finalEquity: before, maxDrawdown: worst - 1, trades, isOpen: quantity !== 0, sum, squares, ruined };
}

function run(m: Market, mode: CrossingMode, fraction: number, commission: number, slippage: number) {
  const answers = (['plain', 'vector'] as const).map((kind): CrossingSummary => {
    const bars = m.close.length;
    const costs = { commission, slippage };
    const laid = layOut({ bars, columns: 2, combinations: 1, mode, capital: 1000, fraction, costs });
    if (!laid.ok) throw new Error(laid.error.message);
    const table = laid.value;
    setPrices(table, m.open, m.close);
    columnOf(table, 0).set(m.fast);
    columnOf(table, 1).set(m.slow);
    setChoices(table, [0], [1]);
    const { memory, call } = table;
    const kernel = kind === 'plain' ? plainKernel(memory.buffer, mode, call) : vectorKernel(memory, mode, call);
    expect(runCombinations(table, kernel, 0, 1)).toBe(true);
    return summaryOf(table, 0);
  });
  return answers as [CrossingSummary, CrossingSummary];
}

const near = (a: number, b: number): boolean => Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a), Math.abs(b));

describe.each(crossingModes)('%s', (mode) => {
  it('gives the same from all three, to the last bit from the two kernels', () => {
    let traded = 0;
    fc.assert(
      fc.property(
        fc.nat(),
        fc.integer({ min: 2, max: 4500 }),
        fc.integer({ min: 0, max: 40 }),
        fc.constantFrom(0.01, 1, 5),
        fc.constantFrom(0, 0.001, 0.01),
        (seed, bars, leading, step, commission) => {
          const m = market(seed, bars, leading, step);
          const fraction = mode === 'all-in' ? 1 : 0.6;
          const [plain, vector] = run(m, mode, fraction, commission, 0.0005);
          expect(vector).toEqual(plain);
          const slow = obvious(m, mode, fraction, commission, 0.0005);
          traded += slow.trades;
          // A ruined account ends on its block, not on its bar; its figures are only signs.
          if (slow.ruined) {
            expect(plain.maxDrawdown).toBeLessThanOrEqual(-1);
            return;
          }
          expect(plain.trades).toBe(slow.trades);
          expect(plain.isOpen).toBe(slow.isOpen);
          for (const name of ['finalEquity', 'maxDrawdown', 'sum', 'squares'] as const)
            expect(near(plain[name], slow[name]), `${name}: ${plain[name]}, not ${slow[name]}`).toBe(true);
        },
      ),
      { numRuns: 60, seed: 11 },
    );
    expect(traded).toBeGreaterThan(1000);
  });
});

it('gives what the engine gives over columns of signals, when shares may be cut small', () => {
  for (const mode of ['percent', 'long-short'] as const) {
    const m = market(mode === 'percent' ? 3 : 4, 3000, 30, 0.01);
    const bars = m.close.length;
    const times = (offset: number): Float64Array => Float64Array.from({ length: bars }, (_, i) => i * 10 + offset);
    const columns = {
      openTime: times(0),
      closeTime: times(9),
      open: m.open,
      high: m.open.map((v, i) => Math.max(v, m.close[i] as number)),
      low: m.open.map((v, i) => Math.min(v, m.close[i] as number)),
      close: m.close,
      volume: new Float64Array(bars).fill(1e12),
      dividend: new Float64Array(bars),
    };
    const cross = (a: Float64Array, b: Float64Array): Uint8Array =>
      Uint8Array.from(a, (v, i) => +(i > 0 && (a[i - 1] as number) <= (b[i - 1] as number) && v > (b[i] as number)));
    const up = cross(m.fast, m.slow);
    const down = cross(m.slow, m.fast);
    const costs = chooseCosts([
      { name: 'percent', parameters: { percent: 0.1 } },
      { name: 'fixed-slippage', parameters: { bps: 5 } },
    ]);
    if (!costs.ok) throw new Error(costs.error.message);
    const result = runSignals(
      oneSeries(columns, '1d', { lotSize: 1e-12 }),
      mode === 'percent'
        ? { entryLong: up, exitLong: down }
        : { entryLong: up, exitLong: down, entryShort: down, exitShort: up },
      {
        capital: 1000,
        costs: createRunCosts(costs.value),
        sizing: { name: 'percent-of-equity', parameters: { percent: 60 } },
      },
    );
    const [plain] = run(m, mode, 0.6, 0.001, 0.0005);
    expect(plain.trades).toBe(result.trades.count);
    expect(plain.trades).toBeGreaterThan(50);
    expect(Math.abs(plain.finalEquity / result.finalEquity - 1)).toBeLessThan(1e-9);
  }
});

it('begins only with a crossing: being above from the first bar on is none, leaving a tie is one', () => {
  const line = (...values: number[]): Float64Array => Float64Array.from(values);
  const flat = line(10, 10, 10, 10, 10, 10);
  const prices = { open: flat, close: flat, slow: line(2, 2, 2, 2, 2, 2) };
  expect(run({ ...prices, fast: line(3, 3, 3, 3, 3, 3) }, 'all-in', 1, 0, 0)[1].isOpen).toBe(false);
  expect(run({ ...prices, fast: line(2, 3, 3, 3, 3, 3) }, 'all-in', 1, 0, 0)[1].isOpen).toBe(true);
  expect(run({ ...prices, fast: line(3, 2, 3, 3, 3, 3) }, 'all-in', 1, 0, 0)[1].isOpen).toBe(true);
  expect(run({ ...prices, fast: line(1, 1, 1, 1, 1, 3) }, 'all-in', 1, 0, 0)[1].isOpen).toBe(false);
  expect(run({ ...prices, fast: line(2, 1, 1, 1, 1, 1) }, 'long-short', 1, 0, 0)[1].isOpen).toBe(true);
});

/** The crossing kernel in plain JavaScript: from crossing to crossing, with the same arithmetic as the WebAssembly one. */
import { type CrossingCall, type CrossingKernel, type CrossingMode, fieldOffset, stretchBars } from './layout.ts';

const at = {
  cash: fieldOffset('cash') / 8,
  quantity: fieldOffset('quantity') / 8,
  equity: fieldOffset('equity') / 8,
  peak: fieldOffset('peak') / 8,
  worst: fieldOffset('worst') / 8,
  look: fieldOffset('look') / 8,
  start: fieldOffset('start') / 8,
  counted: fieldOffset('counted') / 8,
  sum: fieldOffset('sum') / 8,
  squares: fieldOffset('squares') / 8,
  baseSum: fieldOffset('baseSum') / 8,
  baseSquares: fieldOffset('baseSquares') / 8,
  trades: fieldOffset('trades') / 8,
} as const;

/** First bar from `i` on with a above b; `to` where there is none. */
function scanAbove(a: Float64Array, b: Float64Array, i: number, to: number): number {
  let k = i;
  while (k < to && !((a[k] as number) > (b[k] as number))) k++;
  return k;
}

function scanBelow(a: Float64Array, b: Float64Array, i: number, to: number): number {
  let k = i;
  while (k < to && !((a[k] as number) < (b[k] as number))) k++;
  return k;
}

export function plainKernel(memory: ArrayBufferLike, mode: CrossingMode, call: CrossingCall): CrossingKernel {
  const { bars, fraction, buy, sell } = call;
  const last = bars - 1;
  const s = new Float64Array(memory);
  const column = (address: number): Float64Array => new Float64Array(memory, address, bars);
  const views = new Map<number, Float64Array>();
  const indicator = (address: number): Float64Array => {
    let view = views.get(address);
    if (view === undefined) {
      view = column(address);
      views.set(address, view);
    }
    return view;
  };
  const open = column(call.open);
  const close = column(call.close);
  const marketSum = column(call.sum);
  const marketSquares = column(call.squares);
  const stretches = Math.ceil(bars / stretchBars);
  const lowest = new Float64Array(memory, call.lowest, stretches);
  const highest = new Float64Array(memory, call.highest, stretches);
  const allIn = mode === 'all-in';
  const shorts = mode === 'long-short';

  /** Peak and worst fall over the bars a to b (not included) of a position. */
  const mark = (g: number, cash: number, quantity: number, a: number, b: number): void => {
    let peak = s[g + at.peak] as number;
    let worst = s[g + at.worst] as number;
    let j = a;
    while (j < b) {
      if (j % stretchBars === 0 && j + stretchBars <= b) {
        const stretch = j / stretchBars;
        const one = cash + quantity * (highest[stretch] as number);
        const two = cash + quantity * (lowest[stretch] as number);
        const high = quantity > 0 ? one : two;
        const top = high > peak ? high : peak;
        if (!((quantity > 0 ? two : one) < worst * top)) {
          peak = top;
          j += stretchBars;
          continue;
        }
      }
      const end = Math.min(b, j - (j % stretchBars) + stretchBars);
      for (; j < end; j++) {
        const equity = cash + quantity * (close[j] as number);
        if (equity > peak) peak = equity;
        if (equity < worst * peak) worst = equity / peak;
      }
    }
    s[g + at.peak] = peak;
    s[g + at.worst] = worst;
  };

  /** The same for an account of cash alone, which stays where it is. */
  const settle = (g: number, cash: number): void => {
    if (cash > (s[g + at.peak] as number)) s[g + at.peak] = cash;
    const peak = s[g + at.peak] as number;
    if (cash < (s[g + at.worst] as number) * peak) s[g + at.worst] = cash / peak;
  };

  /** Returns of the bars a to b (not included), each against the bar before, two at a time as a vector would. */
  const addReturns = (g: number, cash: number, quantity: number, a: number, b: number): void => {
    let [sum0, sum1, squares0, squares1] = [0, 0, 0, 0];
    let j = a;
    for (; j + 1 < b; j += 2) {
      const before = cash + quantity * (close[j - 1] as number);
      const middle = cash + quantity * (close[j] as number);
      const r0 = middle / before - 1;
      const r1 = (cash + quantity * (close[j + 1] as number)) / middle - 1;
      sum0 += r0;
      sum1 += r1;
      squares0 += r0 * r0;
      squares1 += r1 * r1;
    }
    if (j < b) {
      const r0 = (cash + quantity * (close[j] as number)) / (cash + quantity * (close[j - 1] as number)) - 1;
      sum0 += r0;
      squares0 += r0 * r0;
    }
    s[g + at.sum] = (s[g + at.sum] as number) + (sum0 + sum1);
    s[g + at.squares] = (s[g + at.squares] as number) + (squares0 + squares1);
  };

  return (state, fastAddress, slowAddress, from, to) => {
    const g = state / 8;
    const fast = indicator(fastAddress);
    const slow = indicator(slowAddress);
    let i = Math.max(from, s[g + at.start] as number);
    while (i < to) {
      const up = (s[g + at.look] as number) > 0;
      const k = up ? scanAbove(fast, slow, i, to) : scanBelow(fast, slow, i, to);
      const end = k < to ? k + 1 : to;
      let cash = s[g + at.cash] as number;
      let quantity = s[g + at.quantity] as number;
      if (quantity !== 0) {
        mark(g, cash, quantity, i, end);
        if (!allIn) addReturns(g, cash, quantity, Math.max(i, s[g + at.counted] as number), end);
        s[g + at.equity] = cash + quantity * (close[end - 1] as number);
        if (!((s[g + at.worst] as number) > 0)) {
          s[g + at.start] = bars;
          return;
        }
      }
      if (k >= to || k === last) return;
      const price = open[k + 1] as number;
      if (quantity !== 0) {
        cash += quantity * (price * (quantity > 0 ? sell : buy));
        s[g + at.trades] = (s[g + at.trades] as number) + 1;
        if (allIn) {
          s[g + at.sum] = (s[g + at.sum] as number) + ((marketSum[k] as number) - (s[g + at.baseSum] as number));
          s[g + at.squares] =
            (s[g + at.squares] as number) + ((marketSquares[k] as number) - (s[g + at.baseSquares] as number));
        }
      }
      quantity = allIn
        ? (cash * fraction) / (price * buy)
        : ((s[g + at.equity] as number) * fraction) / (close[k] as number);
      if (up) cash -= allIn ? cash * fraction : quantity * (price * buy);
      else if (shorts) {
        cash += quantity * (price * sell);
        quantity = -quantity;
      } else quantity = 0;
      const change = (cash + quantity * (close[k + 1] as number)) / (s[g + at.equity] as number) - 1;
      s[g + at.sum] = (s[g + at.sum] as number) + change;
      s[g + at.squares] = (s[g + at.squares] as number) + change * change;
      s[g + at.baseSum] = marketSum[k + 1] as number;
      s[g + at.baseSquares] = marketSquares[k + 1] as number;
      s[g + at.equity] = cash;
      s[g + at.cash] = cash;
      s[g + at.quantity] = quantity;
      s[g + at.look] = up ? -1 : 1;
      s[g + at.counted] = k + 2;
      if (quantity === 0) settle(g, cash);
      i = k + 1;
    }
  };
}

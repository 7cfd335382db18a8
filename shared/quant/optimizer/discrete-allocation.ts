/** Whole shares for weights: as near as an amount of money allows, and never more than it. */
import { type Result, refuse } from '../../core/result.ts';

export interface AllocationRequest {
  readonly names: readonly string[];
  readonly weights: ArrayLike<number>;
  /** The price of one share of each. */
  readonly prices: ArrayLike<number>;
  /** Money to spend. */
  readonly capital: number;
  /** Money sold short as a share of the capital; the sum of the negative weights when left out. */
  readonly shortRatio?: number;
  /** True to buy with what short sales bring in. */
  readonly reinvest?: boolean;
}

export interface Allocation {
  /** Shares of each asset in order, below 0 for short ones. */
  readonly shares: Int32Array;
  /** Money not spent, of both sides. */
  readonly leftover: number;
  /** Root of the mean squared difference between the weights wanted and got. */
  readonly error: number;
}

/** One side: positive weights (adding up to 1) of some assets, and the money for them; answers shares and leftover. */
export type SideAllocator = (
  weights: Float64Array,
  prices: Float64Array,
  money: number,
) => Result<{ shares: Int32Array; leftover: number }>;

/** Weights nearer to 0 than this are no position. */
export const negligible = 1e-5;

/** Buys whole shares below each weight, then one share at a time of what is most below its weight and affordable. */
export const greedySide: SideAllocator = (weights, prices, money) => {
  const order = Array.from(weights, (_, i) => i).sort((a, b) => (weights[b] as number) - (weights[a] as number));
  const shares = new Int32Array(weights.length);
  let left = money;
  let spent = 0;
  const buy = (i: number, count: number): void => {
    const cost = count * (prices[i] as number);
    shares[i] = (shares[i] as number) + count;
    left -= cost;
    spent += cost;
  };
  for (const i of order) {
    const wanted = Math.floor(((weights[i] as number) * money) / (prices[i] as number));
    // Weights may add up to a hair more than 1.
    buy(i, Math.min(wanted, Math.floor(left / (prices[i] as number))));
  }
  for (;;) {
    let best = -1;
    let most = 0;
    for (const i of order) {
      if ((prices[i] as number) > left) continue;
      const held = spent > 0 ? ((shares[i] as number) * (prices[i] as number)) / spent : 0;
      const lack = (weights[i] as number) - held;
      if (lack > most) {
        most = lack;
        best = i;
      }
    }
    if (best < 0) return { ok: true, value: { shares, leftover: left } };
    buy(best, 1);
  }
};

/** Refuses prices that are not positive and an amount of nothing. */
export function allocate(request: AllocationRequest, side: SideAllocator = greedySide): Result<Allocation> {
  const { names, weights, prices, capital } = request;
  if (!(capital > 0 && Number.isFinite(capital)))
    return refuse('bad-option', `${capital} buys nothing.`, { where: 'capital', fix: 'Give an amount above 0.' });
  const wrong = names.findIndex((_, i) => !((prices[i] as number) > 0 && Number.isFinite(prices[i])));
  if (wrong >= 0)
    return refuse('price-not-positive', `The latest price of "${names[wrong]}" is ${prices[wrong]}.`, {
      where: `prices, ${names[wrong]}`,
      fix: 'Give a price for every asset, or leave the asset out.',
    });
  const unknown = names.findIndex((_, i) => !Number.isFinite(weights[i]));
  if (unknown >= 0)
    return refuse('unknown-weight', `The weight of "${names[unknown]}" is not a number.`, {
      where: `weights, ${names[unknown]}`,
      fix: 'Optimize again.',
    });
  const kept = Float64Array.from(weights, (v) => (Math.abs(v) < negligible ? 0 : v));
  const shorts = kept.reduce((sum, v) => sum + Math.max(0, -v), 0);
  const shortMoney = capital * (request.shortRatio ?? shorts);
  const longMoney = capital + (request.reinvest === true ? shortMoney : 0);
  const shares = new Int32Array(kept.length);
  let leftover = 0;
  for (const sign of [1, -1]) {
    const chosen = Array.from(kept, (_, i) => i).filter((i) =>
      sign > 0 ? (kept[i] as number) >= 0 : (kept[i] as number) < 0,
    );
    if (chosen.length === 0) continue;
    const total = chosen.reduce((sum, i) => sum + Math.abs(kept[i] as number), 0);
    // Without shorts the weights stand as they are: what they leave out stays in cash.
    const scale = shorts > 0 && total > 0 ? 1 / total : 1;
    const found = side(
      Float64Array.from(chosen, (i) => Math.abs(kept[i] as number) * scale),
      Float64Array.from(chosen, (i) => prices[i] as number),
      sign > 0 ? longMoney : shortMoney,
    );
    if (!found.ok) return found;
    for (const [k, i] of chosen.entries()) shares[i] = sign * (found.value.shares[k] as number);
    leftover += found.value.leftover;
  }
  const value = shares.reduce((sum, s, i) => sum + s * (prices[i] as number), 0);
  const squares = kept.reduce(
    (sum, w, i) => sum + (w - ((shares[i] as number) * (prices[i] as number)) / (value || 1)) ** 2,
    0,
  );
  return { ok: true, value: { shares, leftover, error: Math.sqrt(squares / kept.length) } };
}

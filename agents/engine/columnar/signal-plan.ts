/** A run over columns of signals: what is asked, how entries are sized and protected, and whether the fused loop may do it. */
import { ensureDefined } from '../../../shared/core/assert.ts';
import { ok, type Result, refuse } from '../../../shared/core/result.ts';
import { indicators } from '../../../shared/quant/indicators/index.ts';
import type { ChosenPart } from './chosen-parts.ts';
import type { Feed, Market } from './market.ts';
import { sizingModels } from './sizing/index.ts';
import type { SizingView } from './sizing/sizing-model.ts';
import type { AccountRules, RunOptions } from './strategy.ts';

/** A byte per bar, 1 where the signal holds at that bar's close. A column that is left out never holds. */
export interface SignalColumns {
  readonly entryLong?: Uint8Array;
  readonly exitLong?: Uint8Array;
  readonly entryShort?: Uint8Array;
  readonly exitShort?: Uint8Array;
}

/** Protective exits, sent with the entry as children that cancel each other; null = not used. */
export interface SignalProtection {
  /** Distances from the close that decided, in percent. */
  readonly stopPercent: number | null;
  readonly targetPercent: number | null;
  readonly trailPercent: number | null;
  /** Bars after which the position is closed at the market, the entry bar counted. */
  readonly timeExitBars: number | null;
}

export const noProtection: SignalProtection = {
  stopPercent: null,
  targetPercent: null,
  trailPercent: null,
  timeExitBars: null,
};

export interface SignalOptions extends RunOptions {
  /** A sizing model with its parameters. */
  readonly sizing: ChosenPart;
  readonly protection?: SignalProtection;
}

/** Shares of an entry decided at a bar, before lots; the view's equity and cash are filled in by the run. */
export type Sizer = (bar: number, equity: number, cash: number) => number;

/** Sizing over one series. @returns a refusal when the model or a parameter is not known. */
export function createSizer(feed: Feed, sizing: ChosenPart): Result<Sizer> {
  const model = sizingModels.find((m) => m.name === sizing.name);
  if (model === undefined)
    return refuse('unknown-part', `There is no sizing "${sizing.name}".`, {
      where: 'sizing',
      fix: `There are: ${sizingModels.map((m) => m.name).join(', ')}.`,
    });
  const values: Record<string, number> = {};
  for (const [name, p] of Object.entries(model.parameters)) values[name] = p.default;
  for (const [given, value] of Object.entries(sizing.parameters ?? {})) {
    const name = given === '' ? Object.keys(model.parameters)[0] : given;
    const bounds = name === undefined ? undefined : model.parameters[name];
    if (name === undefined || bounds === undefined || !(value >= bounds.min && value <= bounds.max))
      return refuse('bad-option', `The sizing ${model.name} does not take ${given || 'a parameter'} = ${value}.`, {
        where: 'sizing',
        fix: `It takes: ${Object.entries(model.parameters)
          .map(([n, p]) => `${n} (${p.min} to ${p.max})`)
          .join(', ')}.`,
      });
    values[name] = value;
  }
  const { high, low, close } = feed.columns;
  const lookback = [values.lookback ?? 20];
  const volatility =
    model.needs === 'volatility'
      ? ensureDefined(indicators.volatility, 'volatility is registered').compute([close], lookback)
      : undefined;
  const range =
    model.needs === 'range'
      ? ensureDefined(indicators.atr, 'atr is registered').compute([high, low, close], lookback)
      : undefined;
  const size = model.size(values);
  const view: SizingView = { equity: 0, cash: 0, price: 0, volatility: Number.NaN, range: Number.NaN };
  return ok((bar, equity, cash) => {
    view.equity = equity;
    view.cash = cash;
    view.price = close[bar] as number;
    if (volatility !== undefined) view.volatility = volatility[bar] as number;
    if (range !== undefined) view.range = range[bar] as number;
    return size(view);
  });
}

/** True when nothing can rest longer than until the next open, so that the fused loop gives what the engine gives. */
export function isFusable(market: Market, options: SignalOptions, rules: AccountRules): boolean {
  const { protection = noProtection, fills, costs } = options;
  const feed = market.feeds[0];
  return (
    market.feeds.length === 1 &&
    feed !== undefined &&
    feed.split === undefined &&
    !feed.pays &&
    !feed.ends &&
    market.tradable[0] === 1 &&
    protection.stopPercent === null &&
    protection.targetPercent === null &&
    protection.trailPercent === null &&
    protection.timeExitBars === null &&
    (fills === undefined ||
      (fills.marketAt === 'next-open' &&
        fills.participation === null &&
        fills.halfSpread === 0 &&
        !fills.slippageInBar)) &&
    (costs === undefined || (costs.fixedSlippageBps !== undefined && costs.holding.length === 0)) &&
    rules.maintenance === 0 &&
    rules.buying !== 'cash' &&
    rules.excess === 'cut' &&
    options.keepFills !== true &&
    hasNoGaps(feed)
  );
}

/** Orders meet only bars that open at or after the close that decided them: where bars overlap, the engine has to look. */
function hasNoGaps(feed: Feed): boolean {
  const { openTime, closeTime } = feed.columns;
  for (let i = 1; i < feed.bars; i++) if ((openTime[i] as number) < (closeTime[i - 1] as number)) return false;
  return true;
}

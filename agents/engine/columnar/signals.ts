/** Runs columns of signals over one series: the call that sweeps, walk-forward and Monte Carlo make thousands of times. */
import { invariant } from '../../../shared/core/assert.ts';
import type { BarColumns, Timeframe } from '../../../shared/domain/bar.ts';
import type { Account } from './account.ts';
import { ColumnEngine } from './engine.ts';
import { type FusedCounts, runFused } from './fused.ts';
import { createMarket, type Feed, type Market, type MarketInstrument } from './market.ts';
import { noCosts } from './run-costs.ts';
import { createSizer, isFusable, noProtection, type SignalColumns, type SignalOptions } from './signal-plan.ts';
import { SignalStrategy } from './signal-strategy.ts';
import { cashAccount, type RunResult } from './strategy.ts';
import { firstAfter, firstAtOrAfter } from './times.ts';

/** Runs the same market with the same options over many signals; all memory is used again. */
export interface SignalRunner {
  readonly market: Market;
  /** What is held after a run. */
  readonly account: Account;
  /** True when the fused loop does the work. */
  readonly isFused: boolean;
  /** The result's columns are overwritten by the next call. @throws InvariantError when a column is not as long as the series. */
  run(signals: SignalColumns): RunResult;
}

/** A market of one series, as signals need it. */
export const oneSeries = (
  columns: BarColumns,
  timeframe: Timeframe = '1d',
  instrument?: Omit<MarketInstrument, 'symbol'>,
): Market => createMarket([{ symbol: 'X', timeframe, columns }], [{ symbol: 'X', ...instrument }]);

/** @param path `event` forces the event engine, e.g. to compare. @throws InvariantError on an unknown sizing or a market of several series. */
export function createSignalRunner(
  market: Market,
  options: SignalOptions,
  path: 'fastest' | 'event' = 'fastest',
): SignalRunner {
  const feed = market.feeds[0] as Feed;
  invariant(market.feeds.length === 1, 'signals run over one series');
  const sizer = createSizer(feed, options.sizing);
  invariant(sizer.ok, sizer.ok ? '' : sizer.error.message);
  const check = (signals: SignalColumns): void => {
    for (const column of [signals.entryLong, signals.exitLong, signals.entryShort, signals.exitShort])
      invariant(column === undefined || column.length === feed.bars, 'a column of signals has a row per bar');
  };
  const rules = options.account ?? cashAccount;
  const engine = new ColumnEngine(market, options);
  if (path === 'event' || !isFusable(market, options, rules)) {
    const strategy = new SignalStrategy(feed.bars, options.protection ?? noProtection, sizer.value);
    return {
      market,
      account: engine.state.account,
      isFused: false,
      run(signals) {
        check(signals);
        strategy.take(signals);
        return engine.run(strategy);
      },
    };
  }
  const { account } = engine.state;
  const { timeline } = market;
  const equity = new Float64Array(timeline.length);
  const first = firstAtOrAfter(timeline, options.from ?? Number.NEGATIVE_INFINITY);
  const end = Math.max(first, firstAfter(timeline, options.to ?? Number.POSITIVE_INFINITY));
  const counts: FusedCounts = { orders: 0, fills: 0, rejected: 0 };
  const input = {
    market,
    account,
    costs: options.costs ?? noCosts,
    rules,
    sizer: sizer.value,
    equity,
    first,
    end,
    never: new Uint8Array(feed.bars),
    excursions: options.excursions ?? true,
  };
  const times = timeline.subarray(first, end);
  const curve = equity.subarray(first, end);
  return {
    market,
    account,
    isFused: true,
    run(signals) {
      check(signals);
      account.clear(options.capital);
      runFused(input, signals, counts);
      return {
        capital: options.capital,
        times,
        equity: curve,
        trades: account.trades,
        fills: undefined,
        totals: account.totals,
        finalEquity: end > first ? (equity[end - 1] as number) : options.capital,
        orders: counts.orders,
        fillCount: counts.fills,
        rejected: counts.rejected,
        marginCalls: 0,
      };
    },
  };
}

/** One run over one series; for many runs make one runner and keep it. */
export const runSignals = (market: Market, signals: SignalColumns, options: SignalOptions): RunResult =>
  createSignalRunner(market, options).run(signals);

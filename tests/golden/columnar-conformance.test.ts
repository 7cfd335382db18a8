/** 72 runs of two independent engines: ours gives every trade, fill and equity sample of both, each by its own conventions. */
import { describe, expect, test } from 'vitest';
import { ColumnEngine } from '../../agents/engine/columnar/engine.ts';
import type { Market } from '../../agents/engine/columnar/market.ts';
import type { AccountRules, Broker, OrderHandle, RunResult, Strategy } from '../../agents/engine/columnar/strategy.ts';
import { library } from '../../shared/quant/indicators/index.ts';
import {
  costsOf,
  differenceOfEquity,
  differenceOfFills,
  differenceOfTrades,
  fillsOfRun,
  type Peer,
  peerCases,
  peerMarket,
  peers,
  tradesOf,
  tradesOfRun,
} from '../support/peer-runs.ts';
import { sharedFolder } from '../support/shared-folder.ts';

interface Parameters {
  readonly strategy: string;
  readonly size: number | string;
  readonly commission: number;
  readonly cash: number;
}

/** -1 leave or go short, 1 enter, 0 nothing; by the rules the cases state. */
function wishes(strategy: string, market: Market): { up: Uint8Array; down: Uint8Array } {
  const close = market.feeds[0]?.columns.close as Float64Array;
  const n = close.length;
  const of = (name: string, series: Float64Array, ...parameters: number[]): Float64Array =>
    (library[name] as (typeof library)[string]).compute([series], parameters);
  const over = (a: Float64Array, b: Float64Array, i: number) =>
    (a[i - 1] as number) < (b[i - 1] as number) && (a[i] as number) > (b[i] as number);
  const mark = (rule: (i: number) => boolean): Uint8Array =>
    Uint8Array.from({ length: n }, (_, i) => (i > 0 && rule(i) ? 1 : 0));
  if (strategy.startsWith('sma_')) {
    const fast = of('sma', close, 10);
    const slow = of('sma', close, 20);
    return { up: mark((i) => over(fast, slow, i)), down: mark((i) => over(slow, fast, i)) };
  }
  if (strategy === 'rsi_mr') {
    const rsi = of('rsi', close, 14);
    return { up: mark((i) => (rsi[i] as number) < 30), down: mark((i) => (rsi[i] as number) > 70) };
  }
  if (strategy === 'bb_breakout_stop') {
    const upper = of('bb_upper', close, 20, 2);
    const middle = of('bb_middle', close, 20, 2);
    return { up: mark((i) => over(close, upper, i)), down: mark((i) => (close[i] as number) < (middle[i] as number)) };
  }
  // Both averages are seeded with the mean of their own first closes, unlike TA-Lib's.
  const fast = of('ema', close, 12);
  const slow = of('ema', close, 26);
  const line = Float64Array.from(close, (_, i) => (fast[i] as number) - (slow[i] as number));
  const signal = new Float64Array(n).fill(Number.NaN);
  signal.set(of('ema', line.slice(25), 9), 25);
  return { up: mark((i) => over(line, signal, i)), down: mark((i) => over(signal, line, i)) };
}

/** The strategies of the cases, by the conventions of one peer. */
class PeerStrategy implements Strategy {
  readonly #parameters: Parameters;
  readonly #peer: Peer;
  readonly #up: Uint8Array;
  readonly #down: Uint8Array;
  #stopFor = 0;
  #stop: OrderHandle = -1;

  constructor(parameters: Parameters, peer: Peer, market: Market) {
    this.#parameters = parameters;
    this.#peer = peer;
    const { up, down } = wishes(parameters.strategy, market);
    this.#up = up;
    this.#down = down;
  }

  /** backtrader's stop is sent when the entry has filled, and works from the next bar. */
  onFill(broker: Broker, symbol: number, signed: number): void {
    if (this.#peer !== 'backtrader' || this.#stopFor === 0 || signed < 0) return;
    const stopPrice = this.#stopFor;
    this.#stop = broker.submit({
      symbol,
      side: 'sell',
      quantity: signed,
      type: 'stop',
      stopPrice,
      purpose: 'stop-loss',
    });
    this.#stopFor = 0;
  }

  onBar(broker: Broker, _feed: number, bar: number): void {
    const held = broker.held(0);
    const up = this.#up[bar] === 1;
    const down = this.#down[bar] === 1;
    const { strategy } = this.#parameters;
    if (strategy === 'sma_longshort') {
      if (up && held <= 0) this.#enter(broker, 1);
      else if (down && held >= 0) this.#enter(broker, -1);
    } else if (up && held === 0) this.#enter(broker, 1);
    else if (down && held > 0) {
      broker.cancel(this.#stop);
      broker.close(0);
    }
  }

  #enter(broker: Broker, sign: 1 | -1): void {
    const { size, strategy } = this.#parameters;
    const held = broker.held(0);
    const close = broker.account.mark[0] as number;
    const last = broker.market.feeds[0]?.columns.close[Math.round((broker.now - 21_600_000) / 86_400_000)] as number;
    const isPercent = typeof size === 'string';
    if (this.#peer === 'backtesting.py') {
      broker.close(0);
      const sized = isPercent ? { share: 0.95 } : { quantity: size };
      const stop = strategy === 'bb_breakout_stop' ? 0.95 * last : null;
      broker.bracket({ symbol: 0, side: sign > 0 ? 'buy' : 'sell', ...sized }, stop, null, null);
      return;
    }
    if (strategy === 'bb_breakout_stop') this.#stopFor = 0.95 * last;
    if (!isPercent) {
      // Closing and opening are two orders that fill at the same open.
      broker.close(0);
      broker.order(0, sign * size);
      return;
    }
    const wanted = sign * 0.95 * broker.equity() - (held === 0 ? 0 : held * close);
    const shares = Math.floor(Math.abs(wanted) / last);
    if (shares > 0) broker.order(0, Math.sign(wanted) * shares);
  }
}

const rules: Readonly<Record<Peer, AccountRules>> = {
  backtrader: { buying: 'cash', leverage: 1, excess: 'refuse', maintenance: 0 },
  'backtesting.py': { buying: 'gross', leverage: 1, excess: 'refuse', maintenance: 0 },
};

const cases = peerCases<Parameters>('backtest');
const markets = new Map<string, Market>();
const marketOf = (name: string): Market => {
  const market = markets.get(name) ?? peerMarket(name);
  markets.set(name, market);
  return market;
};

function play(name: string, parameters: Parameters, peer: Peer): RunResult {
  const market = marketOf(name);
  return new ColumnEngine(market, {
    capital: parameters.cash,
    costs: costsOf([{ name: 'percent', parameters: { percent: parameters.commission * 100 } }]),
    account: rules[peer],
    keepFills: true,
  }).run(new PeerStrategy(parameters, peer, market));
}

describe.skipIf(sharedFolder() === undefined)('two peers (skipped without the reference folder)', () => {
  test('every recorded run is here', () => {
    expect(cases.length).toBe(72);
    expect(cases.every((c) => peers.every((peer) => c.expected[peer] !== undefined))).toBe(true);
  });

  describe.each(peers)('by the conventions of %s', (peer) => {
    test.each(cases.map((c) => [c.id, c] as const))('%s', (_id, c) => {
      const answer = c.expected[peer];
      if (answer === undefined) throw new Error('the case has no such peer');
      const result = play(c.input.data, c.params, peer);
      expect(differenceOfTrades(tradesOfRun(result), tradesOf(c, peer))).toBe('');
      expect(differenceOfEquity(result, c, peer)).toBe('');
      if (answer.fills) expect(differenceOfFills(fillsOfRun(result), answer.fills)).toBe('');
      if (answer.rejected) expect(result.rejected).toBe(answer.rejected.filter((r) => r.status === 'Margin').length);
    });
  });
});

/** Bench: the backtest engine on columns beside the bare stream of its columns, a linear scan of orders and five peers. */
import { ColumnEngine } from '../../agents/engine/columnar/engine.ts';
import { createMarket, type Market } from '../../agents/engine/columnar/market.ts';
import { createSignalRunner, oneSeries } from '../../agents/engine/columnar/signals.ts';
import type { Broker, Strategy } from '../../agents/engine/columnar/strategy.ts';
import { ensureDefined } from '../../shared/core/assert.ts';
import { createRandom } from '../../shared/core/random.ts';
import type { BarColumns } from '../../shared/domain/bar.ts';
import { library } from '../../shared/quant/indicators/index.ts';
import { grademark, type PythonPeers, startPython } from './backtest-peers.ts';
import { atLeast, atMost, type Bench, type Contender, median, type Row, ratios, rotate, spread } from './bench.ts';

const bars = 1_000_000;
/** Bars of the slow peers; our engine runs over as many beside them. */
const hundred = 100_000;
const twenty = 20_000;
const scanBars = 20_000;
const rounds = 7;
const cash = 10_000_000;
const size = 10;
const minute = 60_000;

/** A seeded walk of minute bars. */
function walk(length: number, name = 'bench-backtest', shared = false): BarColumns {
  const random = createRandom(name);
  const make = (): Float64Array =>
    shared ? new Float64Array(new SharedArrayBuffer(length * 8)) : new Float64Array(length);
  const c = {
    openTime: make(),
    closeTime: make(),
    open: make(),
    high: make(),
    low: make(),
    close: make(),
    volume: make(),
    dividend: make(),
  };
  let price = 100;
  for (let i = 0; i < length; i++) {
    c.openTime[i] = i * minute;
    c.closeTime[i] = i * minute + minute - 1;
    const open = price * (1 + 0.0002 * (random.next() - 0.5));
    price = open * (1 + 0.003 * (random.next() - 0.5));
    c.open[i] = open;
    c.close[i] = price;
    c.high[i] = Math.max(open, price) * (1 + 0.0005 * random.next());
    c.low[i] = Math.min(open, price) * (1 - 0.0005 * random.next());
    c.volume[i] = 10_000;
  }
  return c;
}

/** Two averages and their crosses; the columns are kept from run to run, as runners keep theirs. */
class Crosses {
  readonly up: Uint8Array;
  readonly down: Uint8Array;
  readonly #fast: Float64Array;
  readonly #slow: Float64Array;
  constructor(bars: number) {
    this.up = new Uint8Array(bars);
    this.down = new Uint8Array(bars);
    this.#fast = new Float64Array(bars);
    this.#slow = new Float64Array(bars);
  }

  of(close: Float64Array): this {
    const { compute } = ensureDefined(library.sma, 'sma is registered');
    compute([close], [10], this.#fast);
    compute([close], [20], this.#slow);
    const n = close.length;
    for (let from = 0; from < n; from += 4096)
      markCrosses(this.#fast, this.#slow, this.up, this.down, from, Math.min(n, from + 4096));
    return this;
  }
}

function markCrosses(
  fast: Float64Array,
  slow: Float64Array,
  up: Uint8Array,
  down: Uint8Array,
  from: number,
  to: number,
): void {
  let before = from === 0 ? Number.NaN : (fast[from - 1] as number) - (slow[from - 1] as number);
  for (let i = from; i < to; i++) {
    const now = (fast[i] as number) - (slow[i] as number);
    up[i] = before < 0 && now > 0 ? 1 : 0;
    down[i] = before > 0 && now < 0 ? 1 : 0;
    before = now;
  }
}

const crosses = (close: Float64Array): Crosses => new Crosses(close.length).of(close);

/** The first rows. */
const cut = (columns: BarColumns, count: number): BarColumns =>
  Object.fromEntries(
    Object.entries(columns).map(([name, column]) => [name, column.subarray(0, count)]),
  ) as unknown as BarColumns;

/** The cross as a strategy of the event engine, signals given. */
class Cross implements Strategy {
  readonly #up: Uint8Array;
  readonly #down: Uint8Array;
  readonly #isBracket: boolean;
  constructor(up: Uint8Array, down: Uint8Array, isBracket = false) {
    this.#up = up;
    this.#down = down;
    this.#isBracket = isBracket;
  }
  onBar(broker: Broker, _feed: number, bar: number): void {
    if (this.#up[bar] === 1) {
      if (broker.held(0) !== 0) return;
      if (!this.#isBracket) broker.order(0, size);
      else {
        const close = broker.market.feeds[0]?.columns.close[bar] as number;
        broker.bracket({ symbol: 0, side: 'buy', quantity: size }, close * 0.99, close * 1.01, null);
      }
    } else if (this.#down[bar] === 1 && broker.held(0) !== 0) broker.close(0);
  }
}

/** Two hundred limits far away, and a market order now and then. */
class FarLimits implements Strategy {
  onBar(broker: Broker, _feed: number, bar: number): void {
    if (bar === 0)
      for (let k = 0; k < 100; k++) {
        broker.submit({ symbol: 0, side: 'buy', quantity: 1, type: 'limit', limitPrice: 1 + k / 100 });
        broker.submit({ symbol: 0, side: 'sell', quantity: 1, type: 'limit', limitPrice: 1e6 + k });
      }
    if (bar % 400 === 399) broker.order(0, bar % 800 === 399 ? size : -size);
  }
}

/**
 * The median of some goes, in processor time of this process: what waits for a processor does not count, so that a busy
 * machine spoils less, and a collection of garbage in a run of a millisecond does not decide.
 */
const nsPerBar = (work: () => unknown, count: number, goes = 3): number =>
  median(
    Array.from({ length: goes }, () => {
      const from = process.cpuUsage();
      work();
      const { user, system } = process.cpuUsage(from);
      return ((user + system) * 1e3) / count;
    }),
  );

function near(a: number, b: number, what: string): void {
  if (!(Math.abs(a - b) <= 1e-9 * Math.abs(b))) throw new Error(`${what}: ${a}, not ${b}`);
}

/** Peak of the process so far and what columns take, for the two large markets. */
function large(name: string, market: Market, run: () => number): string {
  const from = performance.now();
  const equity = run();
  const seconds = (performance.now() - from) / 1000;
  const total = market.feeds.reduce((sum, f) => sum + f.bars, 0);
  if (!Number.isFinite(equity)) throw new Error(`${name}: the equity is no number`);
  const mega = (bytes: number): string => `${Math.round(bytes / 1e6).toLocaleString('en')} MB`;
  return `${name}: ${total.toLocaleString('en')} bars in ${seconds.toFixed(2)} s, ${((seconds * 1e9) / total).toFixed(0)} ns a bar; columns ${mega(market.bytes)}, peak of the process ${mega(process.resourceUsage().maxRSS * 1024)}`;
}

export const backtestSpeed: Bench = {
  name: 'backtest',
  title: `SMA cross over ${bars.toLocaleString('en')} bars: fused and event engine beside the stream of columns and peers, in processor time`,
  async run() {
    const columns = walk(bars);
    const market = oneSeries(columns, '1m');
    const { up, down } = crosses(columns.close);
    const options = { capital: cash, sizing: { name: 'fixed', parameters: { shares: size } } };
    const fused = createSignalRunner(market, { ...options, excursions: false });
    const engine = new ColumnEngine(market, { capital: cash, excursions: false });
    const cross = new Cross(up, down);
    const kept = new Crosses(bars);
    const whole = new Cross(kept.up, kept.down);
    const [engine100k, engine20k] = [hundred, twenty].map(
      (count) => new ColumnEngine(oneSeries(cut(columns, count), '1m'), { capital: cash, excursions: false }),
    ) as [ColumnEngine, ColumnEngine];
    const bracket = new Cross(up, down, true);
    const scanMarket = oneSeries(walk(scanBars, 'bench-scan'), '1m');
    const skipping = new ColumnEngine(scanMarket, { capital: 1e12, keepFills: true });
    const scanning = new ColumnEngine(scanMarket, { capital: 1e12, keepFills: true });
    scanning.state.matcher.skips = false;
    const equity = engine.run(cross).finalEquity;
    near(fused.run({ entryLong: up, exitLong: down }).finalEquity, equity, 'fused loop');
    const a = skipping.run(new FarLimits());
    const b = scanning.run(new FarLimits());
    near(a.finalEquity, b.finalEquity, 'linear scan');
    if (a.fillCount !== b.fillCount) throw new Error('the linear scan fills otherwise');

    const { open, high, low, close, volume } = columns;
    let sink = 0;
    const contenders: Record<string, Contender> = {
      stream: () =>
        nsPerBar(() => {
          let sum = 0;
          for (let i = 0; i < bars; i++)
            sum +=
              (open[i] as number) +
              (high[i] as number) +
              (low[i] as number) +
              (close[i] as number) +
              (volume[i] as number);
          sink += sum;
        }, bars),
      fused: () => nsPerBar(() => fused.run({ entryLong: up, exitLong: down }), bars),
      event: () => nsPerBar(() => engine.run(cross), bars),
      bracket: () => nsPerBar(() => engine.run(bracket), bars),
      whole: () =>
        nsPerBar(() => {
          kept.of(close);
          near(engine.run(whole).finalEquity, equity, 'whole run');
        }, bars),
      'whole-fused': () =>
        nsPerBar(() => {
          kept.of(close);
          near(fused.run({ entryLong: kept.up, exitLong: kept.down }).finalEquity, equity, 'whole fused run');
        }, bars),
      'event-100k': () => nsPerBar(() => engine100k.run(cross), hundred, 15),
      'event-20k': () => nsPerBar(() => engine20k.run(cross), twenty, 15),
      skip: () => nsPerBar(() => skipping.run(new FarLimits()), scanBars),
      scan: () => nsPerBar(() => scanning.run(new FarLimits()), scanBars),
    };
    const notes: string[] = [
      'Each round takes the median of 3 goes (15 where ours lasts about a millisecond, 1 of backtesting.py and backtrader).',
      'Ours keeps its columns from run to run and, like vectorbt, does not work out the extremes of trades. 100k and 20k: the first bars.',
    ];
    const mark = await grademark(columns, hundred, up, down);
    if (mark === undefined) notes.push('SKIPPED grademark: it is not installed.');
    else contenders.grademark = () => nsPerBar(mark, hundred);
    const python = await startPython(columns, cash, size);
    if ('skipped' in python) notes.push(`SKIPPED vectorbt, backtesting.py, backtrader: ${python.skipped}.`);
    else await addPython(contenders, notes, python, columns, up, down);

    const figures = await rotate(contenders, rounds);
    if (!('skipped' in python)) python.close();
    if (!Number.isFinite(sink)) throw new Error('the stream came to nothing');
    const of = (name: string): number[] => figures[name] as number[];
    const rows: Row[] = Object.keys(contenders).map((name) => ({
      label: `${name}, a bar`,
      unit: 'ns',
      ...spread(of(name)),
    }));
    const ratio = (label: string, over: string, under: string, goal: (r: number[]) => Row['goal']): void => {
      if (figures[over] === undefined) return;
      const values = ratios(of(over), of(under));
      const judged = goal(values);
      rows.push({ label, unit: 'x', ...spread(values), ...(judged === undefined ? {} : { goal: judged }) });
    };
    ratio('fused loop / stream', 'fused', 'stream', (r) => atMost(r, 2, '2x the stream'));
    ratio('event engine / stream', 'event', 'stream', (r) => atMost(r, 6, '6x the stream'));
    ratio('event engine with brackets / stream', 'bracket', 'stream', () => undefined);
    ratio('200 far limits, linear scan / ours', 'scan', 'skip', (r) => atLeast(r, 8, '8x'));
    ratio('vectorbt end to end / our whole run', 'vectorbt', 'whole', (r) => atLeast(r, 8, '8x'));
    ratio('vectorbt end to end / our whole run, fused', 'vectorbt', 'whole-fused', () => undefined);
    ratio('vectorbt from_signals / event engine', 'from_signals', 'event', (r) => atLeast(r, 3, '3x'));
    ratio('vectorbt from_signals / fused loop', 'from_signals', 'fused', () => undefined);
    ratio('grademark / event engine, 100k bars', 'grademark', 'event-100k', (r) => atLeast(r, 30, '30x'));
    ratio('backtesting.py / event engine, 100k bars', 'backtesting.py', 'event-100k', (r) => atLeast(r, 500, '500x'));
    ratio('backtrader / event engine, 20k bars', 'backtrader', 'event-20k', (r) => atLeast(r, 5000, '5,000x'));
    return { rows, notes: [...notes, ...largeMarkets()] };
  },
};

async function addPython(
  contenders: Record<string, Contender>,
  notes: string[],
  python: PythonPeers,
  columns: BarColumns,
  up: Uint8Array,
  down: Uint8Array,
): Promise<void> {
  const expected = (count: number): number => {
    const market = oneSeries(cut(columns, count), '1m');
    return new ColumnEngine(market, { capital: cash }).run(new Cross(up, down)).finalEquity;
  };
  for (const [peer, count, goes] of [
    ['vectorbt', bars, 3],
    ['from_signals', bars, 3],
    ['backtesting.py', hundred, 1],
    ['backtrader', twenty, 1],
  ] as const) {
    try {
      near((await python.ask(peer, count)).equity, expected(count), peer);
      contenders[peer] = async () => {
        const spent: number[] = [];
        for (let go = 0; go < goes; go++) spent.push((await python.ask(peer, count)).ms);
        return (median(spent) * 1e6) / count;
      };
    } catch (error) {
      notes.push(`SKIPPED ${peer}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
}

/** Ten million bars of one series, and 500 symbols over twenty years of days: what they take, within a stated limit. */
function largeMarkets(): string[] {
  const lines: string[] = [];
  {
    const columns = walk(10_000_000, 'bench-ten-million', true);
    const market = createMarket([{ symbol: 'X', timeframe: '1m', columns }]);
    const { up, down } = crosses(columns.close);
    const engine = new ColumnEngine(market, { capital: cash });
    lines.push(large('10 million bars', market, () => engine.run(new Cross(up, down)).finalEquity));
  }
  const days = 20 * 252;
  const base = walk(days + 500, 'bench-days', true);
  const symbols = Array.from({ length: 500 }, (_, k) => {
    // Each symbol has columns of its own, cut from one walk at another place; times are shared.
    const piece = (c: Float64Array): Float64Array => c.slice(k, k + days);
    const columns = Object.fromEntries(
      Object.entries(base).map(([name, c]) => [name, name.endsWith('Time') ? c.subarray(0, days) : piece(c)]),
    ) as unknown as BarColumns;
    return { symbol: `S${k}`, timeframe: '1d' as const, columns };
  });
  const market = createMarket(symbols);
  const engine = new ColumnEngine(market, { capital: cash });
  const signals = symbols.map((s) => crosses(s.columns.close));
  const many: Strategy = {
    onBar(broker, feed, bar) {
      const own = signals[feed];
      if (own?.up[bar] === 1 && broker.held(feed) === 0) broker.order(feed, size);
      else if (own?.down[bar] === 1) broker.close(feed);
    },
  };
  lines.push(large('500 symbols x 20 years of days', market, () => engine.run(many).finalEquity));
  const limit = 3e9;
  const peak = process.resourceUsage().maxRSS * 1024;
  lines.push(
    `memory limit of the bench: ${limit / 1e9} GB; ${peak <= limit ? 'kept' : `EXCEEDED: ${Math.round(peak / 1e6)} MB`}`,
  );
  if (peak > limit) throw new Error(`the bench took ${Math.round(peak / 1e6)} MB of memory`);
  return lines;
}

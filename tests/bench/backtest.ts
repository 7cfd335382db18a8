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
import { atLeast, atMost, type Bench, type Contender, type Row, ratios, rotate, spread } from './bench.ts';

const bars = 1_000_000;
const grademarkBars = 20_000;
const pythonBars = 20_000;
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

const sma = (close: Float64Array, length: number): Float64Array =>
  ensureDefined(library.sma, 'sma is registered').compute([close], [length]);

function crosses(close: Float64Array): { up: Uint8Array; down: Uint8Array } {
  const fast = sma(close, 10);
  const slow = sma(close, 20);
  const n = close.length;
  const up = new Uint8Array(n);
  const down = new Uint8Array(n);
  for (let i = 20; i < n; i++) {
    const before = (fast[i - 1] as number) - (slow[i - 1] as number);
    const now = (fast[i] as number) - (slow[i] as number);
    if (before < 0 && now > 0) up[i] = 1;
    else if (before > 0 && now < 0) down[i] = 1;
  }
  return { up, down };
}

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

/** Processor time of this process: what waits for a processor does not count, so that a busy machine spoils less. */
const nsPerBar = (work: () => unknown, count: number): number => {
  const from = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(from);
  return ((user + system) * 1e3) / count;
};

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
    const engine = new ColumnEngine(market, { capital: cash });
    const cross = new Cross(up, down);
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
          const own = crosses(close);
          near(engine.run(new Cross(own.up, own.down)).finalEquity, equity, 'whole run');
        }, bars),
      skip: () => nsPerBar(() => skipping.run(new FarLimits()), scanBars),
      scan: () => nsPerBar(() => scanning.run(new FarLimits()), scanBars),
    };
    const notes: string[] = [];
    const mark = await grademark(columns, grademarkBars, up, down);
    if (mark === undefined) notes.push('SKIPPED grademark: it is not installed.');
    else contenders.grademark = () => nsPerBar(mark, grademarkBars);
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
    ratio('vectorbt from_signals / event engine', 'from_signals', 'event', (r) => atLeast(r, 3, '3x'));
    ratio('grademark / event engine', 'grademark', 'event', (r) => atLeast(r, 30, '30x'));
    ratio('backtesting.py / event engine', 'backtesting.py', 'event', (r) => atLeast(r, 500, '500x'));
    ratio('backtrader / event engine', 'backtrader', 'event', (r) => atLeast(r, 5000, '5,000x'));
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
    const cut = Object.fromEntries(Object.entries(columns).map(([k, c]) => [k, c.subarray(0, count)]));
    const market = oneSeries(cut as unknown as BarColumns, '1m');
    return new ColumnEngine(market, { capital: cash }).run(new Cross(up, down)).finalEquity;
  };
  for (const [peer, count] of [
    ['vectorbt', bars],
    ['from_signals', bars],
    ['backtesting.py', pythonBars],
    ['backtrader', pythonBars],
  ] as const) {
    try {
      near((await python.ask(peer, count)).equity, expected(count), peer);
      contenders[peer] = async () => ((await python.ask(peer, count)).ms * 1e6) / count;
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
    const cut = (c: Float64Array): Float64Array => c.slice(k, k + days);
    const columns = Object.fromEntries(
      Object.entries(base).map(([name, c]) => [name, name.endsWith('Time') ? c.subarray(0, days) : cut(c)]),
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

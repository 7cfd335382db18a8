/** Bench: a thousand pairs of averages beside vectorbt and C, one worker beside two, and ten thousand points in bounded memory. */
import { defaultStrategyLimits } from '../../agents/engine/orders/default-limits.ts';
import { plainKernel } from '../../agents/engine/studies/sweep/kernel/plain.ts';
import {
  type CrossingTable,
  columnOf,
  layOut,
  runCombinations,
  setChoices,
  setPrices,
  summaryOf,
} from '../../agents/engine/studies/sweep/kernel/table.ts';
import { vectorKernel } from '../../agents/engine/studies/sweep/kernel/vector.ts';
import { runSweep } from '../../agents/engine/studies/sweep/run-sweep.ts';
import type { SweepRequest } from '../../agents/engine/studies/sweep/sweep.ts';
import { createWallClock } from '../../agents/kernel/clock.ts';
import type { Dataset } from '../../agents/kernel/ports.ts';
import { createWorkerPool, type WorkerPool } from '../../agents/kernel/worker-pool.ts';
import { createRandom } from '../../shared/core/random.ts';
import { type BarColumns, barColumnNames } from '../../shared/domain/bar.ts';
import { library } from '../../shared/quant/indicators/index.ts';
import { crossingSpec, studyOf } from '../support/study-fixture.ts';
import { atLeast, atMost, type Bench, type Contender, type Row, ratios, rotate, spread, timed } from './bench.ts';
import { type Grid, type GridAnswer, type Peer, startC, startVectorbt } from './sweep-peers.ts';

const rounds = 7;
/** vectorbt takes seconds for what takes us milliseconds: it gets fewer turns. */
const patientRounds = 3;
const fast = Array.from({ length: 25 }, (_, i) => 5 + i);
const slow = Array.from({ length: 40 }, (_, i) => 35 + 5 * i);
const combinations = fast.length * slow.length;
/** Columns vectorbt runs at a time: all of them at once would need gigabytes. */
const vectorbtColumns = 125;
/** Bars above which vectorbt takes so long that it is asked once, outside the turns. */
const patienceBars = 50_000;

function prices(bars: number): Pick<Grid, 'open' | 'close'> {
  const random = createRandom('bench-sweep');
  const [open, close] = [new Float64Array(bars), new Float64Array(bars)];
  let price = 100;
  for (let i = 0; i < bars; i++) {
    open[i] = price * Math.exp(0.0005 * random.normal());
    price = (open[i] as number) * Math.exp(0.002 * random.normal());
    close[i] = price;
  }
  return { open, close };
}

const average = (close: Float64Array, length: number): Float64Array => {
  const sma = library.sma;
  if (sma === undefined) throw new Error('the library has an average');
  return sma.compute([close], [length]);
};

/** Everything from prices to results, in this thread. */
function prepare({ open, close, fee, capital }: Grid): CrossingTable {
  const bars = close.length;
  const laid = layOut({
    bars,
    columns: fast.length + slow.length,
    combinations,
    mode: 'all-in',
    capital,
    fraction: 1,
    costs: { commission: fee, slippage: 0 },
  });
  if (!laid.ok) throw new Error(laid.error.message);
  const table = laid.value;
  setPrices(table, open, close);
  [...fast, ...slow].forEach((length, i) => {
    columnOf(table, i).set(average(close, length));
  });
  const pairs = fast.flatMap((_, f) => slow.map((_s, s) => [f, fast.length + s] as const));
  setChoices(
    table,
    pairs.map(([f]) => f),
    pairs.map(([, s]) => s),
  );
  return table;
}

const run = (table: CrossingTable, kind: 'plain' | 'vector'): void => {
  const { memory, mode, call } = table;
  const kernel = kind === 'plain' ? plainKernel(memory.buffer, mode, call) : vectorKernel(memory, mode, call);
  runCombinations(table, kernel, 0, combinations);
};

/** What is timed must be the same thing. */
function checkEqual(table: CrossingTable, answer: GridAnswer, who: string): void {
  for (let k = 0; k < combinations; k++) {
    const { finalEquity, maxDrawdown, trades } = summaryOf(table, k);
    const near = (a: number, b: number): boolean => Math.abs(a - b) <= 1e-9 * Math.max(Math.abs(a), Math.abs(b));
    if (!near(finalEquity, answer.equity[k] as number) || !near(maxDrawdown, answer.drawdown[k] as number))
      throw new Error(`${who}, combination ${k}: ${answer.equity[k]}, not ${finalEquity}`);
    if (trades !== answer.trades[k])
      throw new Error(`${who}, combination ${k}: ${answer.trades[k]} trades, not ${trades}`);
  }
}

async function beside(bars: number, notes: string[]): Promise<Row[]> {
  const grid: Grid = { ...prices(bars), fast, slow, fee: 0.001, capital: 10_000 };
  const averages = [...fast, ...slow].map((length) => average(grid.close, length));
  const table = prepare(grid);
  const peers: Record<string, Peer> = { vectorbt: await startVectorbt(grid), c: await startC(grid, averages) };
  const nanoseconds = (ms: number): number => (ms * 1e6) / bars / combinations;
  const contenders: Record<string, Contender> = {
    'plain with averages': async () => nanoseconds(await timed(() => run(prepare(grid), 'plain'))),
    'vector with averages': async () => nanoseconds(await timed(() => run(prepare(grid), 'vector'))),
    plain: async () => nanoseconds(await timed(() => run(table, 'plain'))),
    vector: async () => nanoseconds(await timed(() => run(table, 'vector'))),
  };
  let once: number | undefined;
  let vectorbt: Contender | undefined;
  for (const [name, peer] of Object.entries(peers)) {
    if ('skipped' in peer) {
      notes.push(`SKIPPED ${peer.skipped}`);
      continue;
    }
    const line = name === 'vectorbt' ? String(vectorbtColumns) : 'run';
    run(table, 'vector');
    const answer = await peer.ask(line);
    checkEqual(table, answer, name);
    if (name === 'vectorbt') {
      if (bars > patienceBars) once = nanoseconds(answer.ms);
      else vectorbt = async () => nanoseconds((await peer.ask(line)).ms);
    } else contenders[name] = async () => nanoseconds((await peer.ask(line)).ms);
    notes.push(`${name} at ${bars.toLocaleString('en')} bars: ${peer.ready}, equal results to 1e-9`);
  }
  const figures = await rotate(contenders, rounds);
  const beside =
    vectorbt === undefined
      ? undefined
      : await rotate(
          {
            vectorbt,
            plain: contenders['plain with averages'] as Contender,
            vector: contenders['vector with averages'] as Contender,
          },
          patientRounds,
        );
  for (const peer of Object.values(peers)) if (!('skipped' in peer)) peer.close();
  const of = (name: string): number[] => figures[name] as number[];
  const size = `${bars / 1000}k bars`;
  const rows: Row[] = Object.keys(contenders).map((name) => ({
    label: `${size}: ${name}, a bar and combination`,
    unit: 'ns',
    ...spread(of(name)),
  }));
  const ratio = (label: string, values: number[], goal?: Row['goal']): void => {
    rows.push({ label: `${size}: ${label}`, unit: 'x', ...spread(values), ...(goal && { goal }) });
  };
  if (once !== undefined) rows.push({ label: `${size}: vectorbt, asked once`, unit: 'ns', ...spread([once]) });
  if (beside !== undefined) {
    rows.push({ label: `${size}: vectorbt, a bar and combination`, unit: 'ns', ...spread(beside.vectorbt) });
    const vector = ratios(beside.vectorbt, beside.vector);
    ratio('vectorbt / WebAssembly, with averages', vector, atLeast(vector, 100, '100x'));
    const plain = ratios(beside.vectorbt, beside.plain);
    ratio('vectorbt / JavaScript, with averages', plain, atLeast(plain, 35, '35x'));
  }
  if (figures.c) {
    const native = ratios(of('vector'), figures.c);
    ratio('WebAssembly / C', native, atMost(native, 3, '3x'));
  }
  ratio('JavaScript / WebAssembly', ratios(of('plain'), of('vector')));
  return rows;
}

/** One series in shared memory, as the store hands it to workers. */
function sharedDataset(bars: number): Dataset {
  const { open, close } = prices(bars);
  const columns = {} as { -readonly [K in keyof BarColumns]: Float64Array };
  for (const name of barColumnNames) columns[name] = new Float64Array(new SharedArrayBuffer(8 * bars));
  columns.open.set(open);
  columns.close.set(close);
  for (let i = 0; i < bars; i++) {
    columns.openTime[i] = i * 60_000;
    columns.closeTime[i] = (i + 1) * 60_000 - 1;
    columns.high[i] = Math.max(open[i] as number, close[i] as number);
    columns.low[i] = Math.min(open[i] as number, close[i] as number);
  }
  const series = { symbol: 'SA', timeframe: '1d' as const, columns };
  return {
    manifest: {
      id: 'ds-00000000000000be',
      name: 'bench',
      synthetic: true,
      source: 'bench',
      benchmark: null,
      instruments: [],
      series: [
        {
          symbol: 'SA',
          timeframe: '1d',
          bars,
          from: 0,
          to: bars * 60_000,
          hash: '0'.repeat(64),
          qualityScore: 1,
          issues: [],
        },
      ],
      newsCount: 0,
      macro: [],
    },
    series: (symbol) => (symbol === 'SA' ? series : undefined),
    news: [],
    macro: [],
  };
}

const megabytes = 2 ** 20;
/** Stated limit of a 10,000-point sweep over 100,000 bars: 163 MB of shared columns, and what two workers and the table of results take. */
const memoryLimitMb = 450;

const bars = 100_000;
const clock = createWallClock();
const poolsOver = (dataset: Dataset, sizes: readonly number[]): WorkerPool[] =>
  sizes.map((size) => createWorkerPool({ size, ports: { datasets: { open: async () => dataset } }, timers: clock }));

async function sweepOver(
  dataset: Dataset,
  pool: WorkerPool | undefined,
  fasts: readonly number[],
  slows: readonly number[],
) {
  if (pool === undefined) throw new Error('there is a pool');
  const request: SweepRequest = {
    study: { ...studyOf(dataset, crossingSpec), limits: defaultStrategyLimits },
    space: [
      { name: 'fast', values: fasts },
      { name: 'slow', values: slows },
    ],
    method: 'grid',
    budget: 1_000_000,
    objective: 'sharpe',
    leastTrades: 1,
    seed: 1,
    engine: 'fast',
  };
  const result = await runSweep(request, { runtime: { pool, timers: clock, stopwatch: clock }, watch: {}, dataset });
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}

/** Runs first: what earlier sweeps left behind would hide what this one takes. */
async function memory(): Promise<Row[]> {
  const dataset = sharedDataset(bars);
  const [pool] = poolsOver(dataset, [2]);
  const before = process.memoryUsage().rss;
  let highest = before;
  const watch = setInterval(() => {
    highest = Math.max(highest, process.memoryUsage().rss);
  }, 5);
  const wide = (from: number, count: number): number[] => Array.from({ length: count }, (_, i) => from + i);
  const large = await sweepOver(dataset, pool, wide(5, 100), wide(110, 100));
  clearInterval(watch);
  await pool?.close();
  if (large.tried !== 10_000) throw new Error(`${large.tried} variants, not 10,000`);
  const shared = large.sharedBytes / megabytes;
  const grown = (highest - before) / megabytes;
  return [
    { label: '10,000 points over 100k bars: shared columns', unit: 'MB', ...spread([shared]) },
    {
      label: '10,000 points over 100k bars: growth of the process',
      unit: 'MB',
      ...spread([grown]),
      goal: atMost([grown], memoryLimitMb, `${memoryLimitMb} MB`),
    },
  ];
}

async function workers(): Promise<Row[]> {
  const dataset = sharedDataset(bars);
  const pools = poolsOver(dataset, [1, 2]);
  const figures = await rotate(
    {
      one: () => timed(async () => void (await sweepOver(dataset, pools[0], fast, slow))),
      two: () => timed(async () => void (await sweepOver(dataset, pools[1], fast, slow))),
    },
    rounds,
  );
  const times = ratios(figures.one, figures.two);
  await Promise.all(pools.map((pool) => pool.close()));
  return [
    { label: '100k bars: sweep in the pool, two workers', unit: 'ms', ...spread(figures.two) },
    {
      label: '100k bars: one worker / two',
      unit: 'x',
      ...spread(times),
      goal: atLeast(times, 1.5, '1.5x (idle machine)'),
    },
  ];
}

export const sweepSpeed: Bench = {
  name: 'sweep',
  title: `${combinations.toLocaleString('en')} pairs of averages: own kernels beside vectorbt and C, workers, memory`,
  async run() {
    const notes: string[] = [];
    const rows = [
      ...(await memory()),
      ...(await beside(20_000, notes)),
      ...(await beside(100_000, notes)),
      ...(await workers()),
    ];
    return { rows, notes };
  },
};

/** Bench: six common indicators over a million points beside TA-Lib in C and two npm libraries, all over the same prices in the same run. */
import { createRandom } from '../../shared/core/random.ts';
import { library, lines } from '../../shared/quant/indicators/index.ts';
import { atLeast, atMost, type Bench, type Contender, type Row, ratios, rotate, spread, timed } from './bench.ts';
import { loadPeers, type Peer, type Prices } from './indicator-peers.ts';
import { findTalibs, startTalib, type Talib } from './talib.ts';

const points = 1_000_000;
/** The npm libraries take a share of the points; figures are nanoseconds per point. */
const theirPoints = 100_000;
const rounds = 9;
/** Of so many goes in a round the best counts, for every contender: a few milliseconds are shorter than a slice of a busy machine. */
const goes = 5;
/** Calls before anything is timed: a call takes milliseconds, the compiler needs tens of them. */
const warmUps = 20;

async function best(go: () => number | Promise<number>): Promise<number> {
  let least = Number.POSITIVE_INFINITY;
  for (let k = 0; k < goes; k++) least = Math.min(least, await go());
  return least;
}

function prices(): Prices {
  const random = createRandom('bench-indicators');
  const [high, low, close] = [new Float64Array(points), new Float64Array(points), new Float64Array(points)];
  let price = 100;
  for (let i = 0; i < points; i++) {
    price *= Math.exp(0.001 * random.normal());
    close[i] = price;
    high[i] = price * (1 + 0.002 * random.next());
    low[i] = price * (1 - 0.002 * random.next());
  }
  return { high, low, close };
}

/** Kernels: the indicator, or the lines that belong together and that every peer gives in one call. */
const kernels = {
  sma: ['sma', [20]],
  ema: ['ema', [20]],
  rsi: ['rsi', [14]],
  atr: ['atr', [14]],
  macd: ['macd', [12, 26, 9]],
  bands: ['bb', [20, 2]],
} as const;
type Kernel = keyof typeof kernels;

/** One kernel over all rows; answers its first column. `reused`: columns are handed in, as TA-Lib's callers do. */
function ownKernel(name: Kernel, p: Prices, columns: readonly Float64Array[]) {
  const [own, parameters] = kernels[name];
  const together = lines[own];
  const single = library[own];
  const inputNames = (together?.members[0] ?? single)?.inputs;
  if (inputNames === undefined) throw new Error(`no ${own}`);
  const inputs = inputNames.map((i) => p[i === 'high' || i === 'low' ? i : 'close']);
  return (reused: boolean): Float64Array => {
    if (together) return together.compute(inputs, parameters, reused ? columns : undefined)[0] as Float64Array;
    return single?.compute(inputs, parameters, reused ? columns[0] : undefined) as Float64Array;
  };
}

/** Geometric means over the kernels, round by round. */
const geometric = (each: readonly number[][]): number[] =>
  Array.from({ length: rounds }, (_, r) =>
    Math.exp(each.reduce((sum, list) => sum + Math.log(list[r] as number), 0) / each.length),
  );

/** The goals were set against TA-Lib's C before it worked several rows at once. */
const isGoal = (version: string): boolean => /^0\.[0-7]\./.test(version);

async function race(p: Prices, talibs: readonly Talib[]): Promise<Row[]> {
  const peers = await loadPeers(p, theirPoints);
  const columns = [new Float64Array(points), new Float64Array(points), new Float64Array(points)];
  const rows: Row[] = [];
  /** Ratios by contender, kernel by kernel, round by round: peer / own, or own / TA-Lib. */
  const logs: Record<string, number[][]> = {};
  const log = (peer: string, times: number[]): void => {
    logs[peer] = [...(logs[peer] ?? []), times];
  };
  for (const name of Object.keys(kernels) as Kernel[]) {
    const work = ownKernel(name, p, columns);
    const last = work(true).at(-1) as number;
    const time = (reused: boolean) => () => best(async () => ((await timed(() => void work(reused))) * 1e6) / points);
    for (let k = 0; k < warmUps; k++) work(k % 2 === 0);
    const contenders: Record<string, Contender> = { own: time(true), fresh: time(false) };
    for (const talib of talibs) {
      const answer = await talib.run(name);
      if (!(Math.abs(answer.last - last) <= 1e-10 * Math.abs(last) + 1e-8))
        throw new Error(`TA-Lib ${talib.version} ${name}: ${answer.last}, not ${last}`);
      contenders[`TA-Lib ${talib.version}`] = () => best(async () => (await talib.run(name)).nanoseconds);
    }
    for (const [peer, table] of Object.entries(peers ?? {})) {
      const theirs = (table[name] as Peer)();
      // What is timed must be the same thing: two of the libraries start or round a little differently.
      const mine = work(true)[theirPoints - 1] as number;
      if (!(Math.abs(theirs - mine) <= 0.01 * Math.abs(mine) + 0.01))
        throw new Error(`${peer} ${name}: ${theirs}, not ${mine}`);
      contenders[peer] = () =>
        best(async () => ((await timed(() => void (table[name] as Peer)())) * 1e6) / theirPoints);
    }
    const figures = await rotate(contenders, rounds);
    const own = figures.own as number[];
    rows.push({ label: `${name}, a point`, unit: 'ns', ...spread(own) });
    rows.push({ label: `${name}, into fresh columns, a point`, unit: 'ns', ...spread(figures.fresh as number[]) });
    for (const { version } of talibs) {
      const times = ratios(own, figures[`TA-Lib ${version}`] as number[]);
      log(`TA-Lib ${version}`, times);
      rows.push({
        label: `${name}, own / TA-Lib ${version} in C`,
        unit: 'x',
        ...spread(times),
        ...(isGoal(version) ? { goal: atMost(times, 1.7, '1.7x') } : {}),
      });
    }
    for (const peer of Object.keys(peers ?? {})) {
      const times = ratios(figures[peer] as number[], own);
      log(peer, times);
      rows.push({ label: `${name}, ${peer} / own`, unit: 'x', ...spread(times) });
    }
  }
  for (const { version } of talibs) {
    const means = geometric(logs[`TA-Lib ${version}`] ?? []);
    rows.push({
      label: `geometric mean, own / TA-Lib ${version} in C`,
      unit: 'x',
      ...spread(means),
      ...(isGoal(version) ? { goal: atMost(means, 0.8, '0.8x') } : {}),
    });
  }
  for (const [peer, goal] of [
    ['technicalindicators', 50],
    ['trading-signals', 15],
  ] as const) {
    if (logs[peer] === undefined) continue;
    const means = geometric(logs[peer]);
    rows.push({
      label: `geometric mean, ${peer} / own`,
      unit: 'x',
      ...spread(means),
      goal: atLeast(means, goal, `${goal}x`),
    });
  }
  return rows;
}

export const indicatorSpeed: Bench = {
  name: 'indicators',
  title: `six indicators over ${points.toLocaleString('en')} points beside TA-Lib, technicalindicators and trading-signals`,
  async run() {
    const p = prices();
    const talibs: Talib[] = [];
    for (const where of await findTalibs()) {
      const started = await startTalib(where, [p.high, p.low, p.close]);
      if (started) talibs.push(started);
    }
    try {
      const rows = await race(p, talibs);
      return {
        rows,
        notes: [
          `In every round the best of ${goes} goes counts, for every contender.`,
          ...(rows.some((row) => row.label.includes('trading-signals'))
            ? []
            : ['SKIPPED peers: technicalindicators and trading-signals are not installed.']),
          ...(talibs.length > 0
            ? [
                'TA-Lib writes into columns it is handed, as own does here; from 0.8 on it works several rows at once: those ratios stand without a goal.',
              ]
            : ['SKIPPED peer: TA-Lib. QUANTAI_TALIB may name its shared library; npm run test:parity installs one.']),
        ],
      };
    } finally {
      for (const talib of talibs) await talib.stop();
    }
  },
};

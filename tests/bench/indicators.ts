/** Bench: six common indicators over a million points beside two npm libraries, all over the same prices in the same run. */
import { createRandom } from '../../shared/core/random.ts';
import { library } from '../../shared/quant/indicators/index.ts';
import { atLeast, type Bench, type Row, ratios, rotate, spread, timed } from './bench.ts';

const points = 1_000_000;
/** The libraries take a share of the points, or a round would last minutes; figures are nanoseconds per point. */
const theirPoints = 100_000;
const rounds = 7;

interface Prices {
  readonly high: Float64Array;
  readonly low: Float64Array;
  readonly close: Float64Array;
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

type Peer = () => number;
/** Each peer's own way over all its points; answers its last value. */
interface Peers {
  readonly technicalindicators: Readonly<Record<string, Peer>>;
  readonly 'trading-signals': Readonly<Record<string, Peer>>;
}

async function loadPeers(p: Prices): Promise<Peers | undefined> {
  try {
    const ti = await import('technicalindicators');
    const ts = await import('trading-signals');
    const values = Array.from(p.close.subarray(0, theirPoints));
    const high = Array.from(p.high.subarray(0, theirPoints));
    const low = Array.from(p.low.subarray(0, theirPoints));
    const candles = values.map((close, i) => ({ high: high[i] as number, low: low[i] as number, close }));
    const last = <T>(list: readonly T[]): T => list.at(-1) as T;
    const each = <I, R>(indicator: { add(input: I): R | null }, inputs: readonly I[]): R => {
      let result: R | null = null;
      for (const input of inputs) result = indicator.add(input);
      return result as R;
    };
    return {
      technicalindicators: {
        sma: () => last(ti.SMA.calculate({ period: 20, values })),
        ema: () => last(ti.EMA.calculate({ period: 20, values })),
        rsi: () => last(ti.RSI.calculate({ period: 14, values })),
        atr: () => last(ti.ATR.calculate({ period: 14, high, low, close: values })),
        macd: () =>
          last(
            ti.MACD.calculate({
              values,
              fastPeriod: 12,
              slowPeriod: 26,
              signalPeriod: 9,
              SimpleMAOscillator: false,
              SimpleMASignal: false,
            }),
          ).MACD as number,
        bands: () => last(ti.BollingerBands.calculate({ period: 20, stdDev: 2, values })).upper,
      },
      'trading-signals': {
        sma: () => each(new ts.SMA(20), values),
        ema: () => each(new ts.EMA(20), values),
        rsi: () => each(new ts.RSI(14, ts.WSMA), values),
        atr: () => each(new ts.ATR(14, ts.WSMA), candles),
        macd: () => each(new ts.MACD(new ts.EMA(12), new ts.EMA(26), new ts.EMA(9)), values).macd,
        bands: () => each(new ts.BollingerBands(20, 2), values).upper,
      },
    };
  } catch {
    return undefined;
  }
}

export const indicatorSpeed: Bench = {
  name: 'indicators',
  title: `six indicators over ${points.toLocaleString('en')} points beside technicalindicators and trading-signals`,
  async run() {
    const p = prices();
    const peers = await loadPeers(p);
    const own = (name: string, ...parameters: number[]) => {
      const indicator = library[name];
      if (!indicator) throw new Error(`no ${name}`);
      const inputs = indicator.inputs.map((i) => p[i === 'high' || i === 'low' ? i : 'close']);
      return (length: number) =>
        indicator.compute(length === points ? inputs : inputs.map((x) => x.subarray(0, length)), parameters);
    };
    const kernels = {
      sma: [own('sma', 20)],
      ema: [own('ema', 20)],
      rsi: [own('rsi', 14)],
      atr: [own('atr', 14)],
      // The peers give all three lines in one call: so many calls are counted here.
      macd: [own('macd', 12, 26, 9), own('macd_signal', 12, 26, 9), own('macd_histogram', 12, 26, 9)],
      bands: [own('bb_upper', 20, 2), own('bb_middle', 20, 2), own('bb_lower', 20, 2)],
    };
    const rows: Row[] = [];
    const logs: Record<string, number[][]> = {};
    for (const [name, calls] of Object.entries(kernels)) {
      const contenders: Record<string, () => Promise<number>> = {
        own: async () =>
          ((await timed(() => {
            for (const call of calls) call(points);
          })) *
            1e6) /
          points,
      };
      for (const [peer, table] of Object.entries(peers ?? {})) {
        const work = table[name] as Peer;
        // What is timed must be the same thing: two of the libraries start or round a little differently.
        const mine = calls[0]?.(theirPoints).at(-1) as number;
        const theirs = work();
        if (!(Math.abs(theirs - mine) <= 0.01 * Math.abs(mine) + 0.01))
          throw new Error(`${peer} ${name}: ${theirs}, not ${mine}`);
        contenders[peer] = async () => ((await timed(() => void work())) * 1e6) / theirPoints;
      }
      const figures = await rotate(contenders, rounds);
      rows.push({ label: `${name}, a point`, unit: 'ns', ...spread(figures.own as number[]) });
      for (const peer of Object.keys(peers ?? {})) {
        const times = ratios(figures[peer] as number[], figures.own as number[]);
        logs[peer] = [...(logs[peer] ?? []), times.map(Math.log)];
        rows.push({ label: `${name}, ${peer} / own`, unit: 'x', ...spread(times) });
      }
    }
    for (const [peer, goal] of [
      ['technicalindicators', 50],
      ['trading-signals', 15],
    ] as const) {
      const each = logs[peer];
      if (each === undefined) continue;
      const means = Array.from({ length: rounds }, (_, r) =>
        Math.exp(each.reduce((sum, list) => sum + (list[r] as number), 0) / each.length),
      );
      rows.push({
        label: `geometric mean, ${peer} / own`,
        unit: 'x',
        ...spread(means),
        goal: atLeast(means, goal, `${goal}x`),
      });
    }
    return {
      rows,
      notes: peers === undefined ? ['SKIPPED peers: technicalindicators and trading-signals are not installed.'] : [],
    };
  },
};

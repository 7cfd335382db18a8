/** What may be traded, and which symbols trend or revert: measured on the in-sample part only. */
import type { Random } from '../../../shared/core/random.ts';
import type { Timeframe } from '../../../shared/domain/bar.ts';
import type { Dataset } from '../../kernel/ports.ts';

export interface UniverseMember {
  readonly symbol: string;
  readonly sector: string;
  readonly bars: number;
  /** Variance of ten-bar returns over ten times the variance of one-bar returns (Lo and MacKinlay 1988): above 1 trends, below 1 reverts. */
  readonly varianceRatio: number;
}

export interface Universe {
  readonly timeframe: Timeframe;
  /** Sorted by symbol. */
  readonly members: readonly UniverseMember[];
}

/** The generator reads no bar after this share of a series: the rest is sealed for the verdict. */
export const learningShare = 0.7;
const leastBars = 120;
const horizonBars = 10;

function varianceRatio(close: ArrayLike<number>, bars: number): number {
  const logs: number[] = [];
  for (let i = 0; i < bars; i++) logs.push(Math.log(close[i] as number));
  const drift = ((logs[bars - 1] as number) - (logs[0] as number)) / (bars - 1);
  let one = 0;
  let many = 0;
  for (let i = 1; i < bars; i++) one += ((logs[i] as number) - (logs[i - 1] as number) - drift) ** 2;
  for (let i = horizonBars; i < bars; i++)
    many += ((logs[i] as number) - (logs[i - horizonBars] as number) - horizonBars * drift) ** 2;
  const ratio = many / (bars - horizonBars) / ((horizonBars * one) / (bars - 1));
  return Number.isFinite(ratio) ? ratio : 1;
}

/** Tradable symbols with enough bars in the dataset's main timeframe (days where there are any). */
export function readUniverse(dataset: Dataset): Universe {
  const timeframes = new Set(dataset.manifest.series.map((s) => s.timeframe));
  const timeframe: Timeframe = timeframes.has('1d') ? '1d' : (dataset.manifest.series[0]?.timeframe ?? '1d');
  const members: UniverseMember[] = [];
  for (const instrument of dataset.manifest.instruments) {
    const close = dataset.series(instrument.symbol, timeframe)?.columns.close;
    if (!instrument.tradable || !close || close.length < leastBars) continue;
    const ratio = varianceRatio(close, Math.floor(close.length * learningShare));
    members.push({ symbol: instrument.symbol, sector: instrument.sector, bars: close.length, varianceRatio: ratio });
  }
  return { timeframe, members: members.sort((a, b) => (a.symbol < b.symbol ? -1 : 1)) };
}

/** Draws the symbols of one candidate: the better-suited half is likelier, sectors or all of them now and then. */
export function drawSymbols(universe: Universe, suits: 'trending' | 'reverting' | 'any', random: Random): string[] {
  const { members } = universe;
  const kind = random.next();
  if (members.length <= 3 || kind < 0.15) return members.map((m) => m.symbol);
  if (kind < 0.25) {
    const sector = random.pick([...new Set(members.map((m) => m.sector))]);
    const chosen = members.filter((m) => m.sector === sector);
    if (chosen.length >= 2) return chosen.map((m) => m.symbol);
  }
  const sign = suits === 'trending' ? 1 : suits === 'reverting' ? -1 : 0;
  const left = [...members];
  const wanted = Math.min(members.length, 4 + random.int(Math.max(1, Math.min(9, members.length - 3))));
  const chosen: string[] = [];
  while (chosen.length < wanted) {
    const at = random.weighted(left.map((m) => Math.exp(sign * 8 * (m.varianceRatio - 1))));
    chosen.push((left.splice(at, 1)[0] as UniverseMember).symbol);
  }
  return chosen.sort();
}

/** Draws one to three pairs; symbols of one sector are paired while there are two. Fewer than two symbols give none. */
export function drawPairs(universe: Universe, random: Random): string[][] {
  const left = random.shuffle(universe.members);
  const wanted = 1 + random.int(3);
  const pairs: string[][] = [];
  while (pairs.length < wanted && left.length >= 2) {
    const first = left.shift() as UniverseMember;
    const near = left.findIndex((m) => m.sector === first.sector);
    const [second] = left.splice(Math.max(0, near), 1) as [UniverseMember];
    pairs.push([first.symbol, second.symbol].sort());
  }
  return pairs.sort(([a = ''], [b = '']) => (a < b ? -1 : 1));
}

/** What each modality says about one symbol, bar by bar: columns in [-1, 1] that use nothing after their bar. */
import type { BarSeries } from '../../../shared/domain/bar.ts';
import type { NewsItem } from '../../../shared/domain/dataset.ts';
import { sentimentOf } from './sentiment.ts';

/** Modalities in the order in which they are fused. */
export const modalities = ['momentum', 'reversal', 'volume', 'news', 'macro'] as const;
export type Modality = (typeof modalities)[number];

/** Bars over which each modality looks, and over which it is judged. */
export const horizonBars = 5;
const momentumBars = 63;
const reversalBars = 5;
const volumeBars = 10;
const volatilityWeight = 2 / (33 + 1);
const newsDecayPerBar = 0.6;

/** One symbol's columns; a value is usable from its bar's close on. NaN = the modality has nothing to say yet. */
export interface SymbolViews {
  readonly symbol: string;
  readonly closeTime: Float64Array;
  readonly views: Readonly<Record<Modality, Float64Array>>;
  /** Return over the {@link horizonBars} bars that end at this bar, in units of the volatility known before them, through tanh. */
  readonly outcome: Float64Array;
}

/** Builds the views of one symbol. `news` are its headlines in order of publication; `macro` is the tilt at each bar. */
export function viewsOf(series: BarSeries, news: readonly NewsItem[], macro: Float64Array): SymbolViews {
  const { close, closeTime, volume } = series.columns;
  const count = close.length;
  const blank = (): Float64Array => new Float64Array(count).fill(Number.NaN);
  const volatility = volatilityOf(close);
  const momentum = blank();
  const reversal = blank();
  const outcome = blank();
  for (let i = 0; i < count; i++) {
    const scaled = (bars: number, at: number): number =>
      Math.log((close[i] as number) / (close[i - bars] as number)) / ((volatility[at] as number) * Math.sqrt(bars));
    if (i >= momentumBars) momentum[i] = Math.tanh(scaled(momentumBars, i) / 1.5);
    if (i >= momentumBars) reversal[i] = Math.tanh(-scaled(reversalBars, i) / 1.5);
    if (i >= horizonBars + 20) outcome[i] = Math.tanh(scaled(horizonBars, i - horizonBars));
  }
  return {
    symbol: series.symbol,
    closeTime,
    views: { momentum, reversal, volume: pressureOf(close, volume), news: newsViewOf(closeTime, news), macro },
    outcome,
  };
}

/** Exponentially weighted standard deviation of log returns, known at each close. */
function volatilityOf(close: Float64Array): Float64Array {
  const out = new Float64Array(close.length);
  let variance = 0.0004;
  for (let i = 0; i < close.length; i++) {
    if (i > 0) {
      const r = Math.log((close[i] as number) / (close[i - 1] as number));
      variance += volatilityWeight * (r * r - variance);
    }
    out[i] = Math.max(Math.sqrt(variance), 1e-4);
  }
  return out;
}

/** Share of the volume of the last bars that traded on rises less that on falls. */
function pressureOf(close: Float64Array, volume: Float64Array): Float64Array {
  const out = new Float64Array(close.length).fill(Number.NaN);
  for (let i = volumeBars; i < close.length; i++) {
    let signed = 0;
    let total = 0;
    for (let k = i - volumeBars + 1; k <= i; k++) {
      signed += Math.sign((close[k] as number) - (close[k - 1] as number)) * (volume[k] as number);
      total += volume[k] as number;
    }
    if (total > 0) out[i] = Math.tanh((1.5 * signed) / total);
  }
  return out;
}

/** Sentiment of the headlines known at each close, fading from bar to bar. */
function newsViewOf(closeTime: Float64Array, news: readonly NewsItem[]): Float64Array {
  const out = new Float64Array(closeTime.length).fill(Number.NaN);
  let next = 0;
  let mood = 0;
  for (let i = 0; i < closeTime.length; i++) {
    mood *= newsDecayPerBar;
    for (; next < news.length && (news[next] as NewsItem).publishedAt <= (closeTime[i] as number); next++) {
      const { headline, summary } = news[next] as NewsItem;
      mood += sentimentOf(`${headline} ${summary}`);
    }
    if (next > 0) out[i] = Math.tanh(mood);
  }
  return out;
}

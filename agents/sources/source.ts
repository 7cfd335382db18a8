/** The port every data source fills: what it can load, what it needs for that, and the batch it hands back. */
import type { Refusal, Result } from '../../shared/core/result.ts';
import type { Clock } from '../../shared/core/time.ts';
import { type BarColumns, type BarSeries, barColumnNames } from '../../shared/domain/bar.ts';
import type { MacroSeries, NewsItem, QualityIssue } from '../../shared/domain/dataset.ts';
import type { Instrument } from '../../shared/domain/instrument.ts';

/** A series with what the quality check found in it. */
export interface CheckedSeries {
  readonly series: BarSeries;
  /** 0 (unusable) to 1 (clean). */
  readonly qualityScore: number;
  readonly issues: readonly QualityIssue[];
}

/** Everything one load brings in; it becomes a dataset as a whole or not at all. */
export interface SourceBatch {
  /** Name of the dataset, for the person. */
  readonly name: string;
  /** True when no real market stands behind it. */
  readonly synthetic: boolean;
  /** Id of the source. */
  readonly source: string;
  /** Symbol that stands for the market as a whole; null where there is none. */
  readonly benchmark: string | null;
  readonly instruments: readonly Instrument[];
  readonly series: readonly CheckedSeries[];
  readonly news: readonly NewsItem[];
  readonly macro: readonly MacroSeries[];
  /** Plain sentences for the person: what was repaired, assumed or left out. */
  readonly notes: readonly string[];
}

/** An answer from the network. Headers are in lower case. */
export interface FetchedPage {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/**
 * The host's way out: fetches one page from one of the named hosts and from nowhere else, redirects included. Never
 * rejects: no network, a page that is too large, too slow or elsewhere is a refusal.
 */
export type PageFetcher = (
  url: string,
  allowed: { readonly hosts: readonly string[]; readonly signal?: AbortSignal | undefined },
) => Promise<Result<FetchedPage>>;

/** A page with its address, on its way to where it is read. */
export interface KeptPage {
  readonly url: string;
  readonly page: FetchedPage;
}

export interface SourcePorts {
  /** Fetches one page; the host decides what may be reached. A refusal means no answer came. */
  readonly fetchPage: (url: string) => Promise<Result<FetchedPage>>;
  readonly clock: Clock;
}

/** A file the person hands in: by path (command line) or as text (window). */
export interface InputFile {
  readonly name: string;
  readonly path?: string;
  readonly text?: string;
}

/** An instrument with the time in which a text that names it can mean it. UTC epoch milliseconds. */
export interface ListedInstrument {
  readonly symbol: string;
  readonly name: string;
  readonly from: number;
  /** Null while it is listed. */
  readonly to: number | null;
}

/** What to load; each source reads the fields it knows. */
export interface SourceRequest {
  readonly symbols?: readonly string[];
  /** UTC epoch milliseconds. */
  readonly from?: number;
  readonly to?: number;
  readonly timeframe?: '1m' | '5m' | '15m' | '30m' | '1h' | '1d' | '1w' | '1mo';
  readonly seed?: string | number;
  /** Sample market only: plants errors for the quality check to find. */
  readonly dirt?: boolean;
  readonly files?: readonly InputFile[];
  /** Address of a feed. */
  readonly url?: string;
  /** News only: what its texts may be about. */
  readonly listed?: readonly ListedInstrument[];
}

export type SourceKind = 'bars' | 'news' | 'macro';

/** A data source. `load` never throws for bad input: it answers a {@link Refusal}. */
export interface Source {
  readonly id: string;
  readonly name: string;
  /** True when it works only with a key of the person. */
  readonly needsKey: boolean;
  readonly kinds: readonly SourceKind[];
  /**
   * Pages this request needs, in the order `load` asks for them; none for a source that works without the network or a
   * request that `load` refuses. They are fetched beforehand, so that what reads them needs no network.
   * @param now UTC epoch milliseconds
   */
  addresses(request: SourceRequest, now: number): readonly string[];
  load(request: SourceRequest, ports: SourcePorts): Promise<Result<SourceBatch, Refusal>>;
}

/** One bar on its way into columns. */
export interface BarRow {
  openTime: number;
  closeTime: number;
  open: number;
  high: number;
  low: number;
  close: number;
  volume: number;
  dividend: number;
}

/** Columns from rows that are already in order. */
export function columnsOf(rows: readonly BarRow[]): BarColumns {
  const columns: Record<string, Float64Array> = {};
  for (const name of barColumnNames) {
    const column = new Float64Array(rows.length);
    for (let i = 0; i < rows.length; i++) column[i] = (rows[i] as BarRow)[name];
    columns[name] = column;
  }
  return columns as unknown as BarColumns;
}

/** Rounds a price so that stored columns carry no noise digits: ten significant digits. */
export const tidyPrice = (price: number): number => Number(price.toPrecision(10));

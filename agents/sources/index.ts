/** The registry of data sources. */
import { csvSource } from './csv/csv.ts';
import { rssSource } from './rss/rss.ts';
import { sampleMarketSource } from './sample-market/sample-market.ts';
import type { Source } from './source.ts';
import { yahooSource } from './yahoo/yahoo.ts';

export const sources: readonly Source[] = [sampleMarketSource, csvSource, yahooSource, rssSource];

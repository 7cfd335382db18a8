/** The registry of data sources. */
import { csvSource } from './csv/csv.ts';
import { sampleMarketSource } from './sample-market/sample-market.ts';
import type { Source } from './source.ts';

export const sources: readonly Source[] = [sampleMarketSource, csvSource];

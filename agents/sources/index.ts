/** The registry of data sources. */
import { sampleMarketSource } from './sample-market/sample-market.ts';
import type { Source } from './source.ts';

export const sources: readonly Source[] = [sampleMarketSource];

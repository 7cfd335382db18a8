/** The sample market as a source: always there, needs no key and no network, and is labelled synthetic. */
import { ok } from '../../../shared/core/result.ts';
import type { Source } from '../source.ts';
import { generateSampleMarket } from './generate.ts';

export const sampleMarketSource: Source = {
  id: 'sample-market',
  name: 'Sample market (synthetic)',
  needsKey: false,
  kinds: ['bars', 'news', 'macro'],
  addresses: () => [],
  load: async (request) =>
    ok(
      generateSampleMarket({
        ...(request.seed === undefined ? {} : { seed: request.seed }),
        ...(request.dirt === undefined ? {} : { dirt: request.dirt }),
      }),
    ),
};

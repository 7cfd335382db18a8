/** Invented regime and signal histories for runs of strategies that ask for them. */
import type { prepareFeeds } from '../../agents/engine/backtest/feeds.ts';
import type { Dataset } from '../../agents/kernel/ports.ts';
import { ensureDefined } from '../../shared/core/assert.ts';

/** Regimes and signals as rules may ask for them. */
export interface Knowledge {
  readonly regime: Parameters<typeof prepareFeeds>[2];
  readonly signal: Parameters<typeof prepareFeeds>[3];
}

/** Regimes that change every fifty bars and signals that swing, one phase per symbol: the same for the same dataset. */
export function knowledgeOf(dataset: Dataset): Knowledge {
  const series = ensureDefined(dataset.manifest.series[0], 'the market has series');
  const times = [...ensureDefined(dataset.series(series.symbol, '1d'), 'it was listed').columns.closeTime];
  return {
    regime: {
      times,
      labels: times.map((_, i) => (['bull', 'bull', 'sideways', 'bear'] as const)[Math.floor(i / 50) % 4] as string),
      volatility: times.map((_, i) => (i % 100 < 70 ? 'normal' : 'high')),
    },
    signal: {
      times,
      symbols: Object.fromEntries(
        dataset.manifest.instruments.map((x, k) => [
          x.symbol,
          times.map((_, i) => (i < 10 ? null : Math.sin(i / 20 + k))),
        ]),
      ),
    },
  };
}

/** All symbols of a dataset as rules see them: bars with the regime and the signal known at each close. */
import type { Timeframe } from '../../../shared/domain/bar.ts';
import type { MarketSeries, RuleMarket } from '../../../shared/strategy/compile.ts';
import type { Dataset } from '../../kernel/ports.ts';
import { alignHistories, type RegimeHistory, type SignalHistory } from './histories.ts';

interface Kept {
  readonly timeframe: Timeframe;
  readonly regime: RegimeHistory | undefined;
  readonly signal: SignalHistory | undefined;
  readonly market: RuleMarket;
}

/** Markets kept for each dataset, while the dataset is: hundreds of candidates ask for the same few. */
const mostKept = 4;
const kept = new WeakMap<Pick<Dataset, 'series'>, Kept[]>();

/** Series are joined when they are first asked for; asking again gives the same one. Symbols without bars are undefined. */
export function createRuleMarket(
  dataset: Pick<Dataset, 'series'>,
  timeframe: Timeframe,
  regime: RegimeHistory | undefined,
  signal: SignalHistory | undefined,
): RuleMarket {
  const known = kept.get(dataset) ?? [];
  kept.set(dataset, known);
  const held = known.find((k) => k.timeframe === timeframe && k.regime === regime && k.signal === signal);
  if (held) return held.market;
  const market = joinMarket(dataset, timeframe, regime, signal);
  known.push({ timeframe, regime, signal, market });
  if (known.length > mostKept) known.shift();
  return market;
}

function joinMarket(
  dataset: Pick<Dataset, 'series'>,
  timeframe: Timeframe,
  regime: RegimeHistory | undefined,
  signal: SignalHistory | undefined,
): RuleMarket {
  const known = new Map<string, MarketSeries | undefined>();
  return {
    series(symbol) {
      if (known.has(symbol)) return known.get(symbol);
      const columns = dataset.series(symbol, timeframe)?.columns;
      const series =
        columns && columns.close.length > 0
          ? { columns, ...alignHistories(symbol, columns.closeTime, regime, signal) }
          : undefined;
      known.set(symbol, series);
      return series;
    },
  };
}

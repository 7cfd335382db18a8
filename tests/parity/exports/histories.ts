/** Invented regimes and signals for rules that ask for them: the engine's histories, and the same as the known.csv of an export. */
import { writeFileSync } from 'node:fs';
import type { RegimeHistory, SignalHistory } from '../../../agents/engine/backtest/histories.ts';
import type { Dataset } from '../../../agents/kernel/ports.ts';
import { createRandom } from '../../../shared/core/random.ts';
import { dayOf } from './real-market.ts';

export interface Histories {
  readonly regime: RegimeHistory;
  readonly signal: SignalHistory;
}

/** Regimes change every few weeks, some are unknown; signals wander, have holes and lie on every other day only. */
export function inventedHistories(dataset: Dataset): Histories {
  const random = createRandom('exports/histories');
  const times = [
    ...new Set(
      dataset.manifest.instruments.flatMap(({ symbol }) => [
        ...(dataset.series(symbol, '1d')?.columns.closeTime ?? []),
      ]),
    ),
  ].sort((a, b) => a - b);
  const kept = times.slice(20);
  const labels: string[] = [];
  const volatility: string[] = [];
  for (let i = 0; i < kept.length; i++) {
    const stays = i > 0 && random.next() < 0.96;
    labels.push(stays ? (labels[i - 1] as string) : random.pick(['bull', 'bull', 'bear', 'sideways']));
    volatility.push(stays ? (volatility[i - 1] as string) : random.pick(['low', 'normal', 'high']));
  }
  const signalTimes = kept.filter((_, i) => i % 2 === 0);
  const symbols: Record<string, (number | null)[]> = {};
  for (const { symbol } of dataset.manifest.instruments) {
    let level = 0;
    symbols[symbol] = signalTimes.map(() => {
      level = 0.92 * level + 0.12 * random.normal();
      return random.next() < 0.03 ? null : Math.max(-1, Math.min(1, level));
    });
  }
  return { regime: { times: kept, labels, volatility }, signal: { times: signalTimes, symbols } };
}

export function writeKnown({ regime, signal }: Histories, path: string): void {
  const rows = regime.times.map((t, i) => [dayOf(t), '', regime.labels[i], regime.volatility[i], ''].join(','));
  for (const [symbol, values] of Object.entries(signal.symbols))
    for (const [i, value] of values.entries())
      rows.push([dayOf(signal.times[i] as number), symbol, '', '', value ?? ''].join(','));
  writeFileSync(path, `${['day,symbol,regime,volatility,signal', ...rows].join('\n')}\n`);
}

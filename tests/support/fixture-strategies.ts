/** Candidates of a fixture run: some waiting, some decided, most refused, each with a reason. */
import { hashOf } from '../../shared/core/canonical.ts';
import { createRandom } from '../../shared/core/random.ts';
import type { Row } from '../../shared/desk-api/view.ts';
import { strategyFamilies } from '../../shared/strategy/spec.ts';
import { fixtureChecks } from './fixture-checks.ts';

type Strategy = Row<'strategies'>;
export const fixtureDatasetId = 'ds-4be1a90c77d2035f';
export const fixtureRunId = 'run-0007';

const refusals = [
  ['overfitting', 'Its deflated Sharpe is 0.41 after 96 trials; 0.95 is asked.'],
  ['trade-count', 'Only 11 trades in fifteen years; 30 are asked.'],
  ['out-of-sample', 'It earned 14 % a year on what it saw and lost 3 % a year on the sealed part.'],
  ['costs', 'Costs eat 82 % of the gross profit.'],
  ['look-ahead', 'Its entry on 12 May 2016 changes when later bars are cut off.'],
  ['drawdown', 'It fell 47 % from its peak; 35 % is the most.'],
] as const;
const names = {
  trend: 'Slow trend',
  momentum: 'Twelve-month momentum',
  'mean-reversion': 'Three-day pullback',
  breakout: 'Channel breakout',
  volatility: 'Calm after storm',
  seasonality: 'Turn of the month',
  sentiment: 'Quiet headlines',
  'regime-adaptive': 'Bull-only pullback',
  pairs: 'Two of a kind',
  rotation: 'Monthly rotation',
  carry: 'Paid to wait',
} as const;

/** The same rows for the same count: drawn from a seed. */
export function fixtureStrategies(count: number, now: number): Strategy[] {
  const random = createRandom('fixture/strategies');
  const rows: Strategy[] = [];
  for (let i = 0; i < count; i++) {
    const family = strategyFamilies[i % strategyFamilies.length] as Strategy['family'];
    const stage: Strategy['stage'] =
      i < 3
        ? 'awaiting-approval'
        : i === 3
          ? 'approved'
          : i === 4
            ? 'rejected'
            : i > count - 4
              ? 'testing'
              : i > count - 6
                ? 'coded'
                : 'refused';
    const [code, reason] = refusals[i % refusals.length] as (typeof refusals)[number];
    const tested = stage !== 'testing' && stage !== 'coded' && !(stage === 'refused' && code === 'look-ahead');
    const good = stage !== 'refused';
    const sharpe = good ? 0.9 + random.next() * 0.5 : random.next() * 1.4 - 0.3;
    const outSharpe = good ? sharpe - 0.1 - random.next() * 0.3 : sharpe - 0.6 - random.next() * 0.4;
    const generation = Math.min(2, Math.floor(i / 12));
    rows.push({
      strategyId: `st-${hashOf(['fixture', i]).slice(0, 12)}`,
      name: `${names[family]} ${10 + random.int(80)}/${5 + random.int(20)}`,
      family,
      runId: fixtureRunId,
      datasetId: fixtureDatasetId,
      generation,
      operator: generation === 0 ? 'template' : (['mutate', 'cross', 'tune'][i % 3] as string),
      parents:
        generation === 0
          ? []
          : rows
              .slice((generation - 1) * 12 + (i % 6), (generation - 1) * 12 + (i % 6) + 1 + (i % 3 === 1 ? 1 : 0))
              .map((r) => r.strategyId),
      novelty: generation === 0 ? 1 : 0.2 + random.next() * 0.6,
      stage,
      reason:
        stage === 'awaiting-approval' || stage === 'approved'
          ? 'Passes every check; the sealed part holds 71 % of the Sharpe it was searched on.'
          : stage === 'rejected'
            ? 'Rejected by you: too like what I run.'
            : stage === 'refused'
              ? reason
              : 'On its way through the agents.',
      trades: tested ? 40 + random.int(300) : null,
      sharpe: tested ? sharpe : null,
      outOfSampleSharpe: tested ? outSharpe : null,
      maxDrawdown: tested ? 0.08 + random.next() * (good ? 0.12 : 0.4) : null,
      annualReturn: tested ? (good ? 0.06 + random.next() * 0.09 : random.next() * 0.2 - 0.08) : null,
      deflatedSharpe: tested ? (good ? 0.91 + random.next() * 0.08 : random.next() * 0.85) : null,
      trials: tested ? 96 : null,
      checks: stage === 'coded' || stage === 'testing' ? [] : fixtureChecks(good ? null : code, outSharpe),
      updatedAt: now - i * 4000,
    });
  }
  return rows;
}

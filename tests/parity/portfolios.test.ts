/** The optimizer against PyPortfolioOpt on real prices: weights to 1e-4, what they optimise to 1e-8. */
import { describe, expect, test } from 'vitest';
import { loadHighs } from '../../shared/quant/optimizer/linear/highs.ts';
import { askPeer } from './ask-peer.ts';
import { difference, gapOf, keepRow } from './compare.ts';
import { python } from './installed.ts';
import { type PortfolioAsk, portfolioAsks } from './portfolio-asks.ts';
import { priceTables } from './price-tables.ts';

const weightTolerance = 1e-4;
const objectiveTolerance = 1e-8;

interface Answer {
  readonly version: string;
  readonly columns: readonly (readonly Float64Array[])[];
}
interface Asked {
  readonly ask: PortfolioAsk;
  readonly table: number;
  readonly place: number;
}

describe.skipIf(python === undefined)('portfolios (skipped without the peers)', async () => {
  const asks = priceTables.map(portfolioAsks);
  const answer =
    python === undefined
      ? undefined
      : await askPeer<Answer>(python, 'portfolios.py', {
          tables: priceTables,
          asks: asks.map((list) => list.map((ask) => ask.question)),
        });
  const solver = await loadHighs();
  const all = asks.flatMap((list, table) => list.map((ask, place): Asked => ({ ask, table, place })));

  test.each([...Map.groupBy(all, ({ ask }) => ask.what)])('%s', (what, group) => {
    const wrong: string[] = [];
    let weights = 0;
    let objective = 0;
    for (const { ask, table, place } of group) {
      const where = `${ask.name}, ${priceTables[table]?.title}`;
      const theirs = answer?.columns[table]?.[place] as Float64Array;
      const mine = ask.ours(solver);
      const gap = gapOf(mine, theirs);
      weights = Math.max(weights, gap.largest);
      if (gap.missing >= 0) wrong.push(`${where}: alone on row ${gap.missing}`);
      if (ask.objective) {
        const [a, b] = [ask.objective(mine), ask.objective(theirs)];
        objective = Math.max(objective, difference(a, b));
        if (gap.largest > weightTolerance) wrong.push(`${where}: weights differ by ${gap.largest} on row ${gap.row}`);
        if (difference(a, b) > objectiveTolerance) wrong.push(`${where}: objective ${a} against ${b}`);
      } else if (gap.largest > objectiveTolerance) wrong.push(`${where}: ${gap.largest} on row ${gap.row}`);
    }
    expect(wrong).toEqual([]);
    const peer = `PyPortfolioOpt ${answer?.version}`;
    const isOptimum = group.some(({ ask }) => ask.objective);
    const allowed = isOptimum ? String(weightTolerance) : String(objectiveTolerance);
    keepRow({ peer, what: `${what}${isOptimum ? ': weights' : ''}`, cases: group.length, largest: weights, allowed });
    if (isOptimum)
      keepRow({ peer, what: `${what}: objective`, cases: group.length, largest: objective, allowed: '1e-8' });
  });
});

/** Any expression of the rule language may be drawn; none of them holds up the desk or breaks it. */
import { describe, expect, it } from 'vitest';
import { deskWorkshop } from '../../support/open-test-desk.ts';

const { open, place, withStore } = deskWorkshop();

/** A home with one series of so many minute bars. */
async function minuteHome(bars: number): Promise<{ home: string; datasetId: string }> {
  const home = place();
  const first = Date.UTC(2024, 0, 2, 14, 30);
  const time = Float64Array.from({ length: bars }, (_, i) => first + i * 60_000);
  const price = Float64Array.from({ length: bars }, (_, i) => 100 + Math.sin(i / 50));
  const datasetId = await withStore(home, async (store) => {
    const columns = {
      openTime: time,
      closeTime: time.map((t) => t + 60_000),
      open: price,
      high: price.map((p) => p + 1),
      low: price.map((p) => p - 1),
      close: price,
      volume: new Float64Array(bars).fill(1000),
      dividend: new Float64Array(bars),
    };
    const manifest = await store.datasets.save({
      name: 'Minutes',
      source: 'test',
      synthetic: true,
      benchmark: null,
      instruments: [],
      series: [{ series: { symbol: 'MINS', timeframe: '1m', columns }, qualityScore: 1, issues: [] }],
      news: [],
      macro: [],
    });
    return manifest.id;
  });
  return { home, datasetId };
}

describe('chart expressions', () => {
  it('are answered or refused within half a second on a long series', async () => {
    const { home, datasetId } = await minuteHome(200_000);
    const desk = await open(home, { workers: 1 });
    const query = { datasetId, symbol: 'MINS', timeframe: '1m', limit: 100 } as const;
    const nested = `${'wma('.repeat(20)}close${', 2000)'.repeat(20)}`;
    const refused = await desk.refused('chart.expression', { ...query, expression: nested });
    expect(refused.code).toBe('expression-too-slow');
    const { value } = await desk.ask('chart.expression', { ...query, expression: 'sma(close, 200)' });
    expect(value.every((v) => v !== null)).toBe(true);
    expect((await desk.refused('chart.expression', { ...query, expression: '"x"' })).code).toBe('rule-type');
  });
});

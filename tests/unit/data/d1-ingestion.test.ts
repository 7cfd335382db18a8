/** D1: research opens a dataset through the quality gate; replay feeds real bars moment by moment and obeys at once. */

import { describe, expect, it } from 'vitest';
import { d1Ingestion } from '../../../agents/data/d1-ingestion.ts';
import { leastBars, passQuality } from '../../../agents/data/quality-gate.ts';
import { generateSampleMarket } from '../../../agents/sources/sample-market/generate.ts';
import { columnsOf, type SourceBatch } from '../../../agents/sources/source.ts';
import type { TopicData } from '../../../shared/bus/topics.ts';
import type { DecimalText } from '../../../shared/core/units.ts';
import { sessionsBetween, usEquityCalendar } from '../../../shared/domain/calendar.ts';
import { datasetFrom, startBench } from './agent-bench.ts';

const sample = generateSampleMarket();
const dataset = datasetFrom(sample);
const research = (datasetId: string): TopicData<'control.research'> => ({
  seed: 7,
  datasetId,
  generations: 1,
  population: 4,
  base: { lessons: [], trials: 0, trialSharpeMean: 0, trialSharpeVariance: 0 },
});
const command = (over: Partial<TopicData<'control.replay'>> = {}): TopicData<'control.replay'> => ({
  action: 'start',
  sessionId: 's1',
  datasetId: dataset.manifest.id,
  from: null,
  speed: 1,
  ...over,
});

/** A small market: two symbols, one of which misses every third day. */
function small(): SourceBatch {
  const sessions = sessionsBetween(usEquityCalendar, '2024-01-02', '2024-06-28');
  const series = ['BBB', 'AAA'].map((symbol, k) => {
    const rows = sessions
      .filter((_, i) => k === 0 || i % 3 !== 1)
      .map((s, i) => ({
        openTime: s.open,
        closeTime: s.close,
        open: 10 + i,
        high: 12 + i,
        low: 9 + i,
        close: 11 + i,
        volume: 5,
        dividend: 0,
      }));
    return {
      series: { symbol, timeframe: '1d' as const, columns: columnsOf(rows) },
      qualityScore: k === 0 ? 0.4 : 0.9,
      issues: [{ code: 'x', row: null, text: 'looks odd', repaired: false }],
    };
  });
  return {
    name: 'small',
    synthetic: false,
    source: 'csv',
    benchmark: 'BBB',
    instruments: sample.instruments.slice(0, 1),
    series,
    news: [],
    macro: [],
    notes: [],
  };
}

describe('research', () => {
  it('publishes the dataset with its series and the newest headlines', async () => {
    const bench = await startBench(d1Ingestion, [dataset]);
    await bench.send('control.research', research(dataset.manifest.id));
    const [opened] = bench.of('data.dataset');
    expect(opened).toMatchObject({
      datasetId: dataset.manifest.id,
      synthetic: true,
      benchmark: 'SMKT',
      newsCount: sample.news.length,
    });
    expect(opened?.series).toHaveLength(24);
    const [news] = bench.of('data.news');
    expect(news?.items).toHaveLength(200);
    expect(news?.items.at(-1)).toEqual(sample.news.at(-1));
    expect(bench.published.map((p) => p.topic)).toEqual(['data.dataset', 'data.news']);
  });

  it('keeps series that fail the quality gate out, says why, and drops a benchmark that failed', async () => {
    const poor = datasetFrom(small());
    const bench = await startBench(d1Ingestion, [poor]);
    await bench.send('control.research', research(poor.manifest.id));
    expect(bench.of('data.dataset')[0]).toMatchObject({ benchmark: null, series: [{ symbol: 'AAA' }] });
    expect(bench.of('control.alert')[0]).toMatchObject({ severity: 'warning' });
    expect(bench.of('control.alert')[0]?.text).toContain('BBB (1d) has a quality score of 0.40, below 0.5: looks odd.');
  });

  it('says so when there is no such dataset', async () => {
    const bench = await startBench(d1Ingestion, []);
    await bench.send('control.research', research('ds-0000000000000000'));
    expect(bench.published.map((p) => p.topic)).toEqual(['control.alert']);
    expect(bench.of('control.alert')[0]?.severity).toBe('critical');
  });

  it('refuses series that are too short', () => {
    const manifest = {
      ...dataset.manifest,
      series: dataset.manifest.series.map((s) => ({ ...s, bars: leastBars - 1 })),
    };
    expect(passQuality(manifest).passed).toEqual([]);
  });
});

/** What the trading says when it has worked through the newest moment. */
const answer = (bench: Awaited<ReturnType<typeof startBench>>): Promise<void> => {
  const asOf = bench.of('data.moment').at(-1)?.time ?? 0;
  const money = { cash: '1', equity: '1', buyingPower: '1', dayPnl: '0' } as never as {
    cash: DecimalText;
    equity: DecimalText;
    buyingPower: DecimalText;
    dayPnl: DecimalText;
  };
  return bench.send('trade.account', {
    account: { environment: 'paper', broker: 'simulated', currency: 'USD', ...money, asOf },
    positions: [],
  });
};

describe('replay', () => {
  it('feeds the last 250 moments in order: every bar of the dataset, symbols sorted, then the moment', async () => {
    const bench = await startBench(d1Ingestion, [dataset]);
    await bench.send('control.replay', command());
    expect(bench.published).toEqual([]);
    bench.clock.advance(2000);
    const symbols = bench.of('data.bar').map((b) => b.bar.symbol);
    expect(symbols).toEqual([...symbols].sort());
    // The delisted company is not there any more.
    expect(symbols).toHaveLength(20);
    expect(bench.of('data.moment')).toMatchObject([{ step: 1, of: 250, sessionId: 's1' }]);
    expect(bench.published.at(-1)?.topic).toBe('data.moment');
    bench.clock.advance(2000 * 300);
    expect(bench.of('data.moment')).toHaveLength(250);
    expect(bench.clock.waiting).toBe(0);
    const times = bench.of('data.moment').map((m) => m.time);
    expect(times).toEqual([...times].sort((a, b) => a - b));
    for (const { bar, index } of bench.of('data.bar')) {
      const columns = dataset.series(bar.symbol, '1d')?.columns;
      expect([bar.openTime, bar.closeTime, bar.close, bar.volume]).toEqual([
        columns?.openTime[index],
        columns?.closeTime[index],
        columns?.close[index],
        columns?.volume[index],
      ]);
    }
    expect(bench.of('data.bar').length).toBe(250 * 20);
  });

  it('keeps bars of a moment together when symbols miss days', async () => {
    const thin = datasetFrom(small());
    const bench = await startBench(d1Ingestion, [thin]);
    await bench.send(
      'control.replay',
      command({ datasetId: thin.manifest.id, from: Date.parse('2024-02-01'), speed: 1000 }),
    );
    bench.clock.advance(60_000);
    const moments = bench.of('data.moment');
    expect(moments[0]?.time).toBe(Date.parse('2024-02-01T21:00:00Z'));
    expect(moments.at(-1)).toMatchObject({ step: moments.length, of: moments.length });
    let open: string[] = [];
    for (const { topic, data } of bench.published as {
      topic: string;
      data: { bar?: { symbol: string; closeTime: number }; time?: number };
    }[]) {
      if (topic === 'data.bar') open.push(`${data.bar?.symbol} ${data.bar?.closeTime}`);
      else {
        for (const bar of open) expect(bar.endsWith(` ${data.time}`)).toBe(true);
        expect(open).toEqual([...open].sort());
        open = [];
      }
    }
  });

  it('pauses, resumes, changes speed and stops', async () => {
    const bench = await startBench(d1Ingestion, [dataset]);
    const count = () => bench.of('data.moment').length;
    await bench.send('control.replay', command());
    bench.clock.advance(4000);
    expect(count()).toBe(2);
    await bench.send('control.replay', command({ action: 'pause' }));
    bench.clock.advance(60_000);
    expect(count()).toBe(2);
    await bench.send('control.replay', command({ action: 'speed', speed: 4 }));
    bench.clock.advance(60_000);
    expect(count(), 'a paused session stays paused').toBe(2);
    await bench.send('control.replay', command({ action: 'resume' }));
    bench.clock.advance(2000);
    expect(count(), '4x: two daily bars a second').toBe(6);
    await bench.send('control.replay', command({ action: 'speed', speed: 1000 }));
    for (let i = 0; i < 10; i++) {
      bench.clock.advance(10);
      await answer(bench);
    }
    expect(count(), '1000x: 500 daily bars a second').toBe(56);
    await bench.send('control.replay', command({ action: 'stop' }));
    bench.clock.advance(60_000);
    expect(count()).toBe(56);
    expect(bench.clock.waiting).toBe(0);
  });

  it('is never far ahead of the trading, and goes on where nobody trades', async () => {
    const bench = await startBench(d1Ingestion, [dataset]);
    const count = () => bench.of('data.moment').length;
    await bench.send('control.replay', command({ speed: 1000 }));
    bench.clock.advance(1000);
    expect(count(), 'nothing was traded yet').toBe(16);
    await answer(bench);
    bench.clock.advance(1000);
    expect(count(), 'the trading caught up').toBe(32);
    bench.clock.advance(2500);
    expect(count(), 'nobody answers: it goes on after a while').toBe(48);
    await bench.send('control.replay', command({ action: 'stop' }));
    await answer(bench);
    bench.clock.advance(60_000);
    expect(count()).toBe(48);
  });

  it('lets a new session end the old one, and stops with the agent', async () => {
    const bench = await startBench(d1Ingestion, [dataset]);
    await bench.send('control.replay', command());
    bench.clock.advance(2000);
    await bench.send('control.replay', command({ sessionId: 's2' }));
    bench.clock.advance(4000);
    expect(bench.of('data.moment').map((m) => m.sessionId)).toEqual(['s1', 's2', 's2']);
    bench.stop();
    bench.clock.advance(60_000);
    expect(bench.of('data.moment')).toHaveLength(3);
  });

  it('does not start what was stopped while its data was opened', async () => {
    const bench = await startBench(d1Ingestion, [dataset]);
    const starting = bench.send('control.replay', command());
    await bench.send('control.replay', command({ action: 'stop' }));
    await starting;
    bench.clock.advance(60_000);
    expect(bench.published).toEqual([]);
  });

  it('says so when there is nothing after the chosen start', async () => {
    const bench = await startBench(d1Ingestion, [dataset]);
    await bench.send('control.replay', command({ from: Date.parse('2030-01-01') }));
    expect(bench.of('control.alert')[0]).toMatchObject({
      severity: 'warning',
      title: 'Market replay has nothing to show',
    });
  });
});

/** Market rows: datasets, the regime, fused signals and where market replay stands. */
import { defineProjection } from '../projection.ts';

export const marketProjection = defineProjection({
  'data.dataset': (view, { data }) => {
    const old = view.get('datasets', data.datasetId);
    const daily = data.series.filter((s) => s.timeframe === '1d');
    const spanned = daily.length > 0 ? daily : data.series;
    const scores = data.series.map((s) => s.qualityScore);
    view.set('datasets', data.datasetId, {
      id: data.datasetId,
      name: data.name,
      synthetic: data.synthetic,
      source: data.source,
      benchmark: data.benchmark,
      symbols: [...new Set(data.series.map((s) => s.symbol))],
      bars: data.series.reduce((sum, s) => sum + s.bars, 0),
      from: Math.min(...spanned.map((s) => s.from)),
      to: Math.max(...spanned.map((s) => s.to)),
      qualityScore: scores.length === 0 ? 0 : scores.reduce((a, b) => a + b, 0) / scores.length,
      issues: old?.issues ?? 0,
    });
  },
  'data.regime': (view, { data }) => {
    view.set('regimes', data.datasetId, {
      datasetId: data.datasetId,
      asOf: data.asOf,
      current: data.current,
      summary: data.summary,
    });
  },
  'data.signals': (view, { data }) => {
    for (const signal of data.signals) {
      view.set('signals', `${data.datasetId}/${signal.symbol}`, {
        ...signal,
        datasetId: data.datasetId,
        asOf: data.asOf,
      });
    }
  },
  'data.moment': (view, { data }) => {
    const row = view.get('replays', data.sessionId);
    if (row === undefined) return;
    view.set('replays', data.sessionId, { ...row, time: data.time, step: data.step, of: data.of });
  },
  'trade.account': (view, { data }) => {
    // The last bar is not the end: what it caused is traded and on the account then.
    for (const key of view.keys('replays')) {
      const row = view.get('replays', key);
      if (row === undefined || row.of === 0 || row.step < row.of || data.account.asOf < row.time) continue;
      if (row.status === 'playing') view.set('replays', key, { ...row, status: 'finished' });
    }
  },
  'control.replay': (view, { data }) => {
    // A new session trades another stretch of market time: the curve of the last one is over.
    if (data.action === 'start') for (const key of view.keys('equity')) view.set('equity', key, null);
    const row = view.get('replays', data.sessionId) ?? {
      sessionId: data.sessionId,
      datasetId: data.datasetId,
      status: 'playing' as const,
      time: 0,
      step: 0,
      of: 0,
      speed: data.speed,
    };
    const status = {
      start: 'playing',
      resume: 'playing',
      pause: 'paused',
      stop: 'stopped',
      speed: row.status,
    } as const;
    view.set('replays', data.sessionId, { ...row, speed: data.speed, status: status[data.action] });
  },
});

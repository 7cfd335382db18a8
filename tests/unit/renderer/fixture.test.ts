/** The fixture desk speaks the true protocol: every row and every answer fits its schema. */
import { describe, expect, it } from 'vitest';
import { type RequestName, type RequestQuery, requests } from '../../../shared/desk-api/requests.ts';
import { type CollectionName, collections } from '../../../shared/desk-api/view.ts';
import { createFixtureBridge } from '../../support/fixture-bridge.ts';
import { fixtureFreshView, fixtureFullView } from '../../support/fixture-view.ts';

const now = 1_735_834_800_000;
const full = fixtureFullView(now);
const strategyId = Object.keys(full.strategies)[0] as string;
const datasetId = Object.keys(full.datasets)[0] as string;
const limits = {
  capital: 1000,
  maxPositionShare: 0.2,
  maxGrossLeverage: 1,
  maxDailyLossShare: 0.02,
  maxDrawdownShare: 0.15,
};
const hash = '0'.repeat(64);

const queries: { [R in RequestName]: RequestQuery<R> } = {
  'chart.series': { datasetId, symbol: 'ALDR', timeframe: '1d', limit: 100 },
  'chart.expression': { datasetId, symbol: 'ALDR', timeframe: '1d', limit: 100, expression: 'sma(close, 20)' },
  'datasets.list': {},
  'datasets.upload': { uploadId: null, name: 'a.csv', base64: 'ZGF0ZSxjbG9zZQ==' },
  'datasets.fetch': { source: 'yahoo', symbols: ['AAPL'] },
  'datasets.stop': {},
  'datasets.import': { name: 'mine', files: [{ name: 'a.csv', text: 'date,close' }] },
  'research.start': { datasetId, seed: null, generations: 3, population: 12 },
  'research.report': { runId: 'run-1' },
  'research.trials': { datasetId: null },
  'research.stop': { runId: 'run-1' },
  'strategy.dossier': { strategyId },
  'strategy.approve': { strategyId, environment: 'paper', limits, expiresAt: now, approvalHash: hash },
  'strategy.seal': { strategyId, limits, expiresAt: now },
  'strategy.reject': { strategyId, reason: 'too thin' },
  'deployment.stop': { deploymentId: 'dep' },
  'lab.start': {
    strategyId: 'st-1',
    query: { study: 'monte-carlo', method: 'trades', paths: 100, block: 5, ruinLoss: 0.5, seed: 1 },
  },
  'lab.stop': { studyId: 'study-4' },
  'lab.result': { studyId: 'study-1' },
  'validate.source': { fileName: 'a.py', text: 'x = 1' },
  'deployment.resume': { deploymentId: 'dep', reason: 'because' },
  'replay.control': { action: 'start', datasetId, from: null, speed: 20 },
  'position.close': { deploymentId: 'dep', symbol: 'ALDR' },
  'kill.trigger': { level: 'paused', reason: '' },
  'kill.rearm': { phrase: 'REARM', reason: 'looked at it' },
  'agent.control': { agentId: 'A1', action: 'pause' },
  'journal.read': { correlationId: null, topic: null, fromSequence: null, limit: 10 },
  'journal.causes': { id: 'm-1' },
  'keys.list': {},
  'keys.set': { name: 'openai-api-key', secret: 'sk-0123456789' },
  'keys.clear': { name: 'openai-api-key' },
  'models.get': {},
  'models.set': { agentId: 'A1', provider: 'house', model: 'house' },
  'audit.verify': {},
  'replay.verify': { runId: 'run-1' },
};

describe.each([
  ['full', full],
  ['fresh', fixtureFreshView(now)],
] as const)('the %s view', (_name, view) => {
  it.each(Object.keys(collections) as CollectionName[])('%s fit their schema', (name) => {
    for (const [key, row] of Object.entries(view[name])) {
      const parsed = collections[name].safeParse(row);
      expect(parsed.success ? '' : `${name}/${key}: ${parsed.error.message}`).toBe('');
    }
  });
});

describe('the answers', () => {
  it.each(Object.keys(queries) as RequestName[])('%s fits its schema', async (name) => {
    const bridge = createFixtureBridge('full', now);
    const answer = await bridge.call(name, queries[name] as never);
    expect(requests[name].query.safeParse(queries[name]).error?.message).toBeUndefined();
    expect(answer.ok).toBe(true);
    if (answer.ok) expect(requests[name].answer.safeParse(answer.value).error?.message).toBeUndefined();
  });
});

/** Well-formed queries from somebody who knows nothing of this desk, and whether an honest desk can answer them. A request not named here is asked with single fields only. */
import type { RequestName, RequestQuery } from '../../../shared/desk-api/requests.ts';

const limits = {
  capital: 100_000,
  maxPositionShare: 1,
  maxGrossLeverage: 2,
  maxDailyLossShare: 0.1,
  maxDrawdownShare: 0.35,
};
const seal = 'a'.repeat(64);

export const strangerQueries: {
  readonly [R in RequestName]?: {
    readonly query: RequestQuery<R>;
    readonly answered: boolean /** Fields whose other values mean something else. */;
    readonly keep?: readonly string[];
  };
} = {
  'chart.series': { query: { datasetId: 'ds-none', symbol: 'NONE', timeframe: '1d', limit: 10 }, answered: false },
  'chart.expression': {
    query: { datasetId: 'ds-none', symbol: 'NONE', timeframe: '1d', limit: 10, expression: 'sma(close, 50)' },
    answered: false,
  },
  'datasets.list': { query: {}, answered: true },
  'datasets.upload': { query: { uploadId: 'nobody', name: 'a.csv', base64: 'YQ==' }, answered: false },
  'datasets.import': {
    query: { name: 'Mine', files: [{ name: 'a.csv', text: 'nothing;of\nuse;here' }] },
    answered: false,
  },
  'datasets.fetch': { query: { source: 'yahoo', symbols: ['NONE'] }, answered: false },
  'datasets.stop': { query: {}, answered: true },
  'research.start': {
    query: { datasetId: 'ds-none', seed: 1, generations: 1, population: 1 },
    answered: false,
    keep: ['datasetId'],
  },
  'research.report': { query: { runId: 'run-none' }, answered: false },
  'research.trials': { query: { datasetId: 'ds-none' }, answered: false },
  'research.stop': { query: { runId: 'run-none' }, answered: false },
  'strategy.dossier': { query: { strategyId: 'st-none' }, answered: false },
  'strategy.approve': {
    query: { strategyId: 'st-none', environment: 'paper', limits, expiresAt: 4_000_000_000_000, approvalHash: seal },
    answered: false,
  },
  'strategy.seal': { query: { strategyId: 'st-none', limits, expiresAt: 4_000_000_000_000 }, answered: false },
  'strategy.reject': { query: { strategyId: 'st-none', reason: 'I do not like it' }, answered: false },
  'lab.start': {
    query: {
      strategyId: 'st-none',
      query: { study: 'monte-carlo', method: 'trades', paths: 100, block: 5, ruinLoss: 0.5, seed: 1 },
    },
    answered: false,
  },
  'lab.stop': { query: { studyId: 'study-0' }, answered: false },
  'lab.result': { query: { studyId: 'study-0' }, answered: false },
  'validate.source': { query: { fileName: 'a.py', text: 'x = 1' }, answered: true },
  'deployment.resume': { query: { deploymentId: 'pd-none', reason: 'because' }, answered: false },
  'deployment.stop': { query: { deploymentId: 'pd-none' }, answered: false },
  'replay.control': {
    query: { action: 'start', datasetId: 'ds-none', from: null, speed: 1 },
    answered: false,
    keep: ['datasetId'],
  },
  'position.close': { query: { deploymentId: 'pd-none', symbol: 'NONE' }, answered: false },
  'kill.trigger': { query: { level: 'paused', reason: 'a stranger may stop, never start' }, answered: true },
  'kill.rearm': { query: { phrase: 'please', reason: 'because I say so' }, answered: false },
  'agent.control': { query: { agentId: 'Z9', action: 'pause' }, answered: false },
  'journal.read': { query: { correlationId: null, topic: null, fromSequence: null, limit: 5 }, answered: true },
  'journal.causes': { query: { id: 'nothing/1' }, answered: false },
  'audit.verify': { query: {}, answered: true },
  'replay.verify': { query: { runId: 'run-none' }, answered: false },
};

/** The whole view of a desk in the middle of its day, or of one that was just opened. */
import { hashOf } from '../../shared/core/canonical.ts';
import { dayMs } from '../../shared/core/time.ts';
import type { Row, View } from '../../shared/desk-api/view.ts';
import { collections } from '../../shared/desk-api/view.ts';
import { fixtureAgents, fixtureEdges } from './fixture-agents.ts';
import { fixtureStudies } from './fixture-lab.ts';
import { fixtureEnd, fixtureSymbols, sessions } from './fixture-market.ts';
import { fixtureDatasetId, fixtureRunId, fixtureStrategies } from './fixture-strategies.ts';
import { fixtureTrading } from './fixture-trading.ts';

const keyed = <T>(rows: readonly T[], keyOf: (row: T) => string): Record<string, T> =>
  Object.fromEntries(rows.map((row) => [keyOf(row), row]));

const dataset = (): Row<'datasets'> => ({
  id: fixtureDatasetId,
  name: 'Sample market',
  synthetic: true,
  source: 'sample-market',
  benchmark: 'MKT',
  symbols: fixtureSymbols,
  bars: 45_300,
  from: Date.UTC(2009, 11, 31),
  to: fixtureEnd,
  qualityScore: 0.987,
  issues: 4,
});

const status = (now: number): Row<'status'> => ({
  id: 'desk',
  version: '0.1.0',
  startedAt: now - 3_600_000,
  killLevel: 'armed',
  killReason: '',
  killReport: null,
  model: 'house',
  broker: 'simulated',
  keychain: 'no-daemon',
  hotkey: 'Ctrl+Alt+K',
  journalSequence: 12_806,
});

const empty = (): View => Object.fromEntries(Object.keys(collections).map((name) => [name, {}])) as View;

/** A desk that was opened a moment ago: the sample market is loaded, nothing was done yet. */
export const fixtureFreshView = (now: number): View => ({
  ...empty(),
  status: { desk: { ...status(now), journalSequence: 18 } },
  datasets: { [fixtureDatasetId]: dataset() },
  agents: keyed(
    fixtureAgents(now).map((a) => ({
      ...a,
      state: 'ready' as const,
      queued: 0,
      handled: 0,
      failed: 0,
      restarts: 0,
      latencyMs: 0,
      lastTopic: '',
      lastNote: '',
    })),
    (a) => a.id,
  ),
});

const alerts = (now: number): Row<'alerts'>[] => [
  {
    id: 'al-1',
    severity: 'warning',
    title: 'Daily loss at 60 % of its limit',
    text: 'The paper account lost 1.2 % today; entries stop at 2 %.',
    source: 'D2',
    at: now - 90_000,
  },
  {
    id: 'al-2',
    severity: 'info',
    title: 'Approved for paper',
    text: 'Three-day pullback 41/12 trades on paper from the next session on.',
    source: 'A3',
    at: now - 640_000,
  },
  {
    id: 'al-3',
    severity: 'info',
    title: 'No keychain on this machine',
    text: 'Keys can be typed for this session; nothing is written to disk.',
    source: 'M1',
    at: now - 3_500_000,
  },
];

const lessons = (now: number, strategies: readonly Row<'strategies'>[]): Row<'lessons'>[] =>
  strategies.slice(4, 24).map((s, i) => ({
    lessonId: `ls-${hashOf(['lesson', i]).slice(0, 10)}`,
    claim: [
      'Turn-of-the-month entries did not pay for their costs in this market.',
      'Breakouts from calm keep more of their Sharpe on the sealed part than breakouts without the filter.',
      'Pullbacks inside a bear regime lose on average; a regime filter turns the family positive.',
      'Fewer than thirty trades: the threshold of the entry is too strict to be judged.',
    ][i % 4] as string,
    cause: ['costs', 'passed', 'out-of-sample', 'too-few-trades'][i % 4] as string,
    family: s.family,
    features: ['highest', 'stdev', 'rsi', 'sma', 'regime'].slice(i % 3, (i % 3) + 3),
    regime: ['bull', 'sideways', 'bear'][i % 3] as string,
    weight: [-0.6, 0.7, -0.3, -0.2][i % 4] as number,
    falsifier: 'The next ten of the family do otherwise.',
    evidence: [s.strategyId],
    at: now - i * 60_000,
    runId: fixtureRunId,
  }));

const signals = (now: number): Row<'signals'>[] =>
  fixtureSymbols.slice(0, 11).map((symbol, i) => {
    const score = Math.sin(i * 1.7) * 0.7;
    return {
      symbol,
      score,
      lower: Math.max(-1, score - 0.28 - (i % 3) * 0.05),
      upper: Math.min(1, score + 0.26),
      coverage: 0.9,
      measuredCoverage: 0.87 + (i % 4) * 0.012,
      contributions: [
        { modality: 'momentum', score: Math.sin(i * 2.1) * 0.8, weight: 0.4 },
        { modality: 'reversal', score: -Math.sin(i * 2.1) * 0.4, weight: 0.2 },
        { modality: 'volume', score: Math.cos(i) * 0.5, weight: 0.15 },
        { modality: 'news', score: Math.cos(i * 3) * 0.6, weight: 0.25 },
      ],
      conflicts:
        i % 4 === 1
          ? [
              {
                between: ['momentum', 'news'],
                winner: 'momentum',
                text: 'Prices rise while headlines sour; momentum weighed more.',
              },
            ]
          : [],
      datasetId: fixtureDatasetId,
      asOf: now,
    };
  });

const topics = [
  'strategy.proposed',
  'strategy.coded',
  'validation.checked',
  'trade.backtest',
  'trade.run',
  'validation.report',
  'validation.verdict',
  'strategy.lesson',
] as const;
const writers = ['A1', 'A2', 'D5', 'A3', 'D3', 'A4', 'A6', 'A5'] as const;
const messages = (now: number, strategies: readonly Row<'strategies'>[]): Row<'messages'>[] =>
  Array.from({ length: 120 }, (_, i) => ({
    id: `m-${i}`,
    sequence: 12_686 + i,
    topic: topics[i % 8] as string,
    source: `agent/${writers[i % 8]}`,
    subject: strategies[Math.floor(i / 8)]?.strategyId ?? '',
    causationId: i === 0 ? null : `m-${i - 1}`,
    time: now - (120 - i) * 700,
  }));

/** A desk in the middle of its day: a run under way, one strategy on paper, a replay playing. */
export function fixtureFullView(now: number): View {
  const strategies = fixtureStrategies(36, now);
  const approved = strategies.find((s) => s.stage === 'approved')?.strategyId as string;
  const rejected = strategies.find((s) => s.stage === 'rejected')?.strategyId as string;
  const trading = fixtureTrading(approved);
  const limits = {
    capital: 25_000,
    maxPositionShare: 0.2,
    maxGrossLeverage: 1,
    maxDailyLossShare: 0.02,
    maxDrawdownShare: 0.15,
  };
  const seal = hashOf(['seal', approved]);
  const times = sessions(250);
  return {
    status: { desk: status(now) },
    agents: keyed(fixtureAgents(now), (r) => r.id),
    edges: keyed(fixtureEdges(now), (r) => r.id),
    datasets: { [fixtureDatasetId]: dataset() },
    runs: keyed<Row<'runs'>>(
      [
        {
          runId: fixtureRunId,
          seed: 7,
          datasetId: fixtureDatasetId,
          status: 'running',
          generation: 2,
          generations: 3,
          proposed: 36,
          decided: 31,
          accepted: 4,
          startedAt: now - 38_000,
          remainingMs: 9400,
          reason: '',
          hash: null,
        },
        {
          runId: 'run-0006',
          seed: 6,
          datasetId: fixtureDatasetId,
          status: 'complete',
          generation: 2,
          generations: 3,
          proposed: 36,
          decided: 36,
          accepted: 2,
          startedAt: now - 1_900_000,
          remainingMs: null,
          reason: 'All generations are decided.',
          hash: 'c1'.repeat(32),
        },
        {
          runId: 'run-0005',
          seed: 5,
          datasetId: fixtureDatasetId,
          status: 'aborted',
          generation: 0,
          generations: 3,
          proposed: 12,
          decided: 7,
          accepted: 0,
          startedAt: now - 7_200_000,
          remainingMs: null,
          reason: 'Stopped by you.',
          hash: null,
        },
      ],
      (r) => r.runId,
    ),
    strategies: keyed(strategies, (r) => r.strategyId),
    decisions: {
      [approved]: {
        id: approved,
        at: now - 640_000,
        strategyId: approved,
        decision: 'approve',
        environment: 'paper',
        approvalHash: seal,
        limits,
        expiresAt: now + 30 * dayMs,
        reason: '',
      },
      [rejected]: {
        id: rejected,
        at: now - 700_000,
        strategyId: rejected,
        decision: 'reject',
        environment: 'paper',
        approvalHash: null,
        limits: null,
        expiresAt: null,
        reason: 'Too like what I run.',
      },
    },
    health: {},
    archives: {
      [fixtureRunId]: {
        runId: fixtureRunId,
        generation: 2,
        cells: strategies.slice(0, 14).map((s, i) => ({
          family: s.family,
          holding: (['days', 'weeks', 'months'] as const)[i % 3] as 'days',
          regime: (['bull', 'bear', 'sideways', 'any'] as const)[i % 4] as 'any',
          strategyId: s.strategyId,
          score: s.sharpe ?? 0,
        })),
        portfolios: (['bull', 'bear', 'sideways'] as const).map((regime, i) => ({
          regime,
          strategyIds: strategies.slice(i * 3, i * 3 + 3).map((s) => s.strategyId),
          sharpe: 1.84 - 0.3 * i,
          meanCorrelation: 0.12 + 0.05 * i,
        })),
      },
    },
    studies: fixtureStudies(
      [...strategies].sort((a, b) => (b.sharpe ?? 0) - (a.sharpe ?? 0))[0]?.strategyId ?? '',
      now,
    ),
    deployments: {
      'dep-paper-1': {
        deploymentId: 'dep-paper-1',
        strategyId: approved,
        specHash: hashOf(['spec', approved]),
        environment: 'paper',
        datasetId: fixtureDatasetId,
        limits,
        approvalHash: seal,
        status: 'active',
        reason: 'Its seal was verified.',
      },
    },
    replays: {
      'replay-1': {
        sessionId: 'replay-1',
        datasetId: fixtureDatasetId,
        status: 'playing',
        time: times[182] as number,
        step: 183,
        of: 250,
        speed: 20,
      },
    },
    orders: keyed(trading.orders, (r) => r.intent.clientOrderId),
    refusals: keyed(trading.refusals, (r) => r.id),
    fills: keyed(trading.fills, (r) => r.executionId),
    positions: keyed(trading.positions, (r) => `${r.deploymentId}/${r.symbol}`),
    accounts: { paper: trading.account },
    equity: keyed(trading.equity, (r) => r.id),
    regimes: {
      [fixtureDatasetId]: {
        datasetId: fixtureDatasetId,
        asOf: fixtureEnd,
        current: { label: 'bull', volatility: 'normal', probabilities: { bull: 0.71, bear: 0.08, sideways: 0.21 } },
        summary: 'The benchmark stands 6.1 % above its 200-day mean; volatility is near its median; breadth is 68 %.',
      },
    },
    signals: keyed(signals(fixtureEnd), (r) => r.symbol),
    lessons: keyed(lessons(now, strategies), (r) => r.lessonId),
    alerts: keyed(alerts(now), (r) => r.id),
    messages: keyed(messages(now, strategies), (r) => r.id),
  };
}

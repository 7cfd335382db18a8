/** A bridge that stands in for a desk: rich rows, answers for every request, and small changes while it is watched. */

import { hashOf } from '../../shared/core/canonical.ts';
import { type Refusal, type Result, refuse } from '../../shared/core/result.ts';
import type { DeskBridge } from '../../shared/desk-api/bridge.ts';
import type { RequestAnswer, RequestName } from '../../shared/desk-api/requests.ts';
import type { Change, Operation, Snapshot, View } from '../../shared/desk-api/view.ts';
import { fixtureDossier } from './fixture-dossier.ts';
import { fixtureStudyResult } from './fixture-lab.ts';
import { fixtureEnd, fixtureSeries, fixtureSymbols, movingAverage } from './fixture-market.ts';
import { fixtureSourceReport } from './fixture-source-report.ts';
import { fixtureDatasetId } from './fixture-strategies.ts';
import { fixtureFreshView, fixtureFullView } from './fixture-view.ts';

/** `fresh`: just opened. `full`: in the middle of its day. `refusing`: every request is refused. `silent`: never answers. `killed`: flattened, with its report. `offline`: answered once, then gone. */
export type Scenario = 'fresh' | 'full' | 'refusing' | 'silent' | 'killed' | 'offline';

type Answers = { [R in RequestName]: (query: never) => Result<RequestAnswer<R>, Refusal> };
const good = <T>(value: T): Result<T, Refusal> => ({ ok: true, value });
const done = () => good({ done: true as const });

const killedStatus = (view: View, now: number): View => {
  const desk = view.status.desk;
  if (desk === undefined) return view;
  const positions = Object.values(view.positions).map((p, i) => ({
    symbol: p.symbol,
    deploymentId: p.deploymentId,
    quantity: p.quantity,
    outcome: i === 4 ? ('failed' as const) : ('flat' as const),
    elapsedMs: 3.1 + i * 2.4,
    reason: i === 4 ? 'the broker did not confirm within 2 s' : null,
  }));
  const killReport = {
    level: 'flattened' as const,
    phase: 'incomplete' as const,
    origin: 'window' as const,
    reason: 'Flatten from the title bar',
    triggeredAt: now - 4000,
    latchedMs: 0.4,
    finishedMs: 2014,
    cancelledOrders: 6,
    positions,
  };
  return {
    ...view,
    status: { desk: { ...desk, killLevel: 'flattened', killReason: 'Flatten from the title bar', killReport } },
  };
};

const viewOf = (scenario: Scenario, now: number): View =>
  scenario === 'fresh'
    ? fixtureFreshView(now)
    : scenario === 'killed'
      ? killedStatus(fixtureFullView(now), now)
      : fixtureFullView(now);

const manifest = (): RequestAnswer<'datasets.list'>['datasets'][number] => ({
  id: fixtureDatasetId,
  name: 'Sample market',
  synthetic: true,
  source: 'sample-market',
  benchmark: 'MKT',
  instruments: fixtureSymbols.map((symbol, i) => ({
    symbol,
    name: `${symbol.charAt(0)}${symbol.slice(1).toLowerCase()} Holdings`,
    kind: symbol === 'MKT' ? 'index' : 'equity',
    sector: ['Industry', 'Health', 'Energy', 'Banks'][i % 4] as string,
    currency: 'USD',
    tickSize: 0.01,
    lotSize: 1,
    tradable: symbol !== 'MKT',
    delistedAt: symbol === 'KELP' ? Date.UTC(2021, 4, 3) : null,
  })),
  series: fixtureSymbols.map((symbol, i) => ({
    symbol,
    timeframe: '1d',
    bars: 3775,
    from: Date.UTC(2009, 11, 31),
    to: fixtureEnd,
    hash: hashOf(['series', symbol]),
    qualityScore: i === 3 ? 0.91 : 1,
    issues:
      i === 3
        ? [
            {
              code: 'gap',
              row: 812,
              text: 'Two sessions are missing; the bar before stands until the next.',
              repaired: true,
            },
            {
              code: 'spike',
              row: 1204,
              text: 'A low of 0.01 between closes of 71; replaced by the smaller of open and close.',
              repaired: true,
            },
          ]
        : [],
  })),
  newsCount: 812,
  macro: [{ id: 'POLICY', name: 'Policy rate', observations: 180 }],
});

/** Answers of the fixture desk, by request. */
function answersOf(now: number, view: () => View): Answers {
  let uploaded = '';
  const strategy = (id: string) => view().strategies[id];
  const seal = (query: unknown) => good({ approvalHash: hashOf(['seal', query]) });
  const chain: RequestAnswer<'journal.causes'>['chain'] = [
    'validation.verdict',
    'validation.report',
    'trade.run',
    'trade.backtest',
    'validation.checked',
    'strategy.coded',
    'strategy.proposed',
    'control.research',
  ].map((topic, i) => ({
    specversion: '1.0',
    sequence: 12_800 - i * 3,
    id: `m-${100 - i}`,
    type: 'ValidationMessage',
    topic,
    source: `agent/${['A6', 'A4', 'D3', 'A3', 'D5', 'A2', 'A1', 'V0'][i]}`,
    subject: i === 7 ? '' : 'st-8f1c2a90b3d1',
    time: now - i * 900,
    correlationId: 'run-0007',
    causationId: i === 7 ? null : `m-${99 - i}`,
    priority: 3,
    data: { verdict: 'go', decidedBy: 'A6', trials: 96, deflatedSharpe: 0.94 },
  }));
  const answers: Answers = {
    'chart.series': (q: { symbol: string; timeframe: '1d'; limit: number }) =>
      good({
        symbol: q.symbol,
        timeframe: q.timeframe,
        synthetic: true,
        ...fixtureSeries(q.symbol, Math.min(q.limit, 1500)),
      }),
    'chart.expression': (q: { symbol: string; expression: string; limit: number }) => {
      const bars = fixtureSeries(q.symbol, Math.min(q.limit, 1500));
      const length = Number(/\d+/.exec(q.expression)?.[0] ?? 20);
      if (!/^(sma|ema|rsi)\(/.test(q.expression))
        return refuse('unknown-function', `There is no function called "${q.expression}".`, {
          where: 'character 1',
          fix: 'try sma(close, 50)',
        });
      const mean = movingAverage(bars.close, length);
      return good({
        time: bars.time,
        value: q.expression.startsWith('rsi')
          ? mean.map((v, i) => (v === null ? null : 50 + 900 * ((bars.close[i] as number) / v - 1)))
          : mean,
      });
    },
    'datasets.list': () => good({ datasets: [manifest()] }),
    'datasets.upload': (q: { uploadId: string | null; base64: string }) => {
      uploaded = q.uploadId === null ? atob(q.base64) : uploaded + atob(q.base64);
      return good({ uploadId: 'upload-1', bytes: uploaded.length });
    },
    'datasets.fetch': () => good({ manifest: manifest(), notes: ['2 new headlines, 0 already known.'] }),
    'datasets.stop': done,
    'datasets.import': (q: { files: readonly { name: string; text: string }[] }) =>
      /close/i.test(q.files[0]?.text ?? uploaded)
        ? good({ manifest: manifest(), notes: ['Dates were sorted.', '1 duplicate row was dropped (row 14).'] })
        : refuse('missing-column', 'The file has no column called close.', {
            where: `${q.files[0]?.name ?? 'prices.csv'}, row 1`,
            fix: 'name the columns date, open, high, low, close, volume',
          }),
    'research.start': () => good({ runId: 'run-0008' }),
    'research.report': () => good({ html: '<!doctype html><title>Run</title><p>36 candidates.' }),
    'research.trials': () =>
      good({ datasets: [{ datasetId: fixtureDatasetId, name: 'Fixture', trials: 96, mean: 0.01, variance: 0.0004 }] }),
    'research.stop': done,
    'strategy.dossier': (q: { strategyId: string }) => {
      const row = strategy(q.strategyId);
      return row === undefined
        ? refuse('unknown-strategy', `There is no strategy ${q.strategyId} on this desk.`, {
            fix: 'choose one on the Ideas screen',
          })
        : good(fixtureDossier(row, now));
    },
    'strategy.approve': (q: { approvalHash: string }) =>
      good({ approvalHash: q.approvalHash, deploymentId: 'dep-paper-2' }),
    'strategy.seal': seal,
    'strategy.reject': done,
    'lab.start': () => good({ studyId: 'study-4' }),
    'lab.stop': done,
    'lab.result': (q: { studyId: string }) => good(fixtureStudyResult(q.studyId)),
    'validate.source': (q: { fileName: string; text: string }) => fixtureSourceReport(q.fileName, q.text),
    'deployment.stop': done,
    'deployment.resume': done,
    'replay.control': () => good({ sessionId: 'replay-1' }),
    'position.close': done,
    'kill.trigger': () => good({ latchedMs: 0.4 }),
    'kill.rearm': done,
    'agent.control': done,
    'journal.read': () => good({ messages: chain }),
    'journal.causes': () => good({ chain }),
    'keys.list': () =>
      good({
        kept: 'keychain',
        state: 'available',
        text: 'The keychain is available.',
        keys: [
          { name: 'anthropic-api-key', for: 'anthropic models', present: true },
          { name: 'google-api-key', for: 'gemini models', present: false },
          { name: 'openai-api-key', for: 'openai models', present: false },
        ],
      }),
    'keys.set': () => good({ kept: 'keychain' }),
    'keys.clear': () => good({ done: true }),
    'models.get': () =>
      good({
        label: 'house',
        agents: ['A0', 'A1', 'A2', 'A5'].map((agentId) => ({ agentId, provider: 'house', model: 'house' })),
      }),
    'models.set': () => good({ label: 'anthropic/claude-opus' }),
    'audit.verify': () => good({ valid: true, entries: 1284, brokenAt: null }),
    'replay.verify': (q: { runId: string }) =>
      good({
        runId: q.runId,
        recorded: 'c1'.repeat(32),
        replayed: 'c1'.repeat(32),
        equal: true,
        messages: 310,
        firstDifference: null,
      }),
  };
  return answers;
}

export interface FixtureBridge extends DeskBridge {
  /** Publishes a change as the desk would. */
  change(operations: readonly Operation[]): void;
  readonly calls: readonly { readonly name: string; readonly query: unknown }[];
}

/** @param liveMs how often agents seem to speak; 0 = the desk stands still. */
export function createFixtureBridge(scenario: Scenario, now: number, liveMs = 0): FixtureBridge {
  let view = viewOf(scenario, now);
  let number = 1;
  const listeners = new Set<(change: Change) => void>();
  const calls: { name: string; query: unknown }[] = [];
  const answers = answersOf(now, () => view);
  const change = (operations: readonly Operation[]): void => {
    for (const { collection, key, row } of operations) {
      const rest = Object.entries(view[collection]).filter(([held]) => held !== key);
      view = { ...view, [collection]: Object.fromEntries(row === null ? rest : [...rest, [key, row]]) };
    }
    number++;
    for (const listener of listeners) listener({ number, operations });
  };
  if (liveMs > 0) {
    const order = ['A1>A2', 'A2>D5', 'D5>A3', 'A3>D3', 'D3>A4', 'A4>A6', 'A6>A5', 'A5>D6', 'D6>A1'];
    let turn = 0;
    setInterval(() => {
      const edge = view.edges[order[turn++ % order.length] as string];
      if (edge) change([{ collection: 'edges', key: edge.id, row: { ...edge, count: edge.count + 1 } }]);
    }, liveMs);
  }
  return {
    kind: 'direct',
    calls,
    change,
    call: async (name, query) => {
      calls.push({ name, query });
      if (scenario === 'silent') return new Promise(() => undefined);
      if (scenario === 'refusing')
        return refuse('data-missing', 'The data of this strategy could not be read.', {
          where: 'dataset ds-4be1a90c77d2035f',
          fix: 'import the dataset again on the Data screen',
        });
      return answers[name](query as never) as never;
    },
    snapshot: async (): Promise<Snapshot> => (scenario === 'silent' ? new Promise(() => undefined) : { number, view }),
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    onConnection(listener) {
      listener(scenario !== 'silent');
      if (scenario === 'offline') setTimeout(() => listener(false), 300);
      return () => undefined;
    },
  };
}

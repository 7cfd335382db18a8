/** The paper desk as a whole: approved strategies trade as in the backtest, and stop when told. */
import { afterEach, describe, expect, it } from 'vitest';
import { backtestPortfolioLimits } from '../../../agents/engine/backtest/limits.ts';
import { runBacktest } from '../../../agents/engine/backtest/run.ts';
import { defaultBacktestCosts } from '../../../agents/engine/backtest/types.ts';
import { defaultStrategyLimits } from '../../../agents/engine/orders/default-limits.ts';
import { createGate } from '../../../agents/engine/orders/gate.ts';
import type { StrategySpec } from '../../../shared/strategy/spec.ts';
import { type Floor, type FloorOptions, floorSpec, openFloor } from './floor.ts';

let open: Floor[] = [];
afterEach(async () => {
  for (const floor of open) await floor.close();
  open = [];
});
const boot = async (options: FloorOptions = {}): Promise<Floor> => {
  const floor = await openFloor(options);
  open.push(floor);
  return floor;
};
const play = async (floor: Floor, from: number, to: number, session = 's1'): Promise<void> => {
  for (let i = from; i < to; i++) {
    floor.moment(session, i);
    await floor.quiet();
  }
};

/** Turns from long to short and back, sized by risk, with a trailing stop. */
const turning: StrategySpec = {
  ...floorSpec,
  name: 'Floor turning',
  rules: {
    ...floorSpec.rules,
    exitLong: null,
    entryShort: 'cross_under(sma(close, fast), sma(close, slow))',
  },
  sizing: { kind: 'atr-risk', riskPercent: 1, atrMultiple: 2, atrLength: 10 },
  protection: {
    ...floorSpec.protection,
    stopLossPercent: null,
    stopLossAtr: 3,
    takeProfitPercent: null,
    trailingStopPercent: 5,
    timeExitBars: null,
  },
};

/** Rules that look at every symbol and at finished weeks, decided at the end of each week. */
const rotating: StrategySpec = {
  ...floorSpec,
  schema: 2,
  name: 'Floor rotation',
  family: 'rotation',
  rules: {
    ...floorSpec.rules,
    entryLong: 'rank(roc(close, slow)) <= 2 and on("1w", close > prev(close, 1))',
    exitLong: 'rank(roc(close, slow)) > 2',
  },
  calendar: 'always',
  schedule: { every: 'week', on: 'last', exits: 'any-bar' },
  protection: { ...floorSpec.protection, takeProfitPercent: null, takeProfitAtr: 4 },
};
/** Two symbols against each other. */
const paired: StrategySpec = {
  ...floorSpec,
  schema: 2,
  name: 'Floor pair',
  family: 'pairs',
  symbols: ['AAA', 'BBB'],
  rules: {
    entryLong: 'zscore(log(close) - log(partner(close)), slow) < -1',
    exitLong: 'zscore(log(close) - log(partner(close)), slow) > 0',
    entryShort: 'zscore(log(close) - log(partner(close)), slow) > 1',
    exitShort: 'zscore(log(close) - log(partner(close)), slow) < 0',
  },
  parameters: { slow: { value: 8, min: 5, max: 40, step: 1 } },
};

describe('the paper desk', () => {
  it('gives windows, timers and the kill chord their turn between two moments that both wait', async () => {
    const floor = await boot({ bars: 200 });
    floor.approve();
    await floor.quiet();
    floor.latch.tighten('paused');
    let turns = 0;
    let over = false;
    const turn = (): void => {
      turns++;
      if (!over) setImmediate(turn);
    };
    // Market replay at its fastest is this far ahead of the trading.
    for (let i = 0; i < 150; i++) floor.moment('s1', i);
    setImmediate(turn);
    const last = floor.dataset.series('AAA', '1d')?.columns.closeTime[149] as number;
    while (floor.orders.marketTime() < last) await new Promise((resolve) => setImmediate(resolve));
    over = true;
    expect(turns).toBeGreaterThanOrEqual(150);
  });

  it('connects the simulated broker at the start and says that keys last for the session', async () => {
    const floor = await boot();
    expect(floor.of('control.connection').map((m) => m.data)).toMatchObject([
      { broker: 'simulated', environment: 'paper', status: 'connected', handle: 'simulated/paper' },
    ]);
    expect(floor.of('control.alert').map((m) => m.data.title)).toContain('Session keys only');
    expect(floor.of('risk.limits')).toHaveLength(1);
    expect(floor.troubles).toEqual([]);
  });

  it('trades nothing without an approval', async () => {
    const floor = await boot();
    await play(floor, 0, 40);
    expect(floor.sends).toEqual([]);
    expect(floor.of('trade.account').length).toBeGreaterThanOrEqual(40);
  });

  it('trades an approved strategy fill by fill as the backtest does', async () => {
    for (const [seed, volume, spec] of [
      ['one', 5_000_000, floorSpec],
      ['two', 5_000_000, floorSpec],
      ['three', 0, floorSpec],
      ['thin', 3000, floorSpec],
      ['turn', 5_000_000, turning],
      ['round', 5_000_000, turning],
      ['weeks', 5_000_000, rotating],
      ['pair', 5_000_000, paired],
    ] as const) {
      const floor = await boot({ seed, volume, spec });
      const deploymentId = floor.approve();
      await floor.quiet();
      expect(floor.of('trade.deployment').at(-1)?.data).toMatchObject({ status: 'active', deploymentId });
      await play(floor, 0, 120);
      expect(floor.troubles).toEqual([]);
      const limits = backtestPortfolioLimits(defaultStrategyLimits);
      const tested = runBacktest({
        spec: floor.spec,
        dataset: floor.dataset,
        costs: defaultBacktestCosts,
        capital: defaultStrategyLimits.capital,
        limits: defaultStrategyLimits,
        gate: createGate({ limits: () => limits, latch: { level: () => 'armed' } }),
        intrabar: 'worst',
      });
      const fills = floor.of('trade.fill').map((m) => m.data);
      expect(fills.length, seed).toBe(tested.fills);
      expect(fills.length).toBeGreaterThan(8);
      const isEntry = new Set(
        floor.of('trade.intent').flatMap((m) => (m.data.reduceOnly ? [] : [m.data.clientOrderId])),
      );
      const opened = fills
        .filter((f) => isEntry.has(f.clientOrderId))
        .map((f) => [f.symbol, f.filledAt, Number(f.quantity)]);
      const entries = [
        ...tested.trades.map((t) => [t.symbol, t.entryTime, t.quantity]),
        ...tested.openPositions.map((p) => [p.symbol, p.entryTime, Math.abs(p.quantity)]),
      ].sort((a, b) => Number(a[1]) - Number(b[1]) || (String(a[0]) < String(b[0]) ? -1 : 1));

      expect(opened).toEqual(entries);
      const book = floor.orders.strategyBook(deploymentId);
      expect(Math.abs(book.equity - tested.finalEquity)).toBeLessThan(0.05);
    }
  });

  it('publishes signal, intent, order, fill and account, each caused by the moment before it', async () => {
    const floor = await boot();
    floor.approve();
    await floor.quiet();
    await play(floor, 0, 60);
    for (const topic of ['trade.signal', 'trade.intent', 'trade.order', 'trade.fill', 'risk.snapshot'] as const)
      expect(floor.of(topic).length, topic).toBeGreaterThan(0);
    const byId = new Map(floor.messages.map((m) => [m.id, m]));
    for (const message of floor.of('trade.intent'))
      expect(byId.get(message.causationId ?? '')?.topic).toBe('data.moment');
    expect(floor.of('trade.intent').every((m) => m.data.approvalHash !== null)).toBe(true);
  });

  it.each([
    ['a changed spec', (f: Floor['facts']) => ({ ...f, spec: { ...f.spec, thesis: `${f.spec.thesis}!` } })],
    [
      'a changed parameter',
      (f: Floor['facts']) => ({
        ...f,
        spec: { ...f.spec, parameters: { ...f.spec.parameters, fast: { value: 4, min: 2, max: 10, step: 1 } } },
      }),
    ],
    ['changed code', (f: Floor['facts']) => ({ ...f, sourceHashes: ['0'.repeat(64)] })],
    ['another dataset', (f: Floor['facts']) => ({ ...f, datasetId: 'ds-ffffffffffffffff' })],
    ['another report', (f: Floor['facts']) => ({ ...f, reportHash: '1'.repeat(64) })],
    ['a no-go verdict', (f: Floor['facts']) => ({ ...f, verdict: 'no-go' as const })],
    ['a forgotten strategy', () => undefined],
  ])('refuses an approval over %s', async (_what, facts) => {
    const floor = await boot({ facts });
    floor.approve();
    await floor.quiet();
    expect(floor.of('trade.deployment').map((m) => m.data.status)).toEqual(['refused']);
    await play(floor, 0, 40);
    expect(floor.sends).toEqual([]);
  });

  it('refuses live, other limits than sealed, another expiry and an expired approval', async () => {
    const floor = await boot();
    const { approvalHash, limits, expiresAt } = floor.approval();
    floor.decide({ approvalHash, limits, expiresAt, environment: 'live' });
    floor.decide({ approvalHash, limits: { ...limits, capital: limits.capital + 1 }, expiresAt });
    floor.decide({ approvalHash, limits, expiresAt: expiresAt + 1 });
    floor.decide({ approvalHash, limits, expiresAt: null });
    const { deploymentId: _unused, ...old } = floor.approval({}, 1);
    floor.clock.advance(2 * 86_400_000);
    floor.decide(old);
    await floor.quiet();
    expect(floor.of('trade.deployment').map((m) => m.data.status)).toEqual(Array(5).fill('refused'));
  });

  it('drains a revoked deployment: entries cancelled, positions closed, then stopped for ever', async () => {
    const floor = await boot();
    const deploymentId = floor.approve();
    await floor.quiet();
    let i = 0;
    while (floor.orders.positions().length === 0) await play(floor, i, ++i);
    floor.decide({ decision: 'revoke', reason: 'enough' });
    await floor.quiet();
    expect(floor.orders.positions()).toEqual([]);
    expect(floor.of('trade.deployment').map((m) => m.data.status)).toEqual(['active', 'draining', 'stopped']);
    const sent = floor.sends.length;
    await play(floor, i, i + 30);
    expect(floor.sends.length).toBe(sent);
    expect(floor.orders.deployments().find((d) => d.deploymentId === deploymentId)?.status).toBe('stopped');
  });

  it('starts every session flat and takes the same days again as new decisions', async () => {
    const floor = await boot();
    floor.approve();
    await floor.quiet();
    await play(floor, 0, 60, 's1');
    const first = floor.of('trade.fill').length;
    await play(floor, 0, 60, 's2');
    const fills = floor.of('trade.fill').map((m) => m.data);
    const again = fills.slice(first).filter((f) => f.side === 'buy');
    const before = fills.slice(0, first).filter((f) => f.side === 'buy');
    expect(again.map((f) => [f.symbol, f.filledAt])).toEqual(before.map((f) => [f.symbol, f.filledAt]));
    expect(await floor.orders.reconcile()).toEqual([]);
  });

  it('winds a strategy down at its drawdown limit', async () => {
    const floor = await boot({ spec: { ...floorSpec, sizing: { kind: 'percent-of-equity', percent: 60 } } });
    floor.approve({ maxDrawdownShare: 0.005 });
    await floor.quiet();
    await play(floor, 0, 120);
    expect(floor.of('risk.breach').map((m) => [m.data.code, m.data.tier])).toContainEqual([
      'strategy-drawdown',
      'halt',
    ]);
    expect(floor.of('trade.deployment').at(-1)?.data.status).toBe('stopped');
    expect(floor.orders.positions()).toEqual([]);
  });

  it('pauses and then flattens when the account loses too much', async () => {
    const floor = await boot({
      spec: { ...floorSpec, sizing: { kind: 'percent-of-equity', percent: 60 } },
      limits: { maxDrawdownShare: 0.0002 },
    });
    floor.approve();
    await floor.quiet();
    await play(floor, 0, 120);
    const tiers = floor
      .of('risk.breach')
      .filter((m) => m.data.code === 'drawdown')
      .map((m) => m.data.tier);
    expect(tiers).toEqual(expect.arrayContaining(['halt']));
    expect(floor.latch.level()).toBe('flattened');
    expect(floor.orders.positions()).toEqual([]);
    expect(floor.of('control.kill').at(-1)?.data).toMatchObject({ level: 'flattened', origin: 'risk' });
    expect(floor.of('control.kill-report').at(-1)?.data.phase).toBe('verified-flat');
    // The person has seen it and goes on: the fall is measured from here, and does not pull the switch again at once.
    floor.clock.advance(1);
    floor.bus.publish('V0', 'control.rearm', { reason: 'seen' });
    await floor.quiet();
    await play(floor, 0, 1, 's2');
    expect(floor.latch.level()).toBe('armed');
  });

  it('sends a candidate to the backtest and its whole result to the artefacts', async () => {
    const floor = await boot();
    const place = { generation: 0, index: 0, of: 1 };
    const { strategyId, specHash } = floor.facts;
    const more = { regimeHash: '', signalHash: '', datasetId: floor.facts.datasetId, place, strategyId, specHash };
    floor.bus.publish('D5', 'validation.checked', { ...more, passed: false, checks: [] }, { correlationId: 'run-x' });
    floor.bus.publish('D5', 'validation.checked', { ...more, passed: true, checks: [] }, { correlationId: 'run-x' });
    await floor.quiet();
    expect(floor.of('trade.backtest')).toHaveLength(1);
    const [run] = floor.of('trade.run').map((m) => m.data);
    expect(run).toMatchObject({ strategyId, trades: expect.any(Number) });
    const kept = floor.artefacts.get(run?.resultHash ?? '') as { worst: { trades: unknown[] } };
    expect(kept.worst.trades).toHaveLength(run?.trades ?? -1);
    expect(run?.trades).toBeGreaterThan(3);
    expect(floor.sends).toEqual([]);
  });
});

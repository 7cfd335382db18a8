/** Risk measures: exposure, value at risk and the tiers of a breach. */
import { describe, expect, it } from 'vitest';
import { defaultPortfolioLimits } from '../../../agents/engine/orders/default-limits.ts';
import { createBreachBook } from '../../../agents/validation/d2-risk/breaches.ts';
import { measure } from '../../../agents/validation/d2-risk/exposure.ts';
import { createPriceHistory, historyBars } from '../../../agents/validation/d2-risk/price-history.ts';
import { valueAtRisk } from '../../../agents/validation/d2-risk/value-at-risk.ts';
import { decimal } from '../../../shared/core/decimal.ts';
import type { Account, Position } from '../../../shared/domain/position.ts';
import { barOf, standing } from '../engine/orders/desk-fixture.ts';

const position = (symbol: string, value: number): Position => ({
  environment: 'paper',
  deploymentId: 'pd-1',
  strategyId: 'st-1',
  symbol,
  quantity: decimal(Math.sign(value)),
  averagePrice: decimal(1),
  marketPrice: decimal(Math.abs(value)),
  marketValue: decimal(value),
  unrealisedPnl: decimal(0),
  realisedPnl: decimal(0),
  protectiveStop: null,
  openedAt: 0,
});
const account = (equity: number, dayPnl = 0): Account => ({
  environment: 'paper',
  broker: 'simulated',
  currency: 'USD',
  cash: decimal(equity),
  equity: decimal(equity),
  buyingPower: decimal(0),
  dayPnl: decimal(dayPnl),
  asOf: 5,
});

describe('exposure', () => {
  it('adds gross, net, symbols and sectors', () => {
    const sectors = new Map([
      ['A', 'Tech'],
      ['B', 'Tech'],
    ]);
    const m = measure(account(1000, -10), [position('A', 300), position('B', -200), position('C', 100)], sectors, 1250);
    expect(m).toMatchObject({ grossExposure: 600, netExposure: 200, leverage: 0.6, drawdown: 0.2, dayPnl: -10 });
    expect(m.bySymbol).toEqual({ A: 300, B: 200, C: 100 });
    expect(m.bySector).toEqual({ Tech: 500, Unknown: 100 });
  });
});

describe('value at risk', () => {
  const history = (returns: readonly number[]) => {
    const out = createPriceHistory();
    let price = 100;
    out.add('s', barOf(0, price));
    for (const [i, r] of returns.entries()) {
      price *= 1 + r;
      out.add('s', barOf(i + 1, price));
    }
    return out;
  };

  it('is the loss that 95 of 100 bars stay below', () => {
    const returns = Array.from({ length: 100 }, (_, i) => -(((i * 37) % 100) + 1) / 10_000);
    expect(valueAtRisk([position('ACME', 10_000)], history(returns))).toBeCloseTo(95, 6);
  });

  it('is the other way round for a short, zero with nothing held, unknown with too little history', () => {
    const falling = history(Array(80).fill(-0.01));
    expect(valueAtRisk([position('ACME', -10_000)], falling)).toBe(0);
    expect(valueAtRisk([position('ACME', 10_000)], falling)).toBeCloseTo(100, 6);
    expect(valueAtRisk([], falling)).toBe(0);
    expect(valueAtRisk([position('ACME', 1)], history(Array(59).fill(0)))).toBeNull();
    expect(valueAtRisk([position('ACME', 1), position('ELSE', 1)], falling)).toBeNull();
  });

  it('starts over with a session, ignores a bar that comes twice and keeps a year', () => {
    const out = createPriceHistory();
    for (let i = 0; i < historyBars + 50; i++) out.add('s', barOf(i, 100 + i));
    out.add('s', barOf(historyBars + 49, 999));
    expect(out.returns('ACME').size).toBe(historyBars);
    expect(Math.max(...out.returns('ACME').values())).toBeLessThan(0.01);
    out.add('t', barOf(0, 100));
    expect(out.returns('ACME').size).toBe(0);
  });
});

describe('breaches', () => {
  const limits = { ...defaultPortfolioLimits, maxDrawdownShare: 0.1, maxDailyLossShare: 0.05 };
  const at = (equity: number, dayPnl = 0, positions: readonly Position[] = []) =>
    measure(account(equity, dayPnl), positions, new Map(), 1000);

  it('tells each tier once on the way down, and pulls the switch at its tiers', () => {
    const book = createBreachBook();
    const seen = [1000, 950, 915, 910, 899, 880, 849, 840].map((e) =>
      book.examine(at(e), limits, []).map((b) => [b.code, b.tier, b.kill]),
    );
    expect(seen).toEqual([
      [],
      [],
      [['drawdown', 'warn', null]],
      [],
      [['drawdown', 'reduce', 'paused']],
      [],
      [['drawdown', 'halt', 'flattened']],
      [],
    ]);
  });

  it('tells again after the value recovered, and after a re-arm', () => {
    const book = createBreachBook();
    const warned = (e: number): number => book.examine(at(e), limits, []).length;
    expect([warned(915), warned(1000), warned(915), warned(915)]).toEqual([1, 0, 1, 0]);
    book.rearm();
    expect(warned(915)).toBe(1);
  });

  it('jumps to the worst tier at once, and treats what is not a number as the worst', () => {
    expect(
      createBreachBook()
        .examine(at(500), limits, [])
        .map((b) => b.tier),
    ).toEqual(['halt']);
    const broken = { ...at(1000), drawdown: Number.NaN };
    expect(createBreachBook().examine(broken, limits, [])).toMatchObject([{ code: 'drawdown', kill: 'flattened' }]);
  });

  it('watches exposure by symbol and strategies by their own limits', () => {
    const book = createBreachBook();
    const strategies = [
      { deployment: standing, book: { equity: 1, dayPnl: -10_500, drawdown: 0.55, grossExposure: 0 } },
    ];
    const found = book.examine(at(1000, 0, [position('A', 260)]), limits, strategies);
    expect(found.map((b) => [b.code, b.tier, b.deploymentId, b.kill])).toEqual([
      ['symbol-share A', 'reduce', null, null],
      ['strategy-daily-loss', 'reduce', 'pd-1', null],
      ['strategy-drawdown', 'halt', 'pd-1', null],
    ]);
  });
});

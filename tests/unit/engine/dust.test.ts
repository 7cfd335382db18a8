/** Fractions too small to hold: a split that leaves nothing closes the position, and a filled order leaves no remainder. */
import { describe, expect, it } from 'vitest';
import { ColumnEngine } from '../../../agents/engine/columnar/engine.ts';
import { createMarket } from '../../../agents/engine/columnar/market.ts';
import { createCommission } from '../../../agents/engine/matching/commission.ts';
import { createMatchingEngine } from '../../../agents/engine/matching/engine.ts';

const day = 86_400_000;
const bars = 6;
const flat = (value: number): Float64Array => new Float64Array(bars).fill(value);
const openTime = Float64Array.from({ length: bars }, (_, i) => i * day);
const columns = {
  openTime,
  closeTime: openTime.map((t) => t + 1000),
  open: flat(100),
  high: flat(100),
  low: flat(100),
  close: flat(100),
  volume: flat(1e6),
  dividend: flat(0),
};

describe('a split that leaves less than a lot', () => {
  it.each([1, 2])('closes the position and pays it out, in a market of %i', (symbols) => {
    const split = flat(1);
    split[2] = 1e-4;
    const other = { symbol: 'Y', timeframe: '1d' as const, columns };
    const market = createMarket(
      [{ symbol: 'X', timeframe: '1d', columns, split }, ...(symbols === 2 ? [other] : [])],
      [{ symbol: 'X', lotSize: 1e-6 }],
    );
    const engine = new ColumnEngine(market, { capital: 10_000 });
    const { equity } = engine.run({
      onBar(broker, feed, bar) {
        if (feed !== 0) return;
        if (bar === 0) broker.order(0, 1e-6);
        if (bar === 2) broker.order(0, 10);
      },
    });
    // The split takes all but a ten-thousandth of a millionth of a share: a hundredth of a cent at most.
    for (const value of equity) expect(value).toBeCloseTo(10_000, 3);
    expect(engine.state.account.openCount).toBe(1);
    expect(engine.state.account.gross()).toBeCloseTo(1000, 6);
  });
});

it('a fill that leaves less than anything can be ends the order', () => {
  const engine = createMatchingEngine({
    slippageBps: 0,
    commission: createCommission({ bps: 0, perShare: 0, minimum: 0 }),
    intrabar: 'worst',
    lotSize: () => 0.1,
    participation: 0.1,
  });
  engine.submit({
    id: 'a',
    symbol: 'X',
    side: 'buy',
    type: 'market',
    timeInForce: 'gtc',
    quantity: 0.7,
    reduceOnly: false,
    decidedAt: 0,
  });
  let filled = 0;
  for (let i = 1; i <= 7; i++)
    for (const event of engine.onBar({
      symbol: 'X',
      openTime: i * day,
      closeTime: i * day + 1000,
      open: 100,
      high: 100,
      low: 100,
      close: 100,
      volume: 1,
    }))
      if (event.kind === 'fill') filled += event.quantity;
  // Seven tenths are not seven times a tenth in binary: what is left over is no order.
  expect(filled).toBeCloseTo(0.7, 12);
  expect(engine.hasOrders('X')).toBe(false);
});

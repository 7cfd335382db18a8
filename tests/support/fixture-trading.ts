/** Paper trading in the middle of a replay: orders, fills, refusals, positions, the account and its equity. */
import type { DecimalText } from '../../shared/core/units.ts';
import type { Row } from '../../shared/desk-api/view.ts';
import { fixtureCurve, fixtureSeries } from './fixture-market.ts';

const text = (value: number, places = 2): DecimalText => String(Number(value.toFixed(places))) as DecimalText;
const hash = 'a3'.repeat(32);

const order = (
  n: number,
  strategyId: string,
  symbol: string,
  side: 'buy' | 'sell',
  quantity: number,
  price: number,
  status: Row<'orders'>['status'],
  at: number,
): Row<'orders'> => ({
  intent: {
    clientOrderId: `qa-${String(n).padStart(8, '0')}-${symbol.toLowerCase()}`,
    deploymentId: 'dep-paper-1',
    strategyId,
    environment: 'paper',
    symbol,
    side,
    type: status === 'working' ? 'stop' : 'market',
    timeInForce: status === 'working' ? 'gtc' : 'opg',
    quantity: text(quantity, 0),
    limitPrice: null,
    stopPrice: status === 'working' ? text(price * 0.93) : null,
    trailBps: null,
    reduceOnly: side === 'sell',
    purpose: status === 'working' ? 'stop-loss' : side === 'buy' ? 'entry' : 'exit',
    decidedAt: at - 64_000_000,
    referencePrice: text(price),
    approvalHash: hash,
  },
  status,
  brokerOrderId: status === 'refused' ? null : `sim-${n}`,
  filledQuantity: text(
    status === 'filled' ? quantity : status === 'partially-filled' ? Math.floor(quantity / 3) : 0,
    0,
  ),
  averagePrice: status === 'filled' || status === 'partially-filled' ? text(price * 1.0004) : null,
  reason: status === 'refused' ? 'max-symbol-share: 31 % of equity in one symbol; 20 % is the most' : null,
  updatedAt: at,
});

export function fixtureTrading(strategyId: string) {
  const series = ['ALDR', 'CYNT', 'FERR', 'HALO', 'JUNO'].map((symbol) => ({
    symbol,
    bars: fixtureSeries(symbol, 1500),
  }));
  const orders: Row<'orders'>[] = [];
  const fills: Row<'fills'>[] = [];
  const positions: Row<'positions'>[] = [];
  let n = 1;
  for (const { symbol, bars } of series) {
    const size = Math.round(8000 / (bars.close.at(-1) as number));
    for (const [back, side] of [
      [180, 'buy'],
      [121, 'sell'],
      [84, 'buy'],
      [40, 'sell'],
      [22, 'buy'],
    ] as const) {
      const i = 1500 - back;
      const price = bars.open[i] as number;
      const at = bars.time[i] as number;
      const made = order(n++, strategyId, symbol, side, size, price, 'filled', at);
      orders.push(made);
      fills.push({
        executionId: `ex-${n}`,
        clientOrderId: made.intent.clientOrderId,
        deploymentId: 'dep-paper-1',
        strategyId,
        environment: 'paper',
        symbol,
        side,
        quantity: text(size, 0),
        price: text(price * 1.0004),
        fees: text(1 + size * 0.002),
        slippageBps: 4 * (((n * 7) % 5) / 3),
        filledAt: at,
      });
    }
    const entry = bars.open[1500 - 22] as number;
    const last = bars.close.at(-1) as number;
    orders.push(order(n++, strategyId, symbol, 'sell', size, entry, 'working', bars.time[1499] as number));
    positions.push({
      environment: 'paper',
      deploymentId: 'dep-paper-1',
      strategyId,
      symbol,
      quantity: text(size, 0),
      averagePrice: text(entry),
      marketPrice: text(last),
      marketValue: text(last * size),
      unrealisedPnl: text((last - entry) * size),
      realisedPnl: text(120 - size),
      protectiveStop: symbol === 'JUNO' ? null : text(entry * 0.93),
      openedAt: bars.time[1500 - 22] as number,
    });
  }
  const at = series[0]?.bars.time.at(-1) as number;
  orders.push(order(n++, strategyId, 'BRIQ', 'buy', 120, 71.2, 'partially-filled', at));
  orders.push(order(n++, strategyId, 'GLAS', 'buy', 300, 103.4, 'refused', at));
  const refusals: Row<'refusals'>[] = [
    {
      id: 'rf-1',
      symbol: 'GLAS',
      side: 'buy',
      quantity: '300',
      check: 'max-symbol-share',
      reason: '31 % of equity in one symbol; 20 % is the most.',
      at,
    },
    {
      id: 'rf-2',
      symbol: 'IONX',
      side: 'buy',
      quantity: '90',
      check: 'price-collar',
      reason: 'The reference price is 612 bp from the last price; 500 bp is the most.',
      at: at - 86_400_000,
    },
    {
      id: 'rf-3',
      symbol: 'KELP',
      side: 'buy',
      quantity: '400',
      check: 'kill-latch',
      reason: 'The desk is paused: no new entries.',
      at: at - 172_800_000,
    },
  ];
  const curve = fixtureCurve('curve/paper', 180, 0.11, 0.1);
  const equity = curve.time.map((time, i) => ({
    id: `paper/${time}`,
    time,
    equity: curve.equity[i] as number,
    environment: 'paper',
  }));
  const value = curve.equity.at(-1) as number;
  const account: Row<'accounts'> = {
    environment: 'paper',
    broker: 'simulated',
    currency: 'USD',
    cash: text(value * 0.61),
    equity: text(value),
    buyingPower: text(value * 1.22),
    dayPnl: text(value - (curve.equity.at(-2) as number)),
    asOf: at,
  };
  return { orders, fills, positions, refusals, equity, account };
}

/** The conventions in which engines differ, each shown on a few bars: what ours does, and what the two peers do. */
import { describe, expect, test } from 'vitest';
import { createMatchingEngine } from '../../agents/engine/matching/engine.ts';
import { askPeer } from './ask-peer.ts';
import { python } from './installed.ts';

interface Step {
  readonly bar: number;
  readonly op: 'buy' | 'close';
  readonly size?: number;
  /** Share of the equity. */
  readonly share?: number;
  readonly limit?: number;
  readonly stop?: number;
  readonly target?: number;
  /** Trailing distance as a share. */
  readonly trail?: number;
}
type Fill = readonly [bar: number, size: number, price: number];
interface Played {
  readonly fills: readonly Fill[];
  readonly equity: number;
}
interface Scenario {
  readonly name: string;
  readonly bars: readonly (readonly [open: number, high: number, low: number, close: number])[];
  readonly steps: readonly Step[];
  readonly cash: number;
  readonly expected: {
    readonly ours: readonly Fill[];
    readonly backtrader: readonly Fill[];
    readonly backtesting: readonly Fill[];
  };
}

const quiet = [100, 101, 99, 100] as const;
const cash = 10_000;
const scenarios: readonly Scenario[] = [
  {
    name: 'a stop works on the bar of its entry: here and in backtesting.py at once, in backtrader from the next bar on',
    bars: [quiet, quiet, [100, 101, 94, 99], [97, 98, 94, 96], quiet],
    steps: [{ bar: 1, op: 'buy', size: 10, stop: 95 }],
    cash,
    expected: {
      ours: [
        [2, 10, 100],
        [2, -10, 95],
      ],
      backtesting: [
        [2, 10, 100],
        [2, -10, 95],
      ],
      backtrader: [
        [2, 10, 100],
        [3, -10, 95],
      ],
    },
  },
  {
    name: 'a market exit is filled at the open, before the stop inside that bar; backtrader serves the older stop first and then sells again',
    bars: [quiet, quiet, quiet, [100, 101, 94, 99], [99, 100, 98, 99]],
    steps: [
      { bar: 1, op: 'buy', size: 10, stop: 95 },
      { bar: 2, op: 'close' },
    ],
    cash,
    expected: {
      ours: [
        [2, 10, 100],
        [3, -10, 100],
      ],
      backtesting: [
        [2, 10, 100],
        [3, -10, 100],
      ],
      backtrader: [
        [2, 10, 100],
        [3, -10, 95],
        [3, -10, 100],
      ],
    },
  },
  {
    name: 'stop and target in one bar: the stop is taken by all three',
    bars: [quiet, quiet, quiet, [100, 106, 94, 99], quiet],
    steps: [{ bar: 1, op: 'buy', size: 10, stop: 95, target: 105 }],
    cash,
    expected: {
      ours: [
        [2, 10, 100],
        [3, -10, 95],
      ],
      backtesting: [
        [2, 10, 100],
        [3, -10, 95],
      ],
      backtrader: [
        [2, 10, 100],
        [3, -10, 95],
      ],
    },
  },
  {
    name: 'a gapped stop and a gapped limit fill at the open in all three',
    bars: [quiet, quiet, [97, 99, 96, 98], [92, 93, 90, 91], quiet],
    steps: [{ bar: 1, op: 'buy', size: 10, limit: 98, stop: 95 }],
    cash,
    expected: {
      ours: [
        [2, 10, 97],
        [3, -10, 92],
      ],
      backtesting: [
        [2, 10, 97],
        [3, -10, 92],
      ],
      backtrader: [
        [2, 10, 97],
        [3, -10, 92],
      ],
    },
  },
  {
    name: 'a share of the equity is counted at the close that decides; backtesting.py counts at the price of the fill',
    bars: [quiet, quiet, [125, 126, 124, 125], [125, 126, 124, 125]],
    steps: [{ bar: 1, op: 'buy', share: 0.5 }],
    cash,
    expected: { ours: [[2, 50, 125]], backtrader: [[2, 50, 125]], backtesting: [[2, 40, 125]] },
  },
  {
    name: 'a trailing stop follows highs and is proved by the close; backtrader follows closes, backtesting.py has none',
    bars: [quiet, quiet, [100, 120, 99, 101], [101, 103, 100, 102], [102, 102, 90, 91], quiet],
    steps: [{ bar: 1, op: 'buy', size: 10, trail: 0.1 }],
    cash,
    expected: {
      ours: [
        [2, 10, 100],
        [2, -10, 108],
      ],
      backtrader: [
        [2, 10, 100],
        [4, -10, 91.8],
      ],
      backtesting: [],
    },
  },
  {
    name: 'a position that is still open is marked at the last close and is no trade',
    bars: [quiet, quiet, quiet, [110, 111, 109, 110]],
    steps: [{ bar: 1, op: 'buy', size: 10 }],
    cash,
    expected: { ours: [[2, 10, 100]], backtrader: [[2, 10, 100]], backtesting: [[2, 10, 100]] },
  },
];

const day = 86_400_000;

function playOurs({ bars, steps, cash: start }: Scenario): Played {
  const engine = createMatchingEngine({ slippageBps: 0, commission: () => 0, intrabar: 'worst', participation: null });
  const fills: Fill[] = [];
  let money = start;
  let orders = 0;
  for (const [bar, [open, high, low, close]] of bars.entries()) {
    const decidedAt = bar * day + 1000;
    const common = () => ({ symbol: 'AAA', timeInForce: 'gtc', decidedAt, id: `o${orders++}` }) as const;
    for (const event of engine.onBar({
      symbol: 'AAA',
      openTime: bar * day,
      closeTime: decidedAt,
      open,
      high,
      low,
      close,
      volume: Number.NaN,
    })) {
      if (event.kind !== 'fill') continue;
      const signed = event.side === 'buy' ? event.quantity : -event.quantity;
      money -= signed * event.price;
      fills.push([bar, signed, event.price]);
    }
    for (const step of steps.filter((s) => s.bar === bar)) {
      if (step.op === 'close') {
        engine.submit({
          ...common(),
          side: 'sell',
          type: 'market',
          quantity: engine.positionOf('AAA'),
          reduceOnly: true,
        });
        continue;
      }
      const quantity = step.size ?? Math.floor(((step.share ?? 0) * money) / close);
      const entry = { ...common(), side: 'buy', quantity, reduceOnly: false } as const;
      engine.submit({ ...entry, type: step.limit ? 'limit' : 'market', limitPrice: step.limit ?? null });
      const child = () =>
        ({ ...common(), side: 'sell', quantity, reduceOnly: true, parentId: entry.id, ocoGroup: entry.id }) as const;
      if (step.stop) engine.submit({ ...child(), type: 'stop', stopPrice: step.stop });
      if (step.target) engine.submit({ ...child(), type: 'limit', limitPrice: step.target });
      if (step.trail) engine.submit({ ...child(), type: 'trailing-stop', trailBps: step.trail * 10_000 });
    }
  }
  return { fills, equity: money + engine.positionOf('AAA') * (bars.at(-1)?.[3] ?? 0) };
}

const near = (fills: readonly Fill[]) => fills.map(([bar, size, price]) => [bar, size, expect.closeTo(price, 9)]);

describe.skipIf(python === undefined)('conventions of engines (skipped without the peers)', async () => {
  const answers =
    python === undefined
      ? []
      : await askPeer<readonly { backtrader: Played; backtesting: Played }[]>(python, 'conventions.py', { scenarios });

  test.each(scenarios.map((s, k) => [s.name, s, k] as const))('%s', (_name, scenario, k) => {
    const { ours, backtrader, backtesting } = scenario.expected;
    expect(playOurs(scenario).fills).toEqual(near(ours));
    expect(answers[k]?.backtrader.fills).toEqual(near(backtrader));
    expect(answers[k]?.backtesting.fills).toEqual(near(backtesting));
  });

  test('the open position is worth the same everywhere', () => {
    const last = scenarios.length - 1;
    const worth = playOurs(scenarios[last] as Scenario).equity;
    expect(worth).toBe(10_100);
    expect([answers[last]?.backtrader.equity, answers[last]?.backtesting.equity]).toEqual([worth, worth]);
  });
});

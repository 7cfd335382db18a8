/** The matching engine alone, with orders of a plan and a book of one position. */
import { createCommission } from '../../../agents/engine/matching/commission.ts';
import { createMatchingEngine } from '../../../agents/engine/matching/engine.ts';
import type { MatchFill } from '../../../agents/engine/matching/types.ts';
import { barsOf, cash as capital, type Engine, type Trip } from './engine.ts';
import { type Desk, planOf } from './plan.ts';

export const matchingEngine: Engine = {
  name: 'matching engine',
  run(strategy, series, commissionBps) {
    const bars = barsOf(series);
    const engine = createMatchingEngine({
      slippageBps: 0,
      commission: createCommission({ bps: commissionBps, perShare: 0, minimum: 0 }),
      intrabar: 'worst',
      participation: null,
    });
    const trips: Trip[] = [];
    let cash = capital;
    let open: { fill: MatchFill; bar: number } | undefined;
    let bar = 0;
    let orders = 0;
    const common = () => ({ symbol: 'AAA', id: `o${orders++}`, decidedAt: bars.closeTime[bar] as number }) as const;
    const held = () => engine.positionOf('AAA');

    const book = (fill: MatchFill): void => {
      cash -= (fill.side === 'buy' ? 1 : -1) * fill.quantity * fill.price + fill.fee;
      if (open === undefined) {
        open = { fill, bar };
        return;
      }
      const { fill: entry, bar: entryBar } = open;
      const side = entry.side === 'buy' ? 1 : -1;
      const gross = side * fill.quantity * (fill.price - entry.price);
      trips.push({
        side,
        size: fill.quantity,
        entryBar,
        entryPrice: entry.price,
        exitBar: bar,
        exitPrice: fill.price,
        pnl: gross - entry.fee - fill.fee,
      });
      open = undefined;
    };

    const desk: Desk = {
      held,
      equity: () => cash + held() * (bars.close[bar] as number),
      entryBar: () => open?.bar ?? bar,
      leave() {
        const side = held() > 0 ? 'sell' : 'buy';
        const quantity = Math.abs(held());
        engine.submit({ ...common(), side, type: 'market', timeInForce: 'gtc', quantity, reduceOnly: true });
      },
      enter({ side, quantity, type, price, stopPrice, targetPrice, trailBps }) {
        const entry = { ...common(), side, type, quantity, timeInForce: 'day', reduceOnly: false } as const;
        engine.submit({
          ...entry,
          limitPrice: type === 'limit' ? price : null,
          stopPrice: type === 'stop' ? price : null,
        });
        const child = {
          side: side === 'buy' ? 'sell' : 'buy',
          quantity,
          timeInForce: 'gtc',
          reduceOnly: true,
          parentId: entry.id,
          ocoGroup: entry.id,
        } as const;
        if (stopPrice !== null) engine.submit({ ...common(), ...child, type: 'stop', stopPrice });
        if (trailBps !== null) engine.submit({ ...common(), ...child, type: 'trailing-stop', trailBps });
        if (targetPrice !== null) engine.submit({ ...common(), ...child, type: 'limit', limitPrice: targetPrice });
      },
    };
    const decide = planOf(strategy, series);
    for (bar = 0; bar < bars.close.length; bar++) {
      const events = engine.onBar({
        symbol: 'AAA',
        openTime: bars.openTime[bar] as number,
        closeTime: bars.closeTime[bar] as number,
        open: bars.open[bar] as number,
        high: bars.high[bar] as number,
        low: bars.low[bar] as number,
        close: bars.close[bar] as number,
        volume: Number.NaN,
      });
      for (const event of events) if (event.kind === 'fill') book(event);
      decide(desk, bar);
    }
    bar = bars.close.length - 1;
    return { trips, equity: desk.equity() };
  },
};

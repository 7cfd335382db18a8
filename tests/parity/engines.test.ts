/** Two independent engines and ours: every strategy on every series with and without commission, round trip for round trip. */
import { describe, expect, test } from 'vitest';
import { askPeer } from './ask-peer.ts';
import { difference, keepRow } from './compare.ts';
import { compareTrips } from './compare-trips.ts';
import { cash, type Trip } from './engines/engine.ts';
import { engines } from './engines/index.ts';
import { python } from './installed.ts';
import { type Series, series } from './series.ts';
import { strategies } from './strategies.ts';

interface PeerRun
  extends Record<'side' | 'size' | 'entryBar' | 'entryPrice' | 'exitBar' | 'exitPrice' | 'pnl', Float64Array> {
  readonly equity: number;
}
interface Answer {
  readonly version: string;
  readonly runs: readonly PeerRun[];
}

/** Enough bars for many trades and few enough for an engine in Python. */
const bars = 1500;
const commissions = [0, 0.001];
const peers = [
  { name: 'backtrader', script: 'with_backtrader.py', guardsWait: true },
  { name: 'backtesting.py', script: 'with_backtesting.py', guardsWait: false },
];

const cut = (s: Series): Series => ({
  name: s.name,
  open: s.open.slice(-bars),
  high: s.high.slice(-bars),
  low: s.low.slice(-bars),
  close: s.close.slice(-bars),
  volume: s.volume.slice(-bars),
});

const tripsOf = (run: PeerRun): Trip[] =>
  [...run.side].map((side, k) => ({
    side,
    size: run.size[k] as number,
    entryBar: run.entryBar[k] as number,
    entryPrice: run.entryPrice[k] as number,
    exitBar: run.exitBar[k] as number,
    exitPrice: run.exitPrice[k] as number,
    pnl: run.pnl[k] as number,
  }));

describe.skipIf(python === undefined)('engines (skipped without the peers)', async () => {
  const markets = series.map(cut);
  const runs = strategies.flatMap((strategy) =>
    markets.flatMap((_, k) => commissions.map((commission) => ({ strategy: strategy.name, series: k, commission }))),
  );
  // A peer in Python needs a minute of one core: two halves side by side.
  const half = Math.ceil(runs.length / 2);
  const play = async (script: string): Promise<Answer> => {
    const parts = await Promise.all(
      [runs.slice(0, half), runs.slice(half)].map((part) =>
        askPeer<Answer>(python as string, script, { cash, series: markets, runs: part }),
      ),
    );
    return { version: parts[0]?.version ?? '', runs: parts.flatMap((part) => part.runs) };
  };
  const answers = python === undefined ? [] : await Promise.all(peers.map(({ script }) => play(script)));

  for (const [p, peer] of peers.entries()) {
    for (const engine of engines) {
      describe(`${engine.name} and ${peer.name}`, () => {
        const total = { runs: 0, equal: 0, sized: 0, moved: 0, price: 0, profit: 0, equity: 0 };
        const excused = new Map<string, number>();

        test.each(strategies.map((s) => [s.name, s] as const))('%s', (_name, strategy) => {
          const wrong: string[] = [];
          let trips = 0;
          for (const [k, market] of markets.entries()) {
            for (const commission of commissions) {
              const mine = engine.run(strategy, market, commission * 10_000);
              if (mine === undefined) continue;
              const place = runs.findIndex(
                (r) => r.strategy === strategy.name && r.series === k && r.commission === commission,
              );
              const theirs = answers[p]?.runs[place] as PeerRun;
              const compared = compareTrips(mine.trips, tripsOf(theirs), market, {
                guardsWait:
                  strategy.guarded === true &&
                  (peer.guardsWait || strategy.protection?.trailingStopPercent !== undefined),
                trails: strategy.protection?.trailingStopPercent !== undefined,
                moneyDecimals: engine.moneyDecimals,
              });
              for (const words of compared.wrong) wrong.push(`${market.name}, commission ${commission}: ${words}`);
              trips += compared.equal + compared.equalButForSize;
              total.runs++;
              total.equal += compared.equal;
              total.sized += compared.equalButForSize;
              total.moved += compared.moved;
              total.price = Math.max(total.price, compared.largestPrice);
              total.profit = Math.max(total.profit, compared.largestProfit);
              for (const [name, count] of compared.excused) excused.set(name, (excused.get(name) ?? 0) + count);
              if (compared.excused.size === 0) {
                const gap = difference(mine.equity, theirs.equity);
                total.equity = Math.max(total.equity, gap);
                if (gap > 1e-9)
                  wrong.push(`${market.name}, commission ${commission}: equity ${mine.equity}, ${theirs.equity}`);
              }
            }
          }
          expect(wrong).toEqual([]);
          if (!(strategy.entry && engine.name === 'backtest by spec')) expect(trips).toBeGreaterThan(20);
        });

        test('the table has its row', () => {
          const named = `${answers[p] && peer.name} ${answers[p]?.version}`;
          keepRow({
            peer: named,
            what: `${engine.name}: round trips in ${total.runs} runs`,
            cases: total.equal,
            largest: total.price,
            allowed: '1e-9',
          });
          keepRow({
            peer: named,
            what: `${engine.name}: profit, of the price`,
            cases: total.equal + total.sized,
            largest: total.profit,
            allowed: '1e-9',
          });
          keepRow({
            peer: named,
            what: `${engine.name}: last equity`,
            cases: total.runs,
            largest: total.equity,
            allowed: '1e-9',
          });
          for (const [name, count] of excused)
            keepRow({
              peer: named,
              what: `${engine.name}: convention ${name}`,
              cases: count,
              largest: null,
              allowed: `${total.moved} moved`,
              note: `${total.sized} equal but for the size`,
            });
          expect(total.equal).toBeGreaterThan(1000);
        });
      });
    }
  }
});

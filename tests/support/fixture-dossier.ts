/** A dossier for any fixture candidate, complete enough to fill every section. */
import { hashOf } from '../../shared/core/canonical.ts';
import { createRandom } from '../../shared/core/random.ts';
import type { Dossier } from '../../shared/desk-api/requests.ts';
import type { Row } from '../../shared/desk-api/view.ts';
import type { StrategySpec } from '../../shared/strategy/spec.ts';
import { fixtureCurve, fixtureSeries, fixtureSymbols } from './fixture-market.ts';

const bars = 1500;

const specOf = (row: Row<'strategies'>): StrategySpec => ({
  schema: 1,
  name: row.name,
  family: row.family,
  thesis:
    'After a calm stretch, a close above the highest close of the last fifty-five days draws in buyers who waited for proof; ' +
    'the move goes on for weeks, because large funds build positions slowly.',
  falsifier: 'Breakouts from calm earn no more than breakouts from noise over the next forty trades.',
  symbols: fixtureSymbols.slice(0, 8),
  timeframe: '1d',
  parameters: {
    entry_length: { value: 55, min: 20, max: 100, step: 5 },
    exit_length: { value: 20, min: 5, max: 50, step: 5 },
    calm: { value: 0.8, min: 0.4, max: 1.2, step: 0.1 },
  },
  rules: {
    entryLong: 'close > highest(close, entry_length)[1] and stdev(close, 20) < calm * stdev(close, 100)',
    exitLong: 'close < lowest(close, exit_length)[1]',
    entryShort: null,
    exitShort: null,
  },
  regimeFilter: "regime() != 'bear'",
  sizing: { kind: 'atr-risk', riskPercent: 0.8, atrMultiple: 3, atrLength: 20 },
  protection: {
    stopLossPercent: null,
    stopLossAtr: 3,
    takeProfitPercent: null,
    trailingStopPercent: 12,
    timeExitBars: 120,
    atrLength: 20,
  },
  maxOpenPositions: 6,
});

const performanceOf = (scale: number, row: Row<'strategies'>): NonNullable<Dossier['performance']> => ({
  bars,
  trades: Math.round((row.trades ?? 100) * 0.7 * (0.6 + scale * 0.4)),
  totalReturn: (row.annualReturn ?? 0.05) * 6.4 * scale,
  annualReturn: (row.annualReturn ?? 0.05) * scale,
  annualVolatility: 0.094,
  sharpe: (row.sharpe ?? 0.5) * scale,
  sortino: (row.sharpe ?? 0.5) * 1.5 * scale,
  calmar: 0.71 * scale,
  maxDrawdown: row.maxDrawdown ?? 0.15,
  maxDrawdownBars: 212,
  winRate: 0.437,
  profitFactor: 1 + 0.62 * scale,
  expectancy: 118.4 * scale,
  exposure: 0.52,
  turnover: 3.8,
  costs: 4210,
  barSharpe: 0.061,
  skewness: 0.42,
  kurtosis: 5.1,
});

function tradesOf(row: Row<'strategies'>): Dossier['trades'] {
  const random = createRandom(`trades/${row.strategyId}`);
  return fixtureSymbols.slice(0, 5).flatMap((symbol) => {
    const series = fixtureSeries(symbol, bars);
    const out: Dossier['trades'] = [];
    for (let i = 60 + random.int(60); i < bars - 90; i += 45 + random.int(90)) {
      const exit = i + 6 + random.int(60);
      const entryPrice = series.open[i] as number;
      const exitPrice = series.open[exit] as number;
      const quantity = Math.round(9000 / entryPrice);
      out.push({
        symbol,
        side: 'long',
        quantity,
        entryTime: series.time[i] as number,
        entryPrice,
        exitTime: series.time[exit] as number,
        exitPrice,
        exitReason: ['exit-rule', 'trailing-stop', 'stop-loss', 'time-exit'][random.int(4)] as string,
        fees: 2.1,
        pnl: (exitPrice - entryPrice) * quantity - 2.1,
        barsHeld: exit - i,
      });
    }
    return out;
  });
}

function monthlyOf(curve: { time: number[]; equity: number[] }): Record<string, number> {
  const out: Record<string, number> = {};
  let before = curve.equity[0] as number;
  let month = '';
  curve.time.forEach((time, i) => {
    const name = new Date(time).toISOString().slice(0, 7);
    if (month !== '' && name !== month) before = curve.equity[i - 1] as number;
    month = name;
    out[name] = (curve.equity[i] as number) / before - 1;
  });
  return out;
}

const typescript = `/** Channel breakout, generated from its spec; do not edit. */
import { highest, lowest, stdev } from './indicators.ts';

export const parameters = { entry_length: 55, exit_length: 20, calm: 0.8 } as const;

/** Called once a bar, at its close; orders fill at the next open at the earliest. */
export function onBar(ctx: Context): void {
  const top = highest(ctx.close, parameters.entry_length, 1);
  const floor = lowest(ctx.close, parameters.exit_length, 1);
  const calm = stdev(ctx.close, 20) < parameters.calm * stdev(ctx.close, 100);
  if (ctx.position === 0 && ctx.close.last > top && calm && ctx.regime !== 'bear') {
    ctx.enterLong({ risk: 0.008, stop: 3 * ctx.atr(20), trail: 0.12 });
  } else if (ctx.position > 0 && ctx.close.last < floor) {
    ctx.exitLong('exit-rule');
  }
}
`;
const backtrader = `# Channel breakout, generated from its spec; do not edit.
import backtrader as bt


class ChannelBreakout(bt.Strategy):
    params = dict(entry_length=55, exit_length=20, calm=0.8)

    def __init__(self):
        self.top = bt.ind.Highest(self.data.close(-1), period=self.p.entry_length)
        self.floor = bt.ind.Lowest(self.data.close(-1), period=self.p.exit_length)

    def next(self):
        if not self.position and self.data.close[0] > self.top[0]:
            self.buy(size=self.risk_size(0.008, 3.0))
        elif self.position and self.data.close[0] < self.floor[0]:
            self.close()
`;

const hasReport = (row: Row<'strategies'>): boolean => row.sharpe !== null;

export function fixtureDossier(row: Row<'strategies'>, now: number): Dossier {
  const spec = specOf(row);
  const tested = hasReport(row);
  const curve = fixtureCurve(`curve/${row.strategyId}`, bars, (row.annualReturn ?? 0) + 0.03, 0.1);
  const benchmark = fixtureCurve('curve/benchmark', bars, 0.055, 0.16).equity;
  const seal = {
    limits: {
      capital: 25_000,
      maxPositionShare: 0.2,
      maxGrossLeverage: 1,
      maxDailyLossShare: 0.02,
      maxDrawdownShare: 0.15,
    },
    expiresAt: now + 30 * 86_400_000,
    approvalHash: hashOf(['seal', row.strategyId]),
  };
  return {
    row,
    spec,
    specHash: hashOf(spec) as string,
    plainWords: [
      'Buys at the next open when the close is above the highest close of the 55 days before it, and the last 20 days were calmer than usual.',
      'Enters only while the market is not in a bear regime.',
      'Sells at the next open when the close is below the lowest close of the 20 days before it.',
      'Every position carries a stop 3 ATR below its entry and a trailing stop of 12 %, and ends after 120 days at the latest.',
      'Risks 0.8 % of its equity a position and holds at most six.',
    ],
    sources: [
      { target: 'typescript', fileName: 'channel-breakout.ts', text: typescript, proven: 'trades alike on 1,500 bars' },
      { target: 'backtrader', fileName: 'channel_breakout.py', text: backtrader, proven: 'syntax checked' },
    ],
    checks: row.checks,
    performance: tested ? performanceOf(1, row) : null,
    inSample: tested ? performanceOf(1.15, row) : null,
    outOfSample: tested ? performanceOf((row.outOfSampleSharpe ?? 0) / (row.sharpe || 1), row) : null,
    bestCase: tested ? performanceOf(1.04, row) : null,
    benchmark: tested ? performanceOf(0.6, row) : null,
    equity: tested ? curve : null,
    benchmarkEquity: tested ? benchmark : null,
    trades: tested ? tradesOf(row) : [],
    outOfSampleFrom: tested ? (curve.time[Math.floor(bars * 0.75)] as number) : null,
    monthly: tested ? monthlyOf(curve) : {},
    retirement:
      'Retired when its returns speak for an edge of nothing rather than 8.0 % a year (wrong in 5.0 % of cases, missed in 10.0 %).',
    synthetic: true,
    datasetName: 'Sample market',
    seal: row.stage === 'awaiting-approval' ? seal : null,
  };
}

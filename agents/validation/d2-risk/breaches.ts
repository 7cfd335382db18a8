/** Breaches: each limit with its tiers; a tier is told once, and again only after the value was below it. */
import type { TopicData } from '../../../shared/bus/topics.ts';
import type { KillLevel } from '../../../shared/domain/kill.ts';
import type { PortfolioLimits } from '../../../shared/domain/limits.ts';
import type { StandingDeployment, StrategyBook } from '../../kernel/order-ports.ts';
import type { Measured } from './exposure.ts';

type Tier = TopicData<'risk.breach'>['tier'];

/** A breach with the level of the kill switch it pulls, or null. */
export type Breach = TopicData<'risk.breach'> & { readonly kill: Exclude<KillLevel, 'armed'> | null };

/** A tier begins at a share of the limit. */
interface Step {
  readonly from: number;
  readonly tier: Tier;
  readonly kill: Breach['kill'];
}
interface Reading {
  readonly code: string;
  readonly deploymentId: string | null;
  readonly value: number;
  readonly limit: number;
  readonly steps: readonly Step[];
  readonly text: (value: number, limit: number) => string;
}

/** Losses: entries stop at the limit, everything is closed at one and a half times it. */
const lossSteps: readonly Step[] = [
  { from: 0.8, tier: 'warn', kill: null },
  { from: 1, tier: 'reduce', kill: 'paused' },
  { from: 1.5, tier: 'halt', kill: 'flattened' },
];
/** Exposure grows with prices as well: the gate refuses more of it at the limit, working orders go at one and a half times. */
const exposureSteps: readonly Step[] = [
  { from: 0.9, tier: 'warn', kill: null },
  { from: 1, tier: 'reduce', kill: null },
  { from: 1.5, tier: 'halt', kill: 'halted' },
];
/** A strategy's day: the gate stops its entries at the limit. */
const strategyDaySteps: readonly Step[] = [
  { from: 0.8, tier: 'warn', kill: null },
  { from: 1, tier: 'reduce', kill: null },
];
/** A strategy's drawdown: at the limit it is wound down. */
const strategyFallSteps: readonly Step[] = [
  { from: 0.8, tier: 'warn', kill: null },
  { from: 1, tier: 'halt', kill: null },
];

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;

export interface BreachBook {
  examine(
    measured: Measured,
    limits: PortfolioLimits,
    strategies: readonly { readonly deployment: StandingDeployment; readonly book: StrategyBook }[],
  ): readonly Breach[];
  /** A deployment ended: its readings begin anew. */
  forget(deploymentId: string): void;
  /** The person re-armed: what still is above a limit is told, and acted on, again. */
  rearm(): void;
}

function readings(
  m: Measured,
  limits: PortfolioLimits,
  strategies: Parameters<BreachBook['examine']>[2],
): readonly Reading[] {
  const dayStart = m.equity - m.dayPnl;
  const share = (exposure: number): number =>
    m.equity > 0 ? exposure / m.equity : exposure > 0 ? limits.maxGrossLeverage * 2 : 0;
  const account = (code: string, value: number, limit: number, steps: readonly Step[], what: string): Reading => ({
    code,
    deploymentId: null,
    value,
    limit,
    steps,
    text: (v, l) => `${what} ${percent(v)}; the limit is ${percent(l)}.`,
  });
  const out: Reading[] = [
    account(
      'daily-loss',
      dayStart > 0 ? Math.max(0, -m.dayPnl) / dayStart : 0,
      limits.maxDailyLossShare,
      lossSteps,
      'The account lost today',
    ),
    account('drawdown', m.drawdown, limits.maxDrawdownShare, lossSteps, 'The account is below its peak by'),
    account(
      'gross-leverage',
      share(m.grossExposure),
      limits.maxGrossLeverage,
      exposureSteps,
      'Gross exposure over equity is',
    ),
  ];
  for (const [symbol, exposure] of Object.entries(m.bySymbol))
    out.push(
      account(
        `symbol-share ${symbol}`,
        share(exposure),
        limits.maxSymbolShare,
        exposureSteps,
        `${symbol} is a share of equity of`,
      ),
    );
  for (const [sector, exposure] of Object.entries(m.bySector))
    if (sector !== 'Unknown')
      out.push(
        account(
          `sector-share ${sector}`,
          share(exposure),
          limits.maxSectorShare,
          exposureSteps,
          `${sector} is a share of equity of`,
        ),
      );
  for (const { deployment, book } of strategies) {
    const { deploymentId, strategyId } = deployment;
    const { maxDailyLossShare, maxDrawdownShare } = deployment.limits;
    const strategy = (code: string, value: number, limit: number, steps: readonly Step[], what: string): Reading => ({
      ...account(code, value, limit, steps, `${strategyId} ${what}`),
      deploymentId,
    });
    out.push(
      strategy(
        'strategy-daily-loss',
        book.equity > book.dayPnl ? Math.max(0, -book.dayPnl) / (book.equity - book.dayPnl) : 0,
        maxDailyLossShare,
        strategyDaySteps,
        'lost today',
      ),
      strategy('strategy-drawdown', book.drawdown, maxDrawdownShare, strategyFallSteps, 'is below its peak by'),
    );
  }
  return out;
}

/** Creates an empty book of breaches. */
export function createBreachBook(): BreachBook {
  /** Highest step reached, by code and deployment. */
  const reached = new Map<string, number>();
  return {
    examine(measured, limits, strategies) {
      const out: Breach[] = [];
      for (const reading of readings(measured, limits, strategies)) {
        const key = `${reading.code}\n${reading.deploymentId ?? ''}`;
        const use = reading.value / reading.limit;
        let step = -1;
        // A value that is not a number is treated as the worst.
        for (const [i, s] of reading.steps.entries()) if (!(use < s.from)) step = i;
        const before = reached.get(key) ?? -1;
        if (step < 0) reached.delete(key);
        else reached.set(key, step);
        const now = reading.steps[step];
        if (step <= before || !now) continue;
        out.push({
          code: reading.code,
          tier: now.tier,
          deploymentId: reading.deploymentId,
          value: Number.isFinite(reading.value) ? reading.value : reading.limit * 1000,
          limit: reading.limit,
          text: reading.text(reading.value, reading.limit).slice(0, 300),
          kill: now.kill,
        });
      }
      return out;
    },
    forget(deploymentId) {
      for (const key of [...reached.keys()]) if (key.endsWith(`\n${deploymentId}`)) reached.delete(key);
    },
    rearm() {
      reached.clear();
    },
  };
}

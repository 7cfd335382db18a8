/** What a gate check sees: the intent with its numbers parsed once, the facts of the moment and the person's limits. */
import type { Instrument } from '../../../shared/domain/instrument.ts';
import type { KillLevel } from '../../../shared/domain/kill.ts';
import type { PortfolioLimits, StrategyLimits } from '../../../shared/domain/limits.ts';
import type { Environment, OrderIntent } from '../../../shared/domain/order.ts';

/** What the desk knows about the deployment an intent belongs to. */
export interface DeploymentFacts {
  readonly status: 'requested' | 'active' | 'paused' | 'draining' | 'stopped' | 'refused';
  readonly environment: Environment;
  /** Seal of the standing approval; null only in a backtest. */
  readonly approvalHash: string | null;
  /** End of the approval in epoch milliseconds of market-independent time; null = no end (backtest). */
  readonly expiresAt: number | null;
  readonly limits: StrategyLimits;
}

/**
 * Facts of the moment in plain numbers (prices in account currency, quantities in shares), so that the same gate runs in
 * the inner loop of a backtest. Exposures are absolute notionals that count working and unknown orders as filled.
 */
export interface GateContext {
  /** Market time in epoch milliseconds; in a backtest the close of the deciding bar. */
  readonly now: number;
  /** Wall time in epoch milliseconds against which an approval expires; in a backtest the same as `now`. */
  readonly wallNow: number;
  /** The environment of the desk that would send it. */
  readonly environment: Environment;
  readonly instrument: Instrument | undefined;
  /** Last known price and when it was known; 0 and 0 when there is none. */
  readonly lastPrice: number;
  readonly lastPriceTime: number;
  readonly deployment: DeploymentFacts | undefined;
  /** Signed quantity the deployment holds of this symbol. */
  readonly position: number;
  /** Unfilled quantity of this deployment's closing orders in this symbol, protective stops and targets left out. */
  readonly pendingExitQuantity: number;
  /** The strategy's own book: capital plus what it made; profit since the last session's close; fall from its peak over that peak. */
  readonly strategyEquity: number;
  readonly strategyDayPnl: number;
  readonly strategyDrawdown: number;
  readonly strategyGrossExposure: number;
  readonly strategySymbolExposure: number;
  /** The account as a whole. */
  readonly equity: number;
  readonly buyingPower: number;
  readonly dayPnl: number;
  /** Fall from the account's peak over that peak. */
  readonly drawdown: number;
  readonly grossExposure: number;
  readonly symbolExposure: number;
  /** Exposure of the instrument's sector; an instrument of unknown sector is a sector of its own. */
  readonly sectorExposure: number;
  readonly ordersInLastMinute: number;
  /** True when the client order id was seen before. */
  readonly duplicate: boolean;
  /** Why the symbol is frozen (an order of unknown fate, a conflict), or null. */
  readonly frozen: string | null;
}

/** An intent with its decimals as numbers; NaN where the text is not a plain decimal. */
export interface CheckedIntent {
  readonly intent: OrderIntent;
  readonly quantity: number;
  readonly referencePrice: number;
  readonly limitPrice: number | null;
  readonly stopPrice: number | null;
  /** +1 buy, -1 sell. */
  readonly sign: 1 | -1;
  /** The worst price of limit, reference and last price, times quantity. */
  readonly notional: number;
  /** Part of the quantity that would open or enlarge a position, and its notional. */
  readonly openingQuantity: number;
  readonly openingNotional: number;
}

export interface GateLimits {
  readonly portfolio: PortfolioLimits;
  readonly level: KillLevel;
}

/** One pre-trade check. It answers a sentence to refuse, undefined to pass; throwing refuses as well. */
export interface GateCheck {
  /** Kebab-case code that the blotter shows. */
  readonly code: string;
  /** What it guards against, in one sentence. */
  readonly purpose: string;
  /** `entries`: orders that may only shrink a position pass it unseen, so that an exit is never locked in. */
  readonly appliesTo: 'every-order' | 'entries';
  readonly refuse: (order: CheckedIntent, context: GateContext, limits: GateLimits) => string | undefined;
}

export const defineCheck = (check: GateCheck): GateCheck => check;

/** Slack for sums of floats that stand for exact amounts: one part in a thousand million. */
export const within = (value: number, limit: number): boolean => value <= limit + Math.abs(limit) * 1e-9;

/** `12.5 %` for sentences. */
export const percentText = (share: number): string => `${(share * 100).toFixed(1)} %`;
/** `12,500` for sentences: whole units of account currency. */
export const amountText = (amount: number): string =>
  Math.round(amount)
    .toString()
    .replace(/\B(?=(\d{3})+(?!\d))/g, ',');

/** Daily bars of one company: market, sector and own part, news, dividends, splits, and a day's open, high and low. */
import type { Random } from '../../../shared/core/random.ts';
import type { Session } from '../../../shared/domain/calendar.ts';
import { type BarRow, tidyPrice } from '../source.ts';
import type { Company } from './companies.ts';
import { type MarketPath, studentT } from './market-path.ts';

export interface StockInputs {
  readonly sessions: readonly Session[];
  readonly market: MarketPath;
  /** Log return of the company's sector beyond the market. */
  readonly sector: Float64Array;
  readonly newsImpact: Float64Array;
  readonly newsDrift: Float64Array;
  /** First and last session with trading, inclusive. */
  readonly from: number;
  readonly to: number;
  /** Sessions on which trading was halted. */
  readonly halted: ReadonlySet<number>;
  /** True when the company fails: it fades over its last year. */
  readonly fails: boolean;
}

export interface Split {
  readonly session: number;
  readonly ratio: number;
}

export interface StockPath {
  readonly rows: readonly BarRow[];
  /** Session index of each row. */
  readonly sessionOf: readonly number[];
  readonly splits: readonly Split[];
}

const cents = (price: number): number => Math.max(0.01, Math.round(price * 100) / 100);

/** Strength of the planted memory: small beside the noise, so that most ideas fail and patient ones may not. */
const driftPersistence = 0.975;
const driftShare = 0.085;
const pullRate = 0.13;
const overreaction = 0.35;

/** Walks one company. Own part: `drift` has a slow hidden trend, `pull` a price that is drawn back to its mean. */
export function walkStock(company: Company, inputs: StockInputs, random: Random): StockPath {
  const { sessions, market } = inputs;
  const noise = random.fork('noise');
  const shape = random.fork('shape');
  const volumes = random.fork('volume');
  const rows: BarRow[] = [];
  const sessionOf: number[] = [];
  const splits: Split[] = [];
  let price = company.firstPrice;
  /** Shares one share of the last session stood for: grows with every split. */
  let splitFactor = 1;
  const factorAt: number[] = [];
  let hiddenTrend = 0;
  let displacement = 0;
  let crowd = 0;
  let owed = 0;
  const quarterOffset = shape.int(55);
  const lastYear = inputs.to - 252;
  let nextSplitFrom = inputs.from;
  for (let t = inputs.from; t <= inputs.to; t++) {
    const stir = (market.volatility[t] as number) / 0.009;
    const ownSd = company.ownVolatility * (0.55 + 0.45 * stir);
    const shock = ownSd * studentT(noise, 5);
    let own = company.ownDrift / 252 + shock - (ownSd * ownSd) / 2;
    if (company.behaviour === 'drift') {
      own += hiddenTrend;
      hiddenTrend =
        driftPersistence * hiddenTrend + Math.sqrt(1 - driftPersistence ** 2) * driftShare * ownSd * noise.normal();
    } else if (company.behaviour === 'pull') {
      own -= pullRate * displacement;
      // It also overreacts to the market's surprises and takes that back.
      displacement += shock + overreaction * (market.factor[t] as number) - pullRate * displacement;
      own += overreaction * (market.factor[t] as number);
    }
    const news = (inputs.newsImpact[t] as number) + (inputs.newsDrift[t] as number);
    const failing = inputs.fails && t > lastYear ? -0.0045 * (1 + (t - lastYear) / 252) : 0;
    const total = company.beta * (market.factor[t] as number) + (inputs.sector[t] as number) + own + news + failing;
    if (inputs.halted.has(t)) {
      // News piles up while nobody can trade.
      owed += total;
      continue;
    }
    const session = sessions[t] as Session;
    const before = price;
    // Price after which a company splits its shares.
    if (before > 120 && t > nextSplitFrom && !inputs.fails && t > inputs.from && t < inputs.to) {
      const ratio = before > 200 ? 4 : shape.next() < 0.5 ? 2 : 3;
      splits.push({ session: t, ratio });
      splitFactor *= ratio;
      nextSplitFrom = t + 500;
      price = before / ratio;
    }
    const dividend =
      company.dividendYield > 0 && t % 63 === quarterOffset && t > inputs.from
        ? cents((price * company.dividendYield) / 4)
        : 0;
    const start = price - dividend;
    const move = total + owed;
    owed = 0;
    // The night takes a third of the variance and all that came after the close.
    const night = 0.35 * move + 0.3 * ownSd * shape.normal();
    const open = cents(start * Math.exp(night));
    const close = cents(start * Math.exp(move));
    const daySd = Math.max(0.75 * Math.hypot(company.beta * (market.volatility[t] as number), ownSd), 0.002);
    const [high, low] = extremes(open, close, daySd, shape);
    const traded = Math.abs(move) / Math.max(daySd, 1e-6);
    crowd = 0.85 * crowd + 0.25 * volumes.normal();
    const turnover = 0.0045 * Math.exp(crowd + 0.22 * traded + 0.12 * volumes.normal()) * (session.early ? 0.45 : 1);
    const volume = Math.max(100, Math.round(company.sharesMillions * 1e4 * splitFactor * turnover) * 100);
    rows.push({ openTime: session.open, closeTime: session.close, open, high, low, close, volume, dividend });
    sessionOf.push(t);
    factorAt.push(splitFactor);
    price = close;
  }
  // Split adjustment: every earlier price in shares of today.
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i] as BarRow;
    const divisor = splitFactor / (factorAt[i] as number);
    if (divisor === 1) continue;
    for (const name of ['open', 'high', 'low', 'close', 'dividend'] as const)
      row[name] = tidyPrice(row[name] / divisor);
    row.volume *= divisor;
  }
  return { rows, sessionOf, splits };
}

/** High and low of a day from its ends: extremes of a Brownian bridge in log prices, drawn by inversion. */
export function extremes(open: number, close: number, sd: number, random: Random): [number, number] {
  const a = Math.log(open);
  const b = Math.log(close);
  const spread = (a - b) ** 2;
  const up = (a + b + Math.sqrt(spread - 2 * sd * sd * Math.log(1 - random.next()) * 0.35)) / 2;
  const down = (a + b - Math.sqrt(spread - 2 * sd * sd * Math.log(1 - random.next()) * 0.35)) / 2;
  return [Math.max(open, close, cents(Math.exp(up))), Math.min(open, close, cents(Math.exp(down)))];
}

/** Headlines of the sample market: dated, with a hidden tone that moves prices weakly over the next one to three sessions. */
import type { Random } from '../../../shared/core/random.ts';
import type { Session } from '../../../shared/domain/calendar.ts';
import type { NewsItem } from '../../../shared/domain/dataset.ts';
import { type Company, companies } from './companies.ts';

/** What the headlines of one company do to it, per session. */
export interface NewsFlow {
  readonly items: readonly NewsItem[];
  /** Log return on the session itself: the part that is in the price before anyone can act. */
  readonly impact: ReadonlyMap<string, Float64Array>;
  /** Log return of the slow part, on the sessions after. */
  readonly drift: ReadonlyMap<string, Float64Array>;
}

const good: readonly string[] = [
  '{name} beats expectations and raises its outlook',
  '{name} reports record quarterly profit',
  '{name} wins a large order from a {sector} customer',
  'Analysts upgrade {name} after strong results',
  '{name} announces share buyback as cash flow improves',
  '{name} gains approval for its new product line',
  'Strong demand lifts {name} to its best month in years',
];
const bad: readonly string[] = [
  '{name} misses estimates and cuts its forecast',
  '{name} warns of weak demand in {sector}',
  'Regulator opens probe into {name}',
  '{name} recalls products after safety failures',
  'Analysts downgrade {name} on slowing growth',
  '{name} posts a loss as costs surge',
  '{name} chief executive resigns amid dispute',
];
const neutral: readonly string[] = [
  '{name} to present at an industry conference',
  '{name} names new head of communications',
  '{name} publishes its annual sustainability report',
  'What to watch when {name} reports next week',
  '{name} moves its headquarters',
];
/** Noise on purpose: the words sound like one thing, nothing follows. */
const misleading: readonly string[] = [
  '{name} denies rumours of weak sales',
  'Is the record run of {name} over? Analysts are divided',
  '{name} settles old lawsuit, no effect on profit',
];

const driftByLag = [0.5, 0.3, 0.2];
const minute = 60_000;

/** Writes the headlines of every company; `active(symbol, t)` says whether it is listed on a session. */
export function writeHeadlines(
  sessions: readonly Session[],
  active: (symbol: string, t: number) => boolean,
  random: Random,
): NewsFlow {
  const items: NewsItem[] = [];
  const impact = new Map<string, Float64Array>();
  const drift = new Map<string, Float64Array>();
  for (const company of companies) {
    const own = random.fork(company.symbol);
    const now = new Float64Array(sessions.length);
    const later = new Float64Array(sessions.length);
    for (let t = 0; t < sessions.length; t++) {
      if (!active(company.symbol, t) || own.next() >= 0.07) continue;
      const kind = own.weighted([0.34, 0.34, 0.22, 0.1]);
      const tone = kind === 0 ? 1 : kind === 1 ? -1 : 0;
      const template = own.pick([good, bad, neutral, misleading][kind] as readonly string[]);
      const strength = 0.4 + 1.2 * own.next();
      const session = sessions[t] as Session;
      // Half during the session, the rest in the evening after it.
      const publishedAt =
        own.next() < 0.5
          ? session.open + Math.floor(own.next() * (session.close - session.open - 30 * minute))
          : session.close + Math.floor((10 + own.next() * 180) * minute);
      items.push(headline(company, template, publishedAt, items.length));
      if (tone === 0) continue;
      const evening = publishedAt > session.close ? 1 : 0;
      const size = tone * strength * 0.011;
      if (t + evening < sessions.length) now[t + evening] = (now[t + evening] as number) + size;
      driftByLag.forEach((share, lag) => {
        const at = t + evening + 1 + lag;
        if (at < sessions.length) later[at] = (later[at] as number) + 0.55 * size * share;
      });
    }
    impact.set(company.symbol, now);
    drift.set(company.symbol, later);
  }
  items.sort((a, b) => a.publishedAt - b.publishedAt || (a.id < b.id ? -1 : 1));
  return { items, impact, drift };
}

function headline(company: Company, template: string, publishedAt: number, serial: number): NewsItem {
  const text = template.replace('{name}', company.name).replace('{sector}', company.sector.toLowerCase());
  return {
    id: `sample-${company.symbol}-${serial}`,
    publishedAt,
    source: 'Sample Wire (synthetic)',
    headline: text,
    summary: '',
    url: '',
    symbols: [company.symbol],
  };
}

/** The quality gate for bars: what is wrong with a series, and a score from 0 (unusable) to 1 (clean). */
import { isoTime } from '../../shared/core/time.ts';
import type { BarSeries } from '../../shared/domain/bar.ts';
import { type CalendarId, calendars, dateOf, dayOf } from '../../shared/domain/calendar.ts';
import type { QualityIssue } from '../../shared/domain/dataset.ts';

export interface QualityOptions {
  /** Calendar that says which days should have a daily bar; null = gaps are not judged. */
  readonly calendar: CalendarId | null;
  /** Source row of a bar (1-based, header = 1), for issues that point at a row. */
  readonly rowOf?: (index: number) => number | null;
  /** What the reader already found or repaired. */
  readonly earlier?: readonly QualityIssue[];
}

export interface QualityReport {
  readonly qualityScore: number;
  readonly issues: readonly QualityIssue[];
}

/** Share of the score lost per affected bar relative to all bars, and the least loss when it occurs at all. */
const penalties: Readonly<Record<string, { perShare: number; least: number }>> = {
  'bars-out-of-order': { perShare: 10, least: 0.2 },
  'inconsistent-bar': { perShare: 5, least: 0.02 },
  'missing-sessions': { perShare: 2, least: 0.002 },
  'zero-volume': { perShare: 0.2, least: 0 },
  'no-volume': { perShare: 0, least: 0.03 },
  'flat-stretch': { perShare: 1, least: 0.01 },
  'outlier-jump': { perShare: 5, least: 0.01 },
  'split-like-jump': { perShare: 20, least: 0.15 },
  'unit-jump': { perShare: 20, least: 0.25 },
  'too-short': { perShare: 0, least: 0.2 },
};
const repairPenalty = { perShare: 1, least: 0.005 };
const issuesKept = 200;
const samplesPerKind = 5;

/** Ratios a forgotten split leaves between two closes. */
const splitRatios = [2, 3, 4, 5, 6, 7, 8, 10, 15, 20, 25, 30, 40, 50];

function median(values: number[]): number {
  if (values.length === 0) return 0;
  values.sort((a, b) => a - b);
  const middle = values.length >> 1;
  return values.length % 2 === 1
    ? (values[middle] as number)
    : ((values[middle - 1] as number) + (values[middle] as number)) / 2;
}

/** Checks one series. Pure: the same columns give the same report. */
export function checkQuality(series: BarSeries, options: QualityOptions): QualityReport {
  const { columns } = series;
  const count = columns.close.length;
  const rowOf = options.rowOf ?? (() => null);
  const issues: QualityIssue[] = [];
  const affected = new Map<string, number>();
  const found = (code: string, index: number | null, text: string, weight = 1): void => {
    const before = affected.get(code) ?? 0;
    affected.set(code, before + weight);
    if (before < samplesPerKind)
      issues.push({ code, row: index === null ? null : rowOf(index), text: text.slice(0, 300), repaired: false });
  };
  const withinDays = /[mh]$/.test(series.timeframe);
  /** The bar's day, and within days its time too. */
  const at = (i: number): string => {
    const time = (columns.closeTime[i] as number) - 1;
    return withinDays ? isoTime(columns.openTime[i] as number).slice(0, 16) : dateOf(dayOf(time));
  };

  const moves: number[] = [];
  for (let i = 1; i < count; i++)
    moves.push(Math.abs(Math.log((columns.close[i] as number) / (columns.close[i - 1] as number))));
  const typical = Math.max(1.4826 * median([...moves]), 1e-4);

  // A minute without a trade is nothing unusual; a week without one is.
  const flatAllowed = withinDays ? 30 : 5;
  let flat = 0;
  // Many indices and currencies come without volume: one remark, not one per bar.
  const traded = columns.volume.some((v) => v > 0);
  if (!traded && count > 0) found('no-volume', null, 'the series carries no volume: rules that use it will not fire');
  for (let i = 0; i < count; i++) {
    const [open, high, low, close] = [columns.open[i], columns.high[i], columns.low[i], columns.close[i]] as [
      number,
      number,
      number,
      number,
    ];
    if (high < Math.max(open, close, low) || low > Math.min(open, close))
      found('inconsistent-bar', i, `on ${at(i)} high or low does not enclose open and close`);
    if (columns.volume[i] === 0 && traded) found('zero-volume', i, `no volume on ${at(i)}`);
    if (i === 0) continue;
    if ((columns.openTime[i] as number) < (columns.closeTime[i - 1] as number))
      found('bars-out-of-order', i, `the bar of ${at(i)} begins before the one before it ends`);
    const before = columns.close[i - 1] as number;
    flat = close === before && high === low ? flat + 1 : 0;
    if (flat >= flatAllowed) found('flat-stretch', i, `the price has not moved for ${flat + 1} bars up to ${at(i)}`);
    const ratio = close / before;
    const size = Math.abs(Math.log(ratio));
    if (size <= Math.max(8 * typical, 0.18)) continue;
    const factor = ratio > 1 ? ratio : 1 / ratio;
    const unit = factor > 70 && factor < 140;
    // A real jump also moves inside the bar; a forgotten split happens between two bars.
    const overnight = Math.abs(Math.log(open / before));
    const split = splitRatios.find((s) => Math.abs(factor / s - 1) < 0.05);
    if (unit) found('unit-jump', i, `the close changes ${factor.toFixed(0)}-fold on ${at(i)}: a change of unit`);
    else if (split !== undefined && overnight > 0.8 * size && size > 12 * typical)
      found(
        'split-like-jump',
        i,
        `on ${at(i)} the price changes ${factor.toFixed(2)}-fold overnight, like a split of ${split} that was not adjusted`,
      );
    else found('outlier-jump', i, `the close moves ${((ratio - 1) * 100).toFixed(1)} % on ${at(i)}`);
  }

  if (options.calendar !== null && series.timeframe === '1d' && count > 1) {
    const calendar = calendars[options.calendar];
    const present = new Set<number>();
    for (let i = 0; i < count; i++) present.add(dayOf((columns.openTime[i] as number) + 6 * 3_600_000));
    for (let i = 0; i < count; i++) present.add(dayOf((columns.closeTime[i] as number) - 1));
    let missing: number[] = [];
    const flush = (): void => {
      const [first, last] = [missing[0], missing.at(-1)];
      if (first !== undefined && last !== undefined)
        found(
          'missing-sessions',
          null,
          first === last
            ? `no bar for the session of ${dateOf(first)}`
            : `no bars for ${missing.length} sessions from ${dateOf(first)} to ${dateOf(last)}`,
          missing.length,
        );
      missing = [];
    };
    const end = dayOf((columns.closeTime[count - 1] as number) - 1);
    for (let day = dayOf((columns.openTime[0] as number) + 6 * 3_600_000); day <= end; day++) {
      if (calendar.sessionOn(day) === undefined) continue;
      if (present.has(day)) flush();
      else missing.push(day);
    }
    flush();
  }
  if (count < 30) found('too-short', null, `only ${count} bars: too few for any statistic`);

  const repaired = new Map<string, number>();
  for (const issue of options.earlier ?? []) repaired.set(issue.code, (repaired.get(issue.code) ?? 0) + 1);
  let score = 1;
  for (const [code, n] of affected) {
    const { perShare, least } = penalties[code] ?? repairPenalty;
    score -= Math.min(0.5, Math.max(least, (perShare * n) / Math.max(count, 1)));
    if (n > samplesPerKind)
      issues.push({ code, row: null, text: `${code.replaceAll('-', ' ')}: ${n} in all`, repaired: false });
  }
  for (const n of repaired.values())
    score -= Math.min(0.3, Math.max(repairPenalty.least, (repairPenalty.perShare * n) / Math.max(count, 1)));
  return {
    qualityScore: Math.max(0, Math.round(score * 1000) / 1000),
    issues: [...(options.earlier ?? []), ...issues].slice(0, issuesKept),
  };
}

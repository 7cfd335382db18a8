/** Turns the cells of one instrument into candles: mid prices, missing values, impossible bars, duplicates and order. */
import type { QualityIssue } from '../../../shared/domain/dataset.ts';
import type { WrittenTime } from './dates.ts';
import type { RawTable } from './raw-table.ts';

/** A candle before its session is known. */
export interface Candle {
  readonly time: WrittenTime;
  /** Line in the file. */
  readonly row: number;
  open: number;
  high: number;
  low: number;
  close: number;
  volume: number;
  dividend: number;
  /** Shares after for one share before; 1 = no split. */
  readonly split: number;
}

/** What was found while building; every issue says whether it was repaired. */
export interface Findings {
  readonly issues: QualityIssue[];
  readonly notes: string[];
}

const instant = (time: WrittenTime): number => time.wallMs - (time.offsetMinutes ?? 0) * 60_000;

/** Rows without any price (holidays in a joined table) are left out silently beyond a count. */
export function candlesOf(
  table: RawTable,
  times: readonly WrittenTime[],
  picked: readonly number[],
  closes: readonly number[] | undefined,
  findings: Findings,
): Candle[] {
  const { values, rows } = table;
  const issue = (code: string, row: number, text: string): void =>
    void findings.issues.push({ code, row, text, repaired: true });
  const mid = (bid: readonly number[] | undefined, ask: readonly number[] | undefined, i: number): number => {
    const [b, a] = [bid?.[i] ?? Number.NaN, ask?.[i] ?? Number.NaN];
    return b > 0 && a > 0 ? (a + b) / 2 : b > 0 ? b : a;
  };
  const candles: Candle[] = [];
  let empty = 0;
  for (const i of picked) {
    const row = rows[i] as number;
    let close = closes?.[i] ?? values.close?.[i] ?? Number.NaN;
    let open = values.open?.[i] ?? Number.NaN;
    let high = values.high?.[i] ?? Number.NaN;
    let low = values.low?.[i] ?? Number.NaN;
    if (values.close === undefined && closes === undefined) {
      const quoted = values['bid-close'] !== undefined;
      close = quoted ? mid(values['bid-close'], values['ask-close'], i) : mid(values.bid, values.ask, i);
      open = quoted ? mid(values['bid-open'], values['ask-open'], i) : close;
      high = quoted ? mid(values['bid-high'], values['ask-high'], i) : close;
      low = quoted ? mid(values['bid-low'], values['ask-low'], i) : close;
    } else if (values.open === undefined) [open, high, low] = [close, close, close];
    if ([open, high, low, close].every(Number.isNaN)) {
      empty++;
      continue;
    }
    if (Number.isNaN(close)) {
      issue('missing-close', row, `row ${row} has no close and was left out`);
      continue;
    }
    const given = [open, high, low, close].filter((v) => !Number.isNaN(v));
    if (given.some((v) => v <= 0)) {
      issue('impossible-price', row, `row ${row} has a price of zero or below and was left out`);
      continue;
    }
    if (given.length < 4) {
      if (Number.isNaN(open)) open = close;
      if (Number.isNaN(high)) high = Math.max(...given);
      if (Number.isNaN(low)) low = Math.min(...given);
      issue('missing-price', row, `row ${row} lacked open, high or low; filled from its other prices`);
    }
    let volume = values.volume?.[i] ?? 0;
    if (Number.isNaN(volume)) volume = 0;
    if (volume < 0) {
      issue('negative-volume', row, `row ${row} had a negative volume; set to 0`);
      volume = 0;
    }
    const paid = values.dividend?.[i] ?? 0;
    const split = values.split?.[i] ?? 1;
    candles.push({
      time: times[i] as WrittenTime,
      row,
      open,
      high,
      low,
      close,
      volume,
      dividend: paid > 0 ? paid : 0,
      split: split > 0 && Number.isFinite(split) ? split : 1,
    });
  }
  if (empty > 0) findings.notes.push(`${empty} row${empty === 1 ? '' : 's'} without any price left out.`);
  return candles;
}

/** Sorts candles and removes doubles; says what was done. */
export function ordered(candles: Candle[], findings: Findings): Candle[] {
  let falling = 0;
  let firstBreak: Candle | undefined;
  for (let i = 1; i < candles.length; i++)
    if (instant((candles[i] as Candle).time) < instant((candles[i - 1] as Candle).time)) {
      falling++;
      firstBreak ??= candles[i];
    }
  if (falling > 0) {
    const reversed = falling > 0.8 * (candles.length - 1);
    findings.notes.push(
      reversed
        ? 'Rows were newest first; turned round.'
        : `Rows were not in order of time (first at row ${firstBreak?.row}); sorted.`,
    );
    if (!reversed)
      findings.issues.push({
        code: 'unsorted',
        row: firstBreak?.row ?? null,
        text: `${falling} rows were out of order; sorted`,
        repaired: true,
      });
    candles = candles
      .map((candle, i) => ({ candle, i, at: instant(candle.time) }))
      .sort((a, b) => a.at - b.at || a.i - b.i)
      .map(({ candle }) => candle);
  }
  const kept: Candle[] = [];
  for (const candle of candles) {
    const before = kept.at(-1);
    if (before === undefined || instant(before.time) !== instant(candle.time)) {
      kept.push(candle);
      continue;
    }
    const same =
      before.open === candle.open &&
      before.high === candle.high &&
      before.low === candle.low &&
      before.close === candle.close;
    findings.issues.push({
      code: 'duplicate-date',
      row: candle.row,
      text: same
        ? `row ${candle.row} repeats row ${before.row}; kept once`
        : `rows ${before.row} and ${candle.row} give different prices for the same time; the later row was kept`,
      repaired: true,
    });
    if (candle.row > before.row) kept[kept.length - 1] = candle;
  }
  return kept;
}

/** Plain numbers as text: counts, ratios, prices and durations, always with the same digits. */

export const dash = '–';
const minus = '\u2212';

/** Replaces the hyphen by a true minus, so that columns of signed figures line up. */
export const withMinus = (text: string): string => text.replace('-', minus);

const grouped = (digits: number): Intl.NumberFormat =>
  new Intl.NumberFormat('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits });
const formats = [grouped(0), grouped(1), grouped(2), grouped(3), grouped(4)];

/** A number with a fixed count of decimals (0 to 4) and thousands apart; a dash for null or NaN. */
export function formatNumber(value: number | null | undefined, digits = 0): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return dash;
  const text = (formats[digits] ?? grouped(digits)).format(value);
  return withMinus(/^-0(\.0+)?$/.test(text) ? text.slice(1) : text);
}

/** A count: 12,345. */
export const formatCount = (value: number | null | undefined): string => formatNumber(value, 0);
/** A ratio such as Sharpe: 1.27. */
export const formatRatio = (value: number | null | undefined): string => formatNumber(value, 2);

/** A price: two decimals from 1 upwards, four below. */
export function formatPrice(value: number | string | null | undefined): string {
  if (value === null || value === undefined || value === '') return dash;
  const number = Number(value);
  return formatNumber(number, Math.abs(number) < 1 && number !== 0 ? 4 : 2);
}

/** A quantity: as many decimals as it has, at most four. */
export function formatQuantity(value: number | string | null | undefined): string {
  if (value === null || value === undefined || value === '') return dash;
  const number = Number(value);
  if (!Number.isFinite(number)) return dash;
  const decimals = Math.min(4, (String(number).split('.')[1] ?? '').length);
  return formatNumber(number, decimals);
}

/** Short count for tight places: 12.3k, 3.45M. */
export function formatShort(value: number): string {
  const size = Math.abs(value);
  if (size >= 1e9) return withMinus(`${(value / 1e9).toFixed(1)}B`);
  if (size >= 1e6) return withMinus(`${(value / 1e6).toFixed(2)}M`);
  if (size >= 1e4) return withMinus(`${(value / 1e3).toFixed(1)}k`);
  return formatNumber(value, 0);
}

/** How amounts stand on an axis that covers `span`: fine enough that two marks never read the same. */
export function axisAmount(span: number): (value: number) => string {
  const [unit, letter, digits] =
    span >= 2e8
      ? [1e9, 'B', 2]
      : span >= 2e5
        ? [1e6, 'M', 2]
        : span >= 1e3
          ? [1e3, 'k', 1]
          : [1, '', span >= 10 ? 0 : 2];
  return (value) => `${formatNumber(value / unit, digits)}${letter}`;
}

/** Decimals a price axis needs: those the prices have (2 to 5); computed prices with endless decimals get two, or four below 1. */
export function priceDecimals(prices: readonly number[]): number {
  let most = 2;
  for (const price of prices) {
    const decimals = (String(price).split('.')[1] ?? '').length;
    if (decimals > 5) return Math.abs(price) < 1 ? 4 : 2;
    most = Math.max(most, decimals);
  }
  return most;
}

/** Milliseconds as a length of time: `0.8 ms`, `340 ms`, `12.4 s`, `3 min 20 s`. */
export function formatDuration(ms: number | null | undefined): string {
  if (ms === null || ms === undefined || !Number.isFinite(ms)) return dash;
  if (ms < 10) return `${ms.toFixed(1)} ms`;
  if (ms < 1000) return `${Math.round(ms)} ms`;
  if (ms < 60_000) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
  return `${Math.floor(seconds / 3600)} h ${Math.floor((seconds % 3600) / 60)} min`;
}

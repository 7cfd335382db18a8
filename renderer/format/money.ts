/** Money as text: currency first, two decimals, hidden in privacy mode. */
import { dash, formatNumber } from './numbers.ts';

const symbols: Readonly<Record<string, string>> = { USD: '$', EUR: '€', GBP: '£', JPY: '¥', CHF: 'CHF ' };
export const hiddenAmount = '•••••';

export interface MoneyOptions {
  readonly currency?: string | undefined;
  /** Puts a plus before a gain. */
  readonly signed?: boolean | undefined;
  readonly digits?: number | undefined;
  readonly hidden?: boolean | undefined;
}

/** `$1,234.50`, `+$12.00`, `−$3.10`; takes decimal text of the order path as it is. */
export function formatMoney(value: number | string | null | undefined, options: MoneyOptions = {}): string {
  if (value === null || value === undefined || value === '') return dash;
  const amount = Number(value);
  if (!Number.isFinite(amount)) return dash;
  const symbol = symbols[options.currency ?? 'USD'] ?? `${options.currency} `;
  if (options.hidden) return `${symbol}${hiddenAmount}`;
  const digits = options.digits ?? 2;
  const text = formatNumber(Math.abs(amount), digits);
  const isZero = Number(Math.abs(amount).toFixed(digits)) === 0;
  const sign = isZero ? '' : amount < 0 ? '\u2212' : options.signed ? '+' : '';
  return `${sign}${symbol}${text}`;
}

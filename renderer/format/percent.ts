/** Shares as percentages: 0.1234 is 12.3 %. */
import { dash, formatNumber } from './numbers.ts';

/** `12.3 %`; with `signed`, gains carry a plus. A dash for null. */
export function formatPercent(
  share: number | null | undefined,
  options: { digits?: number; signed?: boolean } = {},
): string {
  if (share === null || share === undefined || !Number.isFinite(share)) return dash;
  const digits = options.digits ?? 1;
  const text = formatNumber(share * 100, digits);
  const isZero = Number((share * 100).toFixed(digits)) === 0;
  return `${options.signed && !isZero && share > 0 ? '+' : ''}${text}\u202f%`;
}

/** The size of a fall from a peak, whichever sign it came with: `31.3 %`. */
export const formatFall = (share: number | null | undefined, digits = 1): string =>
  formatPercent(share === null || share === undefined ? share : Math.abs(share), { digits });

/** Basis points: `2.5 bp`. */
export const formatBps = (bps: number | null | undefined): string =>
  bps === null || bps === undefined ? dash : `${formatNumber(bps, 1)}\u202fbp`;

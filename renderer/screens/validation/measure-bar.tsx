/** A measured value beside its threshold: the bar is the value, the mark is where it is judged. */

import type { CheckVerdict } from '../../dossier/check-groups.ts';
import { formatNumber } from '../../format/numbers.ts';
import { classNames } from '../../ui/class-names.ts';

/** As many decimals as tell it from its neighbours. */
export function formatMeasured(value: number): string {
  const size = Math.abs(value);
  if (Number.isInteger(value) || size >= 1000) return formatNumber(value, 0);
  return formatNumber(value, size >= 100 ? 1 : size >= 0.1 ? 2 : 4);
}

const fills: Readonly<Record<CheckVerdict, string>> = {
  pass: 'bg-good',
  warn: 'bg-warn',
  fail: 'bg-critical',
  'not-applicable': 'bg-faint',
};

export function MeasureBar(props: {
  readonly value: number | null;
  readonly threshold: number | null;
  readonly verdict: CheckVerdict;
  readonly sense: 'least' | 'most';
}) {
  const { value, threshold, verdict, sense } = props;
  if (value === null || !Number.isFinite(value)) return <span className="text-xs text-faint">not measured</span>;
  if (threshold === null || !Number.isFinite(threshold))
    return <span className="text-xs text-muted tabular-nums">{formatMeasured(value)}</span>;
  const low = Math.min(0, value, threshold);
  const high = Math.max(0, value, threshold);
  const span = (high - low) * 1.15 || 1;
  const at = (x: number): number => (100 * (x - low)) / span;
  const from = Math.min(at(0), at(value));
  const words = sense === 'least' ? 'at least' : 'at most';
  return (
    <div className="flex flex-col gap-1" title={`${formatMeasured(value)}; ${words} ${formatMeasured(threshold)}`}>
      <div className="relative h-1.5 rounded-full bg-hover" aria-hidden="true">
        <span
          style={{ left: `${from}%`, width: `${Math.max(1.5, Math.abs(at(value) - at(0)))}%` }}
          className={classNames('absolute inset-y-0 rounded-full', fills[verdict])}
        />
        <span
          style={{ left: `${at(threshold)}%` }}
          className="absolute -top-[3px] -bottom-[3px] w-[2px] -translate-x-1/2 rounded-full bg-ink"
        />
      </div>
      <p className="flex justify-between gap-2 text-2xs leading-3 whitespace-nowrap tabular-nums">
        <span className="font-medium text-ink">{formatMeasured(value)}</span>
        <span className="text-faint">
          {words} {formatMeasured(threshold)}
        </span>
      </p>
    </div>
  );
}

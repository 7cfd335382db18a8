/** Small marks used everywhere: a key cap, a progress bar, a time with UTC behind it, a short id. */
import type { ReactNode } from 'react';
import { formatClock, formatDateTime, formatUtc } from '../format/time.ts';
import { shortHash } from '../format/words.ts';
import { classNames } from './class-names.ts';

export const Key = (props: { readonly children: ReactNode }) => (
  <kbd className="inline-flex h-[18px] min-w-[18px] items-center justify-center rounded border border-line-strong bg-raised px-1 font-sans text-2xs text-muted">
    {props.children}
  </kbd>
);

export function Progress(props: { readonly share: number; readonly label: string; readonly tone?: 'accent' | 'good' }) {
  const percent = Math.round(Math.min(1, Math.max(0, props.share)) * 100);
  return (
    <div
      role="progressbar"
      aria-label={props.label}
      aria-valuenow={percent}
      aria-valuemin={0}
      aria-valuemax={100}
      className="h-1.5 overflow-hidden rounded-full bg-hover"
    >
      <div
        style={{ width: `${percent}%` }}
        className={classNames(
          'h-full rounded-full transition-[width] duration-300',
          props.tone === 'good' ? 'bg-good' : 'bg-accent',
        )}
      />
    </div>
  );
}

/** Exchange time on the face, UTC on hover. */
export const Time = (props: { readonly at: number | null; readonly short?: boolean }) => (
  <time title={formatUtc(props.at)} className="whitespace-nowrap">
    {props.short ? formatClock(props.at) : formatDateTime(props.at)}
  </time>
);

/** A hash or id, shortened, whole on hover. */
export const Hash = (props: { readonly value: string; readonly whole?: boolean }) => (
  <code title={props.value} className="font-mono text-[0.92em] whitespace-nowrap text-muted">
    {props.whole ? props.value : shortHash(props.value)}
  </code>
);

/** A horizontal bar of a share, for small tables. */
export const ShareBar = (props: { readonly share: number; readonly className?: string }) => (
  <span className="inline-block h-1.5 w-16 overflow-hidden rounded-full bg-hover align-middle">
    <span
      style={{ width: `${Math.min(100, Math.max(0, props.share * 100))}%` }}
      className={classNames('block h-full rounded-full', props.className ?? 'bg-accent')}
    />
  </span>
);

/** A figure with its name: the smallest honest way to show a number. */
import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';

export type Direction = 'up' | 'down' | 'flat';
export const directionOf = (value: number | null | undefined): Direction =>
  value === null || value === undefined || value === 0 || Number.isNaN(value) ? 'flat' : value > 0 ? 'up' : 'down';

/** A signed figure in the pair's colour; the sign itself is in the text. */
export function Signed(props: { readonly value: number | null | undefined; readonly children: ReactNode }) {
  const direction = directionOf(props.value);
  return (
    <span className={direction === 'up' ? 'text-up' : direction === 'down' ? 'text-down' : 'text-muted'}>
      {props.children}
    </span>
  );
}

export function Stat(props: {
  readonly label: string;
  readonly value: ReactNode;
  readonly note?: ReactNode;
  readonly large?: boolean;
  readonly title?: string | undefined;
  readonly className?: string;
}) {
  return (
    <div className={classNames('min-w-0', props.className)} title={props.title}>
      <div className="label truncate">{props.label}</div>
      <div
        className={classNames(
          'truncate font-semibold tabular-nums',
          props.large ? 'text-[20px] leading-7 tracking-[-0.015em]' : 'text-base leading-5',
        )}
      >
        {props.value}
      </div>
      {props.note !== undefined && <div className="truncate text-xs text-muted tabular-nums">{props.note}</div>}
    </div>
  );
}

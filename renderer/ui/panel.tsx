/** Panels: the frame of every group on a screen. */
import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';

export function Panel(props: {
  readonly title?: ReactNode;
  /** A count beside the title. */
  readonly count?: number | undefined;
  readonly actions?: ReactNode;
  /** Takes away the padding: for tables and charts. */
  readonly flush?: boolean;
  readonly className?: string;
  readonly bodyClass?: string;
  readonly label?: string;
  readonly testId?: string;
  readonly children?: ReactNode;
}) {
  return (
    <section
      aria-label={props.label ?? (typeof props.title === 'string' ? props.title : undefined)}
      data-testid={props.testId}
      className={classNames('flex min-h-0 min-w-0 flex-col rounded-lg border border-line bg-panel', props.className)}
    >
      {props.title !== undefined && (
        <header className="flex h-9 shrink-0 items-center gap-2 border-b border-line pr-1.5 pl-3">
          <h2 className="truncate text-sm font-semibold text-ink">{props.title}</h2>
          {props.count !== undefined && (
            <span className="rounded-full bg-hover px-1.5 text-2xs font-medium text-muted">{props.count}</span>
          )}
          <div className="ml-auto flex items-center gap-1.5">{props.actions}</div>
        </header>
      )}
      <div className={classNames('min-h-0 flex-1', !props.flush && 'p-3', props.bodyClass)}>{props.children}</div>
    </section>
  );
}

/** The head of a screen: its name, a line under it, and its main actions. */
export function ScreenHead(props: {
  readonly title: ReactNode;
  readonly note?: ReactNode;
  readonly badges?: ReactNode;
  readonly actions?: ReactNode;
}) {
  return (
    <div className="flex min-h-[30px] shrink-0 flex-wrap items-center gap-x-3 gap-y-2">
      <h1 className="text-[15px] leading-6 font-semibold tracking-[-0.005em]">{props.title}</h1>
      {props.badges}
      {props.note !== undefined && <p className="text-xs text-muted">{props.note}</p>}
      <div className="ml-auto flex flex-wrap items-center gap-2">{props.actions}</div>
    </div>
  );
}

/** Tabs and segmented choices, with arrow keys. */
import type { KeyboardEvent, ReactNode } from 'react';
import { classNames } from './class-names.ts';

export interface Choice<T extends string> {
  readonly id: T;
  readonly label: ReactNode;
  readonly count?: number | undefined;
  readonly title?: string;
}

const step = (event: KeyboardEvent): number => (event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0);

function moveBy<T extends string>(
  event: KeyboardEvent,
  choices: readonly Choice<T>[],
  value: T,
  pick: (id: T) => void,
) {
  const by = step(event);
  if (by === 0) return;
  event.preventDefault();
  const at = choices.findIndex((c) => c.id === value);
  const next = choices[(at + by + choices.length) % choices.length];
  if (next === undefined) return;
  pick(next.id);
  const holder = event.currentTarget as HTMLElement;
  queueMicrotask(() => holder.querySelector<HTMLElement>('[tabindex="0"]')?.focus());
}

export function Tabs<T extends string>(props: {
  readonly choices: readonly Choice<T>[];
  readonly value: T;
  readonly onPick: (id: T) => void;
  readonly label: string;
  readonly testPrefix?: string;
}) {
  return (
    <div
      role="tablist"
      aria-label={props.label}
      onKeyDown={(event) => moveBy(event, props.choices, props.value, props.onPick)}
      className="flex h-9 shrink-0 items-stretch gap-3 overflow-x-auto border-b border-line px-3"
    >
      {props.choices.map((choice) => {
        const on = choice.id === props.value;
        return (
          <button
            key={choice.id}
            type="button"
            role="tab"
            aria-selected={on}
            tabIndex={on ? 0 : -1}
            title={choice.title}
            data-testid={props.testPrefix && `${props.testPrefix}-${choice.id}`}
            onClick={() => props.onPick(choice.id)}
            className={classNames(
              '-mb-px flex items-center gap-1.5 border-b-2 text-sm whitespace-nowrap outline-offset-[-2px]',
              on ? 'border-accent font-medium text-ink' : 'border-transparent text-muted hover:text-ink',
            )}
          >
            {choice.label}
            {choice.count !== undefined && <span className="text-2xs text-faint">{choice.count}</span>}
          </button>
        );
      })}
    </div>
  );
}

/** A small row of exclusive choices. */
export function Segmented<T extends string>(props: {
  readonly choices: readonly Choice<T>[];
  readonly value: T;
  readonly onPick: (id: T) => void;
  readonly label: string;
  readonly testPrefix?: string;
}) {
  return (
    <div
      role="radiogroup"
      aria-label={props.label}
      onKeyDown={(event) => moveBy(event, props.choices, props.value, props.onPick)}
      className="inline-flex h-[30px] items-center rounded-md border border-line-strong bg-ground p-0.5"
    >
      {props.choices.map((choice) => {
        const on = choice.id === props.value;
        return (
          // biome-ignore lint/a11y/useSemanticElements: a button carries the label and icon; the roles make it a radio
          <button
            key={choice.id}
            type="button"
            role="radio"
            aria-checked={on}
            tabIndex={on ? 0 : -1}
            title={choice.title}
            data-testid={props.testPrefix && `${props.testPrefix}-${choice.id}`}
            onClick={() => props.onPick(choice.id)}
            className={classNames(
              'flex h-6 items-center gap-1.5 rounded px-2 text-xs font-medium whitespace-nowrap',
              on ? 'bg-hover text-ink shadow-[inset_0_0_0_1px_var(--line-strong)]' : 'text-muted hover:text-ink',
            )}
          >
            {choice.label}
            {choice.count !== undefined && <span className="text-2xs text-faint">{choice.count}</span>}
          </button>
        );
      })}
    </div>
  );
}

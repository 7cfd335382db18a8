/** A labelled input with its unit and its error in words. */
import { type InputHTMLAttributes, type ReactNode, useId } from 'react';
import { classNames } from './class-names.ts';

interface Props extends InputHTMLAttributes<HTMLInputElement> {
  readonly label: string;
  readonly unit?: string;
  readonly note?: ReactNode;
  readonly error?: string | undefined;
}

export function Field({ label, unit, note, error, className, ...rest }: Props) {
  const id = useId();
  return (
    <div className={classNames('flex min-w-0 flex-col gap-1', className)}>
      <label htmlFor={id} className="label">
        {label}
      </label>
      <div className="relative">
        <input
          id={id}
          {...rest}
          aria-invalid={error !== undefined || undefined}
          aria-describedby={error !== undefined || note !== undefined ? `${id}-note` : undefined}
          className={classNames('field w-full', unit !== undefined && 'pr-11')}
        />
        {unit !== undefined && (
          <span className="pointer-events-none absolute inset-y-0 right-2 flex items-center text-xs text-faint">
            {unit}
          </span>
        )}
      </div>
      {(error ?? note) !== undefined && (
        <p id={`${id}-note`} className={classNames('text-2xs', error === undefined ? 'text-faint' : 'text-critical')}>
          {error ?? note}
        </p>
      )}
    </div>
  );
}

export function Select<T extends string>(props: {
  readonly label: string;
  readonly value: T;
  readonly options: readonly { readonly id: T; readonly label: string }[];
  readonly onPick: (value: T) => void;
  readonly hideLabel?: boolean;
  readonly className?: string;
  readonly testId?: string;
}) {
  const id = useId();
  return (
    <div className={classNames('flex min-w-0 flex-col gap-1', props.className)}>
      <label htmlFor={id} className={props.hideLabel ? 'sr-only' : 'label'}>
        {props.label}
      </label>
      <select
        id={id}
        value={props.value}
        data-testid={props.testId}
        onChange={(event) => props.onPick(event.target.value as T)}
        className="field w-full min-w-0 truncate pr-1"
      >
        {props.options.map((option) => (
          <option key={option.id} value={option.id}>
            {option.label}
          </option>
        ))}
      </select>
    </div>
  );
}

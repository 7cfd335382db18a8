/** A button that acts only after it was held: by pointer, Space or Enter. */
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { classNames } from '../ui/class-names.ts';

export function HoldButton(props: {
  readonly holdMs: number;
  readonly onHeld: () => void;
  readonly disabled?: boolean;
  readonly testId?: string;
  readonly className?: string;
  readonly describedBy?: string;
  readonly children: ReactNode;
}) {
  const [holding, setHolding] = useState(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);

  const begin = (): void => {
    if (holding || props.disabled) return;
    setHolding(true);
    timer.current = setTimeout(() => {
      setHolding(false);
      props.onHeld();
    }, props.holdMs);
  };
  const cancel = (): void => {
    clearTimeout(timer.current);
    setHolding(false);
  };
  return (
    <button
      type="button"
      disabled={props.disabled}
      data-testid={props.testId}
      aria-describedby={props.describedBy}
      onPointerDown={(event) => event.button === 0 && begin()}
      onPointerUp={cancel}
      onPointerLeave={cancel}
      onBlur={cancel}
      onContextMenu={(event) => event.preventDefault()}
      onKeyDown={(event) => {
        if (event.key !== ' ' && event.key !== 'Enter') return;
        event.preventDefault();
        if (!event.repeat) begin();
      }}
      onKeyUp={cancel}
      className={classNames('relative touch-none overflow-hidden select-none', props.className)}
    >
      {holding && (
        <span
          aria-hidden="true"
          style={{ animationDuration: `${props.holdMs}ms` }}
          className="hold-fill absolute inset-0 bg-white/25"
        />
      )}
      <span className="relative flex items-center gap-2">{props.children}</span>
      <span className="sr-only" aria-live="polite">
        {holding ? 'Keep holding' : ''}
      </span>
    </button>
  );
}

/** What lies over a screen: it holds the focus, Escape closes it, focus returns; the title bar with the kill switch stays free. */
import { type KeyboardEvent, type ReactNode, useEffect, useRef } from 'react';
import { createPortal } from 'react-dom';
import { classNames } from './class-names.ts';

const reachable = 'button:not([disabled]),[href],input:not([disabled]),select,textarea,[tabindex="0"]';

export function Overlay(props: {
  readonly label: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
  readonly className?: string;
  readonly place?: 'middle' | 'top';
  readonly testId?: string | undefined;
}) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    const inside = box.current;
    // A field that asked for the focus has it already.
    if (inside !== null && !inside.contains(before)) {
      (inside.querySelector<HTMLElement>('input,textarea,select') ?? inside).focus();
    }
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>): void => {
    event.stopPropagation();
    if (event.key === 'Escape') props.onClose();
    if (event.key !== 'Tab') return;
    const stops = [...event.currentTarget.querySelectorAll<HTMLElement>(reachable)];
    const edge = event.shiftKey ? stops[0] : stops.at(-1);
    if (document.activeElement !== edge && document.activeElement !== box.current) return;
    event.preventDefault();
    (event.shiftKey ? stops.at(-1) : stops[0])?.focus();
  };
  return createPortal(
    <div
      role="none"
      data-overlay=""
      onPointerDown={(event) => event.target === event.currentTarget && props.onClose()}
      className={classNames(
        'fixed inset-x-0 top-11 bottom-0 z-20 flex justify-center bg-[var(--veil)] p-6',
        props.place === 'top' ? 'items-start pt-[8vh]' : 'items-center',
      )}
    >
      <div
        ref={box}
        role="dialog"
        aria-modal="true"
        aria-label={props.label}
        tabIndex={-1}
        data-testid={props.testId}
        onKeyDown={onKeyDown}
        className={classNames(
          'fade-in flex max-h-full max-w-full flex-col overflow-hidden rounded-xl border border-line-strong bg-panel text-ink shadow-[var(--shadow)] outline-none',
          props.className,
        )}
      >
        {props.children}
      </div>
    </div>,
    document.body,
  );
}

/** A modal dialog over the platform's own: focus stays inside, Escape closes, focus returns. */
import { X } from 'lucide-react';
import { type ReactNode, useEffect, useRef } from 'react';
import { Button } from './button.tsx';
import { classNames } from './class-names.ts';

export function Dialog(props: {
  readonly title: string;
  readonly open: boolean;
  readonly onClose: () => void;
  readonly children: ReactNode;
  readonly footer?: ReactNode;
  readonly width?: string;
  readonly testId?: string;
}) {
  const ref = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const dialog = ref.current;
    if (dialog === null) return;
    if (props.open && !dialog.open) dialog.showModal();
    if (!props.open && dialog.open) dialog.close();
  }, [props.open]);
  if (!props.open) return null;
  return (
    <dialog
      ref={ref}
      data-testid={props.testId}
      aria-label={props.title}
      onCancel={(event) => {
        event.preventDefault();
        props.onClose();
      }}
      onClick={(event) => {
        if (event.target === ref.current) props.onClose();
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') props.onClose();
        event.stopPropagation();
      }}
      className={classNames(
        'fade-in m-auto max-h-[85vh] overflow-hidden rounded-xl border border-line-strong bg-panel p-0 text-ink',
        'shadow-[var(--shadow)]',
        props.width ?? 'w-[520px]',
      )}
    >
      <div className="flex max-h-[85vh] flex-col">
        <header className="flex h-11 shrink-0 items-center border-b border-line pr-2 pl-4">
          <h2 className="text-base font-semibold">{props.title}</h2>
          <Button
            variant="ghost"
            size="sm"
            className="ml-auto"
            icon={<X size={15} />}
            aria-label="Close"
            onClick={props.onClose}
          />
        </header>
        <div className="min-h-0 flex-1 overflow-y-auto p-4">{props.children}</div>
        {props.footer !== undefined && (
          <footer className="flex shrink-0 items-center justify-end gap-2 border-t border-line px-4 py-3">
            {props.footer}
          </footer>
        )}
      </div>
    </dialog>
  );
}

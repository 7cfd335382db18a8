/** A dialog: title, body, and its decisions at the foot. */
import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from './button.tsx';
import { Overlay } from './overlay.tsx';

export function Dialog(props: {
  readonly title: string;
  readonly open: boolean;
  readonly onClose: () => void;
  readonly children: ReactNode;
  readonly footer?: ReactNode;
  readonly width?: string;
  readonly testId?: string;
}) {
  if (!props.open) return null;
  return (
    <Overlay label={props.title} onClose={props.onClose} className={props.width ?? 'w-[520px]'} testId={props.testId}>
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
    </Overlay>
  );
}

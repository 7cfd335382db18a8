/** One line of the settings: what it is, what it means, and its control. */
import type { ReactNode } from 'react';

export const Line = (props: { label: string; note?: ReactNode; children: ReactNode }) => (
  <div className="grid grid-cols-[150px_1fr_auto] items-center gap-4 border-b border-line/60 py-2.5 first:pt-0 last:border-b-0 last:pb-0">
    <span className="text-sm font-medium">{props.label}</span>
    <span className="text-xs text-pretty text-muted">{props.note}</span>
    <span className="justify-self-end">{props.children}</span>
  </div>
);

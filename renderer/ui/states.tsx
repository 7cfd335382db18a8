/** The designed in-betweens: nothing yet, still loading, refused, and the desk out of reach. */
import { Inbox, RotateCw, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Refusal } from '../../shared/core/result.ts';
import type { Loaded } from '../state/context.tsx';
import { Button } from './button.tsx';
import { classNames } from './class-names.ts';

export function Empty(props: {
  readonly title: string;
  readonly text?: ReactNode;
  readonly icon?: ReactNode;
  readonly action?: ReactNode;
  readonly small?: boolean;
}) {
  return (
    <div
      className={classNames(
        'flex h-full flex-col items-center justify-center text-center',
        props.small ? 'gap-1 px-4 py-5' : 'gap-2 px-6 py-10',
      )}
    >
      {!props.small && <div className="mb-1 text-faint">{props.icon ?? <Inbox size={22} strokeWidth={1.5} />}</div>}
      <p className="text-sm font-medium text-ink">{props.title}</p>
      {props.text !== undefined && <p className="max-w-[46ch] text-xs text-pretty text-muted">{props.text}</p>}
      {props.action !== undefined && <div className="mt-2">{props.action}</div>}
    </div>
  );
}

/** Grey bars where text will stand. */
export function Loading(props: { readonly lines?: number; readonly label?: string }) {
  const widths = ['w-11/12', 'w-8/12', 'w-10/12', 'w-6/12', 'w-9/12'];
  return (
    <div role="status" className="flex flex-col gap-2.5 p-3">
      <span className="sr-only">{props.label ?? 'Loading'}</span>
      {Array.from({ length: props.lines ?? 4 }, (_, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the bars are all alike and never move
        <div key={i} className={classNames('shimmer h-3 rounded bg-hover', widths[i % widths.length])} />
      ))}
    </div>
  );
}

export function Refused(props: { readonly refusal: Refusal; readonly onRetry?: () => void }) {
  const { message, where, fix } = props.refusal;
  return (
    <div role="alert" className="flex h-full flex-col items-center justify-center gap-2 px-6 py-8 text-center">
      <TriangleAlert size={20} strokeWidth={1.6} className="text-warn" />
      <p className="max-w-[60ch] text-sm font-medium text-pretty">{message}</p>
      {where !== undefined && <p className="text-xs text-muted">Where: {where}</p>}
      {fix !== undefined && <p className="max-w-[60ch] text-xs text-pretty text-muted">What to do: {fix}</p>}
      {props.onRetry !== undefined && (
        <Button size="sm" icon={<RotateCw size={13} />} onClick={props.onRetry} className="mt-1">
          Try again
        </Button>
      )}
    </div>
  );
}

/** One place that decides between loading, refused and the answer; an older answer stays while a new one loads. */
export function Answer<T>(props: {
  readonly of: Loaded<T> & { reload(): void };
  readonly lines?: number;
  readonly children: (value: T) => ReactNode;
}) {
  const { of } = props;
  if (of.status === 'ready') return props.children(of.value);
  if (of.status === 'loading' && of.previous !== undefined) return props.children(of.previous);
  if (of.status === 'refused') return <Refused refusal={of.refusal} onRetry={of.reload} />;
  return of.status === 'loading' ? <Loading lines={props.lines ?? 5} /> : null;
}

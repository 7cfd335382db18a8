/** The queue: what waits, and what was decided or refused before. */
import type { KeyboardEvent } from 'react';
import type { Row } from '../../../shared/desk-api/view.ts';
import { formatRatio } from '../../format/numbers.ts';
import { formatPercent } from '../../format/percent.ts';
import { sentenceCase } from '../../format/words.ts';
import { classNames } from '../../ui/class-names.ts';
import { Signed } from '../../ui/stat.tsx';
import { Empty } from '../../ui/states.tsx';

export type Shelf = 'waiting' | 'approved' | 'rejected' | 'refused';
export const shelfOf = (stage: Row<'strategies'>['stage']): Shelf | null =>
  stage === 'awaiting-approval'
    ? 'waiting'
    : stage === 'approved' || stage === 'expired'
      ? 'approved'
      : stage === 'rejected' || stage === 'refused'
        ? stage
        : null;

const nothing: Readonly<Record<Shelf, readonly [string, string]>> = {
  waiting: ['Nothing waits for you', 'Strategies that pass the gate come here. Start a research run on the Desk.'],
  approved: ['Nothing approved yet', 'What you approve is listed here with its limits and its expiry.'],
  rejected: ['Nothing rejected', 'What you reject is kept with your reason.'],
  refused: ['Nothing refused', 'What the gate refuses can be read here, and never approved.'],
};

export function Queue(props: {
  readonly rows: readonly Row<'strategies'>[];
  readonly shelf: Shelf;
  readonly selected: string | null;
  readonly onOpen: (id: string) => void;
}) {
  const { rows, selected } = props;
  if (rows.length === 0) return <Empty small title={nothing[props.shelf][0]} text={nothing[props.shelf][1]} />;
  const at = Math.max(
    0,
    rows.findIndex((r) => r.strategyId === selected),
  );
  const onKeyDown = (event: KeyboardEvent<HTMLUListElement>): void => {
    const by =
      event.key === 'j' || event.key === 'ArrowDown' ? 1 : event.key === 'k' || event.key === 'ArrowUp' ? -1 : 0;
    if (by === 0) return;
    event.preventDefault();
    event.stopPropagation();
    const buttons = [...event.currentTarget.querySelectorAll<HTMLElement>('button')];
    const here = buttons.indexOf(document.activeElement as HTMLElement);
    buttons[Math.min(buttons.length - 1, Math.max(0, here + by))]?.focus();
  };
  return (
    <ul className="h-full overflow-y-auto" data-list="" onKeyDown={onKeyDown} aria-label="Queue">
      {rows.map((row, i) => (
        <li key={row.strategyId}>
          <button
            type="button"
            data-testid={`approval-${row.strategyId}`}
            aria-current={row.strategyId === selected ? 'true' : undefined}
            tabIndex={i === at ? 0 : -1}
            onClick={() => props.onOpen(row.strategyId)}
            className={classNames(
              'block w-full border-b border-line/60 border-l-2 px-3 py-2 text-left outline-offset-[-2px]',
              row.strategyId === selected ? 'border-l-accent bg-accent-wash' : 'border-l-transparent hover:bg-hover',
            )}
          >
            <span className="flex items-baseline gap-2">
              <span className="truncate text-sm font-medium">{row.name}</span>
              {row.annualReturn !== null && (
                <span className="ml-auto shrink-0 text-sm font-semibold">
                  <Signed value={row.annualReturn}>{formatPercent(row.annualReturn, { signed: true })}</Signed>
                </span>
              )}
            </span>
            <span className="flex gap-2 text-xs text-muted">
              <span className="truncate">{sentenceCase(row.family)}</span>
              {row.outOfSampleSharpe !== null && (
                <span className="ml-auto shrink-0">sealed Sharpe {formatRatio(row.outOfSampleSharpe)}</span>
              )}
            </span>
            {props.shelf !== 'waiting' && (
              <span className="mt-0.5 line-clamp-2 block text-2xs text-faint">{row.reason}</span>
            )}
          </button>
        </li>
      ))}
    </ul>
  );
}

/** The one table: sortable, worked by keys (j, k, Enter), and drawing only the rows in sight. */
import { ChevronDown, ChevronUp } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, useMemo, useRef, useState } from 'react';
import { useSize } from '../state/hooks.ts';
import { classNames } from './class-names.ts';

export interface Column<R> {
  readonly id: string;
  readonly header: string;
  readonly title?: string;
  readonly align?: 'left' | 'right';
  /** CSS width of the column; the rest is shared. */
  readonly width?: string;
  readonly cell: (row: R) => ReactNode;
  /** What sorting compares; a column without it cannot be sorted. Nulls stay last. */
  readonly sort?: (row: R) => number | string | null;
}

export interface Sorting {
  readonly column: string;
  readonly down: boolean;
}

/** Rows in order of a column; equal rows keep their order, nulls come last either way. */
export function sortRows<R>(rows: readonly R[], columns: readonly Column<R>[], sorting: Sorting | null): readonly R[] {
  const by = columns.find((c) => c.id === sorting?.column)?.sort;
  if (by === undefined || sorting === null) return rows;
  const sign = sorting.down ? -1 : 1;
  return [...rows].sort((a, b) => {
    const x = by(a);
    const y = by(b);
    if (x === null || y === null) return x === y ? 0 : x === null ? 1 : -1;
    return x === y ? 0 : (x < y ? -1 : 1) * sign;
  });
}

const rowHeight = 30;
const spare = 8;

export function DataTable<R>(props: {
  readonly label: string;
  readonly columns: readonly Column<R>[];
  readonly rows: readonly R[];
  readonly keyOf: (row: R) => string;
  readonly testIdOf?: (row: R) => string;
  readonly onOpen?: (row: R) => void;
  readonly selected?: string | null;
  readonly initialSort?: Sorting;
  readonly empty?: ReactNode;
  /** Below it the table scrolls sideways, in CSS pixels. */
  readonly minWidth?: number;
}) {
  const { columns, keyOf, onOpen } = props;
  const [sorting, setSorting] = useState<Sorting | null>(props.initialSort ?? null);
  const [top, setTop] = useState(0);
  const [at, setAt] = useState(0);
  const [measure, size] = useSize();
  const body = useRef<HTMLTableSectionElement>(null);
  const holder = useRef<HTMLDivElement | null>(null);
  const rows = useMemo(() => sortRows(props.rows, columns, sorting), [props.rows, columns, sorting]);
  const active = Math.min(at, Math.max(0, rows.length - 1));
  // A table as tall as its rows needs no window: until the holder is measured all short tables are drawn whole.
  const windowed = rows.length > 60;
  const first = windowed ? Math.max(0, Math.floor(top / rowHeight) - spare) : 0;
  const last = windowed
    ? Math.min(rows.length, Math.ceil((top + (size.height || 600)) / rowHeight) + spare)
    : rows.length;

  const focusRow = (index: number): void => {
    const next = Math.min(rows.length - 1, Math.max(0, index));
    setAt(next);
    const box = holder.current;
    if (box !== null) {
      const y = next * rowHeight;
      if (y < box.scrollTop) box.scrollTop = y;
      else if (y + rowHeight * 2 > box.scrollTop + box.clientHeight)
        box.scrollTop = y + rowHeight * 2 - box.clientHeight;
    }
    requestAnimationFrame(() => body.current?.querySelector<HTMLElement>(`[data-row="${next}"]`)?.focus());
  };

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.target instanceof HTMLElement && event.target.dataset.row === undefined) return;
    const moves: Record<string, number> = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1, PageDown: 12, PageUp: -12 };
    const by = moves[event.key];
    if (by !== undefined) focusRow(active + by);
    else if (event.key === 'Home') focusRow(0);
    else if (event.key === 'End') focusRow(rows.length - 1);
    else if (event.key === 'Enter' && onOpen && rows[active] !== undefined) onOpen(rows[active]);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  if (rows.length === 0 && props.empty !== undefined) return props.empty;
  return (
    <div
      ref={(node) => {
        holder.current = node;
        measure(node);
      }}
      onScroll={(event) => windowed && setTop(event.currentTarget.scrollTop)}
      className="h-full overflow-auto"
    >
      <table
        aria-label={props.label}
        aria-rowcount={rows.length + 1}
        style={props.minWidth === undefined ? undefined : { minWidth: props.minWidth }}
        className="w-full table-fixed border-separate border-spacing-0"
      >
        <thead>
          <tr>
            {columns.map((column) => (
              <HeadCell key={column.id} column={column} sorting={sorting} onSort={setSorting} />
            ))}
          </tr>
        </thead>
        <tbody ref={body} onKeyDown={onKeyDown} data-list="">
          {first > 0 && <Spacer height={first * rowHeight} span={columns.length} />}
          {rows.slice(first, last).map((row, offset) => {
            const index = first + offset;
            const key = keyOf(row);
            return (
              <tr
                key={key}
                data-row={index}
                data-testid={props.testIdOf?.(row)}
                aria-rowindex={index + 2}
                aria-selected={props.selected === undefined ? undefined : props.selected === key}
                tabIndex={index === active ? 0 : -1}
                onFocus={(event) => event.target === event.currentTarget && setAt(index)}
                onClick={onOpen && (() => onOpen(row))}
                className={classNames(
                  'group outline-offset-[-2px]',
                  onOpen && 'cursor-pointer',
                  props.selected === key ? 'bg-accent-wash' : 'hover:bg-hover',
                )}
              >
                {columns.map((column) => (
                  <td
                    key={column.id}
                    className={classNames(
                      'h-[30px] truncate border-b border-line/60 px-2 text-sm first:pl-3 last:pr-3',
                      column.align === 'right' && 'text-right',
                    )}
                  >
                    {column.cell(row)}
                  </td>
                ))}
              </tr>
            );
          })}
          {last < rows.length && <Spacer height={(rows.length - last) * rowHeight} span={columns.length} />}
        </tbody>
      </table>
    </div>
  );
}

const Spacer = (props: { height: number; span: number }) => (
  <tr>
    <td colSpan={props.span} style={{ height: props.height }} />
  </tr>
);

function HeadCell<R>(props: { column: Column<R>; sorting: Sorting | null; onSort: (sorting: Sorting | null) => void }) {
  const { column, sorting } = props;
  const on = sorting?.column === column.id;
  const right = column.align === 'right';
  return (
    <th
      scope="col"
      style={column.width === undefined ? undefined : { width: column.width }}
      aria-sort={on ? (sorting.down ? 'descending' : 'ascending') : undefined}
      className={classNames(
        'sticky top-0 z-10 h-7 border-b border-line bg-panel px-2 font-medium first:pl-3 last:pr-3',
        right ? 'text-right' : 'text-left',
      )}
    >
      {column.sort === undefined ? (
        <span className="label whitespace-nowrap" title={column.title}>
          {column.header}
        </span>
      ) : (
        <button
          type="button"
          title={column.title}
          onClick={() => props.onSort({ column: column.id, down: on ? !sorting.down : right })}
          className={classNames(
            'label inline-flex items-center gap-0.5 rounded-sm whitespace-nowrap hover:text-ink',
            on && '!text-ink',
          )}
        >
          {right && on && <SortMark down={sorting.down} />}
          {column.header}
          {!right && on && <SortMark down={sorting.down} />}
        </button>
      )}
    </th>
  );
}
const SortMark = (props: { down: boolean }) =>
  props.down ? <ChevronDown size={11} aria-hidden="true" /> : <ChevronUp size={11} aria-hidden="true" />;

/** Plain text tables with aligned columns for a terminal. */

export interface Column {
  readonly title: string;
  readonly align?: 'left' | 'right';
  /** Longer cells are cut and end in an ellipsis. */
  readonly widest?: number;
}

const cut = (text: string, widest: number): string =>
  text.length <= widest ? text : `${text.slice(0, Math.max(0, widest - 1))}…`;

/** Lines of a table; the last column is not padded. Control characters in cells are shown as spaces. */
export function table(columns: readonly Column[], rows: readonly (readonly string[])[]): string[] {
  const clean = rows.map((row) =>
    columns.map((column, i) =>
      cut((row[i] ?? '').replaceAll(/\p{Cc}/gu, ' '), column.widest ?? Number.POSITIVE_INFINITY),
    ),
  );
  const widths = columns.map((column, i) => Math.max(column.title.length, ...clean.map((row) => row[i]?.length ?? 0)));
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, i) => {
        const width = widths[i] ?? 0;
        if (columns[i]?.align === 'right') return cell.padStart(width);
        return i === cells.length - 1 ? cell : cell.padEnd(width);
      })
      .join('  ')
      .trimEnd();
  return [line(columns.map((c) => c.title)), widths.map((w) => '-'.repeat(w)).join('  '), ...clean.map(line)];
}

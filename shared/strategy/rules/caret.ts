/** Shows where in a text something is wrong: the line, and carets below the characters. */

/** Widest line shown; longer ones are cut around the place. */
const width = 100;

/** The line of a text that holds a place, and a line of carets below it. */
export function caretLines(source: string, start: number, end: number): [string, string] {
  const at = Math.min(start, source.length);
  const lineStart = source.lastIndexOf('\n', at - 1) + 1;
  const next = source.indexOf('\n', at);
  const line = source.slice(lineStart, next < 0 ? source.length : next);
  const column = at - lineStart;
  const from = line.length <= width || column < width * 0.6 ? 0 : column - Math.floor(width * 0.4);
  const to = Math.min(line.length, from + width);
  const shown = `${from > 0 ? '…' : ''}${line.slice(from, to)}${to < line.length ? '…' : ''}`;
  const before = column - from + (from > 0 ? 1 : 0);
  // What is shown keeps one column per character: tabs and marks without a width would shift the carets.
  const plain = shown.replace(/[\p{Cc}\p{Cf}\p{Mn}\p{Cs}]/gu, '?');
  const length = Math.max(1, Math.min(end, lineStart + to) - at);
  return [plain, `${' '.repeat(before)}${'^'.repeat(Math.min(length, width))}`];
}

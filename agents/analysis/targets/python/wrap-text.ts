/** Breaks words into lines of a width, for docstrings, comments and README files. */

/** A word longer than a line is cut. */
export function wrapText(text: string, width: number, first = '', rest = first): string[] {
  const lines: string[] = [];
  let line = first;
  let empty = true;
  for (let word of text.split(' ').filter((w) => w !== '')) {
    for (;;) {
      const room = width - line.length - (empty ? 0 : 1);
      if (word.length <= room) break;
      const fresh = width - rest.length;
      if (empty || word.length > fresh) {
        const cut = Math.max(1, room);
        if (!empty && room < 8) {
          lines.push(line);
          line = rest;
          empty = true;
          continue;
        }
        line += (empty ? '' : ' ') + word.slice(0, cut);
        word = word.slice(cut);
        lines.push(line);
        line = rest;
        empty = true;
        if (word === '') break;
        continue;
      }
      lines.push(line);
      line = rest;
      empty = true;
    }
    if (word === '') continue;
    line += (empty ? '' : ' ') + word;
    empty = false;
  }
  if (!empty || lines.length === 0) lines.push(line.trimEnd());
  return lines;
}

/** Where the parts of a JSON text stand, so that what is wrong with a part can be shown in the text. */

/** Deepest nesting that is followed; what lies deeper is told at its parent. */
const mostDepth = 64;

/**
 * Offset of every value by its path: `rules.entryLong`, `symbols.0`; the whole is the empty path. The offset of a text
 * is that of its first character, after the quote. Expects text that `JSON.parse` accepts; names met twice keep the last.
 */
export function jsonPlaces(text: string): ReadonlyMap<string, number> {
  const places = new Map<string, number>();
  let at = 0;
  const space = (): void => {
    while (at < text.length && /[\s\uFEFF]/.test(text.charAt(at))) at++;
  };
  /** Behind the text that begins at `at`. */
  const word = (): string => {
    const from = at++;
    while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
    return text.slice(from, ++at);
  };
  const value = (path: string, depth: number): void => {
    space();
    const opened = text[at];
    if (depth <= mostDepth) places.set(path, opened === '"' ? at + 1 : at);
    if (opened === '"') {
      word();
      return;
    }
    if (opened !== '{' && opened !== '[') {
      while (at < text.length && !/[,}\]\s]/.test(text.charAt(at))) at++;
      return;
    }
    at++;
    for (let index = 0; ; index++) {
      space();
      const close = text[at];
      if (close === undefined) return;
      if (close === '}' || close === ']') {
        at++;
        return;
      }
      if (close === ',') {
        at++;
        index--;
        continue;
      }
      let name = String(index);
      if (opened === '{') {
        if (close !== '"') return;
        name = JSON.parse(word()) as string;
        space();
        at++;
      }
      value(path === '' ? name : `${path}.${name}`, depth + 1);
    }
  };
  value('', 0);
  return places;
}

/** The offset of a path, or of the nearest part around it that is there. */
export function placeOf(places: ReadonlyMap<string, number>, path: string): number {
  for (let shorter = path; ; ) {
    const found = places.get(shorter);
    if (found !== undefined) return found;
    if (shorter === '') return 0;
    shorter = shorter.includes('.') ? shorter.slice(0, shorter.lastIndexOf('.')) : '';
  }
}

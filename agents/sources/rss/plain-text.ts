/** Plain text out of feed markup: tags and invisible characters go, entities become characters, and what was hidden is counted. */

const named: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  ndash: '–',
  mdash: '—',
  hellip: '…',
  lsquo: '‘',
  rsquo: '’',
  ldquo: '“',
  rdquo: '”',
  laquo: '«',
  raquo: '»',
  bull: '•',
  middot: '·',
  euro: '€',
  pound: '£',
  yen: '¥',
  cent: '¢',
  copy: '©',
  reg: '®',
  trade: '™',
  deg: '°',
  times: '×',
  shy: '',
};

/** Zero-width, bidirectional and other invisible marks: they hide words from people that machines still read. */
const invisible =
  /[\u00ad\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\u{e0000}-\u{e007f}]|\u034f|\u200d|\p{Variation_Selector}/gu;
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const control = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/g;

const decode = (text: string): string =>
  text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,8}));/gi, (whole, decimal, hex, name) => {
    if (name !== undefined) return named[String(name).toLowerCase()] ?? whole;
    const code = decimal === undefined ? Number.parseInt(String(hex), 16) : Number(decimal);
    return code === 0 || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff) ? '' : String.fromCodePoint(code);
  });

const stripTags = (text: string): string =>
  text
    .replace(/<!--[\s\S]*?(-->|$)/g, ' ')
    .replace(/<(script|style|iframe|object|template)\b[\s\S]*?(<\/\1\s*>|$)/gi, ' ')
    .replace(/<\/?[a-z!?][^<>]*(>|$)/gi, ' ');

export interface PlainText {
  readonly text: string;
  /** Invisible and control characters taken out. */
  readonly hidden: number;
}

/** Makes text of at most `longest` characters. Markup escaped once or twice is undone; nothing in it is followed. */
export function plainText(markup: string, longest: number): PlainText {
  let text = markup.slice(0, 200_000);
  // Escaped markup turns into markup once: decode, strip, and look again until nothing changes.
  for (let round = 0; round < 3; round++) {
    const next = decode(stripTags(text));
    if (next === text) break;
    text = next;
  }
  text = stripTags(text);
  let hidden = 0;
  const count = (): string => {
    hidden++;
    return '';
  };
  text = text.replace(invisible, count).replace(control, count).replace(/\s+/g, ' ').trim();
  return { text: text.length > longest ? `${text.slice(0, longest - 1).trimEnd()}…` : text, hidden };
}

/** Source text with light colouring: keywords, strings, numbers, comments and calls of three languages and the rules. */
import { type ReactNode, useMemo } from 'react';

const keywords = new Set(
  (
    'abstract and as async await break case catch class const continue def default del elif else except export extends ' +
    'False finally for from function get if implements import in interface is lambda let namespace new None not null ' +
    'or override pass private protected public raise readonly return self set static switch this throw True true false ' +
    'try type typeof undefined using var virtual void while with yield bool double int decimal string number boolean'
  ).split(' '),
);
const token =
  /(?<comment>\/\*[\s\S]*?\*\/|\/\/[^\n]*|#[^\n]*)|(?<string>"""[\s\S]*?"""|`(?:\\.|[^`\\])*`|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*')|(?<number>\b\d[\d_]*(?:\.\d+)?(?:e[+-]?\d+)?\b)|(?<word>[A-Za-z_][\w]*)/g;

/** In Python two slashes divide. */
const pythonToken = new RegExp(token.source.replace('|\\/\\/[^\\n]*', ''), 'g');

export interface Token {
  readonly kind: 'keyword' | 'string' | 'number' | 'comment' | 'call' | 'plain';
  readonly text: string;
}

/** Splits source into coloured pieces; joined again they are the source, byte for byte. */
export function tokenize(source: string, language?: 'python'): Token[] {
  const out: Token[] = [];
  let at = 0;
  for (const match of source.matchAll(language === 'python' ? pythonToken : token)) {
    if (match.index > at) out.push({ kind: 'plain', text: source.slice(at, match.index) });
    const text = match[0];
    at = match.index + text.length;
    const { comment, string, number } = match.groups ?? {};
    if (comment !== undefined) out.push({ kind: 'comment', text });
    else if (string !== undefined) out.push({ kind: 'string', text });
    else if (number !== undefined) out.push({ kind: 'number', text });
    else if (keywords.has(text)) out.push({ kind: 'keyword', text });
    else out.push({ kind: source[at] === '(' ? 'call' : 'plain', text });
  }
  if (at < source.length) out.push({ kind: 'plain', text: source.slice(at) });
  return out;
}

export const Coloured = (props: { readonly source: string }): ReactNode => {
  const tokens = useMemo(() => tokenize(props.source), [props.source]);
  return tokens.map((piece, i) =>
    piece.kind === 'plain' ? (
      piece.text
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: pieces have no identity but their place
      <span key={i} className={`t-${piece.kind}`}>
        {piece.text}
      </span>
    ),
  );
};

export function CodeView(props: { readonly source: string; readonly label: string }) {
  const lines = useMemo(() => props.source.split('\n').length, [props.source]);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keys
    <section tabIndex={0} aria-label={props.label} className="code flex h-full overflow-auto bg-ground py-2">
      <pre
        aria-hidden="true"
        className="sticky left-0 shrink-0 bg-ground pr-3 pl-3 text-right text-faint/70 select-none"
      >
        {Array.from({ length: lines }, (_, i) => i + 1).join('\n')}
      </pre>
      <pre className="pr-6">
        <Coloured source={props.source} />
      </pre>
    </section>
  );
}

/** A source with the lines that were found marked; the chosen one is brought into view. */
import { TriangleAlert, X } from 'lucide-react';
import { useEffect, useMemo, useRef } from 'react';
import type { SourceFinding, SourceReport } from '../../../shared/desk-api/source-report.ts';
import { classNames } from '../../ui/class-names.ts';
import { type Token, tokenize } from '../../ui/code-view.tsx';

/** Coloured pieces by line; what spans lines is cut at their ends. */
export function tokenLines(source: string, language?: 'python'): Token[][] {
  const lines: Token[][] = [[]];
  for (const { kind, text } of tokenize(source.replaceAll('\r', ''), language))
    for (const [i, piece] of text.split('\n').entries()) {
      if (i > 0) lines.push([]);
      if (piece !== '') lines.at(-1)?.push({ kind, text: piece });
    }
  return lines;
}

export function MarkedSource(props: {
  readonly source: string;
  readonly label: string;
  readonly kind: SourceReport['kind'];
  readonly findings: readonly SourceFinding[];
  readonly chosen: number | null;
  readonly onChoose: (line: number) => void;
}) {
  const { source, findings, chosen } = props;
  const language = props.kind === 'python' ? 'python' : undefined;
  const lines = useMemo(() => tokenLines(source, language), [source, language]);
  const marks = useMemo(() => {
    const found = new Map<number, SourceFinding['severity']>();
    for (const { line, severity } of findings) if (severity === 'fail' || !found.has(line)) found.set(line, severity);
    return found;
  }, [findings]);
  const list = useRef<HTMLOListElement>(null);
  useEffect(() => {
    if (chosen !== null) list.current?.children[chosen - 1]?.scrollIntoView({ block: 'center' });
  }, [chosen]);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keys
    <section tabIndex={0} aria-label={props.label} className="code h-full overflow-auto bg-ground py-2">
      <ol ref={list} className="w-max min-w-full">
        {lines.map((tokens, i) => {
          const number = i + 1;
          const mark = marks.get(number);
          return (
            <li
              // biome-ignore lint/suspicious/noArrayIndexKey: a line has no identity but its place
              key={i}
              data-testid={mark === undefined ? undefined : `marked-line-${number}`}
              aria-current={chosen === number || undefined}
              className={classNames(
                'flex border-l-2 pr-6',
                mark === 'fail' && 'border-critical bg-critical-wash',
                mark === 'warn' && 'border-warn bg-warn-wash',
                mark === undefined && 'border-transparent',
                chosen === number && 'outline outline-1 -outline-offset-1 outline-accent',
              )}
            >
              <span className="flex w-14 shrink-0 items-center justify-end gap-1 pr-3 text-faint select-none">
                {mark !== undefined && (
                  <button
                    type="button"
                    aria-label={`Line ${number}: ${mark === 'fail' ? 'fails' : 'warns'}`}
                    onClick={() => props.onChoose(number)}
                    className={mark === 'fail' ? 'text-critical' : 'text-warn'}
                  >
                    {mark === 'fail' ? <X size={11} strokeWidth={3} /> : <TriangleAlert size={11} strokeWidth={2.4} />}
                  </button>
                )}
                {number}
              </span>
              <pre>
                {tokens.map((token, k) =>
                  token.kind === 'plain' ? (
                    token.text
                  ) : (
                    // biome-ignore lint/suspicious/noArrayIndexKey: pieces have no identity but their place
                    <span key={k} className={`t-${token.kind}`}>
                      {token.text}
                    </span>
                  ),
                )}
                {tokens.length === 0 && ' '}
              </pre>
            </li>
          );
        })}
      </ol>
    </section>
  );
}

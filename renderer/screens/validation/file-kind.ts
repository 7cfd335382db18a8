/** What a text is, told from how it looks: only a first guess, which the person can change. */
export type FileKind = 'python' | 'typescript' | 'specification';

export const fileKinds: readonly { readonly id: FileKind; readonly label: string; readonly fileName: string }[] = [
  { id: 'python', label: 'Python', fileName: 'strategy.py' },
  { id: 'typescript', label: 'TypeScript', fileName: 'strategy.ts' },
  { id: 'specification', label: 'Specification', fileName: 'strategy.json' },
];

/** The kind by a file's ending; undefined for any other. */
export const kindOfName = (name: string): FileKind | undefined =>
  /\.py$/i.test(name)
    ? 'python'
    : /\.(ts|mts|js|mjs)$/i.test(name)
      ? 'typescript'
      : /\.json$/i.test(name)
        ? 'specification'
        : undefined;

export function guessKind(text: string): FileKind {
  if (/^\s*[{[]/.test(text)) return 'specification';
  return /^\s*(import .* from|export |const |let |function |interface |type \w+ =|\/[/*])/m.test(text)
    ? 'typescript'
    : 'python';
}

/** Reads a source into the common tree, or refuses it with the place and the reason; bounded in size, depth and steps. */
import type { Tree } from '@lezer/common';
import { ok, type Result, refuse } from '../../../shared/core/result.ts';
import { pythonParser, readPython } from './python.ts';
import { type SyntaxNode, setParents } from './syntax.ts';
import { readTypescript, typescriptParser } from './typescript.ts';

export type SourceLanguage = 'python' | 'typescript';

/** Longest source in characters: a strategy is a few hundred lines, what is longer hides something. */
export const mostCharacters = 80_000;
/** Longest line in characters: what is longer was written by a machine, to be read by none. */
export const mostLine = 5000;
/** Deepest nesting of brackets, looked at before the parser is. */
export const mostBrackets = 60;
/** Most angle brackets and most alternatives of one chain: what makes a parser try every reading at once. */
export const mostAngles = 1500;
export const mostBranches = 400;
/** Deepest nesting of the syntax tree. */
export const mostDepth = 220;
/** Most nodes of the syntax tree: some tens of milliseconds of work. */
export const mostNodes = 80_000;

export interface Place {
  /** From 1. */
  readonly line: number;
  readonly column: number;
}

export interface ReadSource {
  readonly language: SourceLanguage;
  readonly text: string;
  readonly root: SyntaxNode;
  place(offset: number): Place;
}

/** Characters that change what is shown but not what is run, or end a text early. */
const hidden: readonly { readonly pattern: RegExp; readonly what: string; readonly code: string }[] = [
  {
    // Tab, line feed, form feed and carriage return are allowed.
    pattern: /(?![\t\n\r\f])\p{Cc}/u,
    what: 'a control character, which may end a text early',
    code: 'source-control-character',
  },
  {
    pattern: /[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c]/,
    what: 'a character that turns the direction of writing, so that it reads otherwise than it runs',
    code: 'source-hidden-text',
  },
  {
    pattern: /\u200b|\u200c|\u200d|\u2060|\u00ad|\ufeff/,
    what: 'a character without width, which hides text',
    code: 'source-hidden-text',
  },
];

/** The language by the file's ending; undefined for any other. */
export const languageOf = (fileName: string): SourceLanguage | undefined =>
  /\.py$/i.test(fileName) ? 'python' : /\.(ts|mts|js|mjs)$/i.test(fileName) ? 'typescript' : undefined;

export function readSource(given: string, language: SourceLanguage): Result<ReadSource> {
  // A mark of the byte order at the very start is what some editors write, not a trick.
  const text = given.startsWith('\ufeff') ? given.slice(1) : given;
  const place = placesOf(text);
  const where = (offset: number): string => {
    const at = place(offset);
    return `line ${at.line}, column ${at.column}`;
  };
  if (text.length > mostCharacters)
    return refuse('source-too-large', `The source has ${text.length} characters; ${mostCharacters} are read at most.`, {
      fix: 'split it, and keep data out of the code.',
    });
  for (const { pattern, what, code } of hidden) {
    const found = pattern.exec(text);
    if (found)
      return refuse(code, `The source holds ${what}.`, { where: where(found.index), fix: 'delete the character.' });
  }
  if (text.trim() === '')
    return refuse('source-empty', 'The source is empty.', { fix: 'give a file with a strategy.' });
  const shape = measureText(text);
  if (shape.longLineAt !== undefined)
    return refuse('source-too-large', `A line has more than ${mostLine} characters.`, {
      where: where(shape.longLineAt),
      fix: 'format the source; keep data out of the code.',
    });
  if (shape.deepAt !== undefined)
    return refuse('source-too-deep', `Brackets nest deeper than ${mostBrackets} levels.`, {
      where: where(shape.deepAt),
      fix: 'break the expression up.',
    });
  if (shape.tangled)
    return refuse('source-too-hard', 'The source has too many angle brackets or branches to be read in time.', {
      fix: 'write it plainly.',
    });
  const tree = parse(language === 'python' ? text : withoutMarks(text), language);
  if (!tree)
    return refuse('source-too-hard', 'The source takes too many steps to parse.', { fix: 'write it plainly.' });
  const invalid = (offset: number): Result<never> =>
    refuse('source-syntax', `This is not valid ${language === 'python' ? 'Python' : 'TypeScript'}.`, {
      where: where(offset),
      fix: 'run it through its own compiler first; what cannot be read cannot be cleared.',
    });
  if ('invalidAt' in tree) return invalid(tree.invalidAt);
  const measured = measure(tree, text);
  if (measured.tooDeepAt !== undefined)
    return refuse('source-too-deep', `The source nests deeper than ${mostDepth} levels.`, {
      where: where(measured.tooDeepAt),
      fix: 'break the expression up.',
    });
  if (measured.nodes > mostNodes)
    return refuse('source-too-large', `The source has more than ${mostNodes} parts.`, {
      fix: 'split it, and keep data out of the code.',
    });
  if (measured.errorAt !== undefined) return invalid(measured.errorAt);
  const root = language === 'python' ? readPython(tree.topNode, text) : readTypescript(tree.topNode, text);
  setParents(root);
  return ok({ language, text, root, place });
}

/** What makes a parser slow, found in one pass: brackets (those in texts count too) and long lines. */
function measureText(text: string): { longLineAt?: number; deepAt?: number; tangled?: boolean } {
  let angles = 0;
  let depth = 0;
  let lineStart = 0;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c === 0x0a) lineStart = i + 1;
    else if (i - lineStart > mostLine) return { longLineAt: lineStart };
    if (c === 0x3c) angles++;
    if (c === 0x28 || c === 0x5b || c === 0x7b) {
      depth++;
      if (depth > mostBrackets) return { deepAt: i };
    } else if ((c === 0x29 || c === 0x5d || c === 0x7d) && depth > 0) depth--;
  }
  const branches = text.match(/\belif\b|=>|\belse if\b/g)?.length ?? 0;
  return { tangled: angles > mostAngles || branches > mostBranches };
}

/**
 * The grammar does not know `x[i]! += 1`. The mark says nothing at run time: it is blanked, so that every place stays where it is.
 */
const withoutMarks = (text: string): string =>
  text.replace(/([\])\w])!(?=\s+=[^=]|\s*(?:\*\*|<<|>>>?|\?\?|&&|\|\||[*+\-/%&|^])=)/g, '$1 ');

/** Parses in bounded steps: the tree, where it stops being valid, or nothing when the steps run out. */
function parse(text: string, language: SourceLanguage): Tree | { readonly invalidAt: number } | undefined {
  const run = (language === 'python' ? pythonParser : typescriptParser).startParse(text);
  for (let step = 0; step < 6 * text.length + 10_000; step++) {
    let tree: Tree | null;
    try {
      tree = run.advance();
    } catch (error) {
      if (error instanceof SyntaxError) return { invalidAt: Math.min(run.parsedPos, text.length) };
      throw error;
    }
    if (tree) return tree;
  }
  return undefined;
}

/** Counts without recursion, so that nothing can overflow the stack before it is refused. */
const isUnterminated = (literal: string): boolean => {
  const quote = /^[A-Za-z]*("|')/.exec(literal)?.[1];
  return quote !== undefined && (!literal.endsWith(quote) || literal.length < 2);
};

function measure(tree: Tree, text: string): { nodes: number; tooDeepAt?: number; errorAt?: number } {
  const cursor = tree.cursor();
  let nodes = 0;
  let depth = 0;
  let errorAt: number | undefined;
  const found = (): { nodes: number; errorAt?: number } => ({ nodes, ...(errorAt === undefined ? {} : { errorAt }) });
  for (;;) {
    nodes++;
    const isOpen = cursor.name === 'String' && isUnterminated(text.slice(cursor.from, cursor.to));
    if ((cursor.type.isError || isOpen) && errorAt === undefined) errorAt = cursor.from;
    if (depth > mostDepth) return { ...found(), tooDeepAt: cursor.from };
    if (nodes > mostNodes) return found();
    if (cursor.firstChild()) {
      depth++;
      continue;
    }
    while (!cursor.nextSibling()) {
      if (!cursor.parent()) return found();
      depth--;
    }
  }
}

function placesOf(text: string): (offset: number) => Place {
  const starts = [0];
  for (let i = text.indexOf('\n'); i >= 0; i = text.indexOf('\n', i + 1)) starts.push(i + 1);
  return (offset) => {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] as number) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - (starts[low] as number) + 1 };
  };
}

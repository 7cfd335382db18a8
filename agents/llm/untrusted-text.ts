/** Cleans the facts of a question: hidden characters out, lengths capped, everything removed counted. */
import { ok, type Result, refuse } from '../../shared/core/result.ts';

export interface Removed {
  /** Zero-width, bidirectional, tag, variation and control characters. */
  readonly hidden: number;
  /** Characters cut from texts that were too long. */
  readonly cutCharacters: number;
  /** Members of lists and objects that were too many. */
  readonly cutItems: number;
}

export const textLimits = { characters: 8_000, items: 2_000, depth: 16 } as const;

/**
 * Controls other than tab and newline, format characters (zero-width, bidirectional, tags, soft hyphen, byte order mark),
 * line separators, variation selectors, joiners and fillers that print nothing.
 */
const hidden =
  /(?![\t\n])(?:\p{Cc}|\p{Cf}|\p{Zl}|\p{Zp}|\p{Variation_Selector}|\p{Default_Ignorable_Code_Point}|\u3164|\uffa0)/gu;

/** Whether a text holds characters a reader would not see. */
export const hasHiddenText = (text: string): boolean => text.search(hidden) >= 0;

/** A text without hidden characters and lone surrogates, at most `most` UTF-16 units long. */
export function cleanText(text: string, most: number = textLimits.characters): { text: string; removed: Removed } {
  let hiddenCount = 0;
  // Cut generously first: a text of megabytes is not worth a full scan.
  const rough = text.slice(0, most * 4);
  const seen = rough.toWellFormed().replace(hidden, () => {
    hiddenCount++;
    return '';
  });
  const kept =
    seen.length <= most
      ? seen
      : seen
          .slice(0, most)
          .toWellFormed()
          .replace(/\ufffd$/, '');
  return {
    text: kept,
    removed: {
      hidden: hiddenCount,
      cutCharacters: text.length - rough.length + seen.length - kept.length,
      cutItems: 0,
    },
  };
}

/**
 * Facts with every text and key cleaned. Refused when they have no JSON form or are nested too deep; what is merely too
 * much is cut and counted.
 */
export function cleanFacts(facts: unknown): Result<{ readonly facts: unknown; readonly removed: Removed }> {
  let hiddenCount = 0;
  let cutCharacters = 0;
  let cutItems = 0;
  let problem: string | undefined;
  const cleanString = (text: string): string => {
    const cleaned = cleanText(text);
    hiddenCount += cleaned.removed.hidden;
    cutCharacters += cleaned.removed.cutCharacters;
    return cleaned.text;
  };
  const clean = (value: unknown, depth: number, place: string): unknown => {
    if (problem !== undefined) return null;
    if (depth > textLimits.depth) {
      problem = `they are nested more than ${textLimits.depth} deep at ${place}`;
      return null;
    }
    switch (typeof value) {
      case 'string':
        return cleanString(value);
      case 'boolean':
        return value;
      case 'number':
        if (!Number.isFinite(value)) problem = `${place} is ${value}`;
        return value;
      case 'undefined':
        return undefined;
      case 'object': {
        if (value === null) return null;
        if (ArrayBuffer.isView(value) || value instanceof Map || value instanceof Set) {
          problem = `${place} has no JSON form`;
          return null;
        }
        if (Array.isArray(value)) {
          cutItems += Math.max(0, value.length - textLimits.items);
          return value.slice(0, textLimits.items).map((item, i) => clean(item, depth + 1, `${place}[${i}]`));
        }
        const entries = Object.entries(value);
        cutItems += Math.max(0, entries.length - textLimits.items);
        return Object.fromEntries(
          entries
            .slice(0, textLimits.items)
            .map(([key, member]) => [cleanString(key), clean(member, depth + 1, `${place}.${key.slice(0, 40)}`)]),
        );
      }
      default:
        problem = `${place} is a ${typeof value}`;
        return null;
    }
  };
  const cleaned = clean(facts, 0, 'facts');
  return problem === undefined
    ? ok({ facts: cleaned, removed: { hidden: hiddenCount, cutCharacters, cutItems } })
    : refuse('facts-not-json', `The facts of the question cannot be sent: ${problem}.`, { where: 'facts' });
}

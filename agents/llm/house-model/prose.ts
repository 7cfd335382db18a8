/** Small tools for putting sentences together from facts. */
import type { Random } from '../../../shared/core/random.ts';

/** The first sentence of a text, trimmed; a full stop inside a number does not end one. */
export function firstSentence(text: string): string {
  const flat = text.replace(/\s+/g, ' ').trim();
  const end = /[.!?](?=\s|$)/.exec(flat);
  const sentence = end === null ? flat : flat.slice(0, end.index + 1);
  return sentence === '' ? '' : /[.!?]$/.test(sentence) ? sentence : `${sentence}.`;
}

/** Joins as many whole sentences as fit; the first is cut at a word when even it is too long. */
export function fitSentences(sentences: readonly string[], most: number): string {
  let text = '';
  for (const sentence of sentences) {
    if (sentence === '') continue;
    if (text === '') text = cutAtWord(sentence, most);
    else if (text.length + 1 + sentence.length <= most) text += ` ${sentence}`;
  }
  return text;
}

export function cutAtWord(text: string, most: number): string {
  if (text.length <= most) return text;
  const cut = text.slice(0, most - 1).toWellFormed();
  const space = cut.lastIndexOf(' ');
  return `${(space > most / 2 ? cut.slice(0, space) : cut).replace(/\ufffd$/, '').trimEnd()}…`;
}

/** `a`, `a and b`, `a, b and c`. */
export const listed = (items: readonly string[]): string =>
  items.length <= 1 ? (items[0] ?? '') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`;

/** `1 symbol`, `12 symbols`. */
export const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

/** Draws phrases without repeating one before all of its list were used. */
export function createPhrasebook(random: Random): (list: readonly string[]) => string {
  const decks = new Map<readonly string[], string[]>();
  return (list) => {
    let deck = decks.get(list);
    if (deck === undefined || deck.length === 0) {
      deck = random.shuffle(list);
      decks.set(list, deck);
    }
    return deck.pop() ?? '';
  };
}

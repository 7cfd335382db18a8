/** Text of files, feeds and models as a terminal may show it: nothing in it moves the cursor, colours, rings or turns the reading direction. */

/** Control characters but line feed and tab, and the marks that reorder or hide text. */
const steering = /[\p{Cc}\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2064\u2066-\u2069\ufeff]/gu;

/** The text with every steering character shown as what it is: `<U+001B>`. */
export const plainText = (text: string): string =>
  text.replaceAll(steering, (character) =>
    character === '\n' || character === '\t'
      ? character
      : `<U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}>`,
  );

/** The same JSON document with every steering character escaped. */
export const plainJson = (json: string): string =>
  json.replaceAll(steering, (character) =>
    character === '\n' ? character : `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`,
  );

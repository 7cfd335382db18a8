/** Characters that are not what they look like: foreign letters, invisible marks, typographic signs. */

/** Foreign letters by the Latin ones they look like. Source of the pairs: Unicode Technical Standard 39, confusables. */
const pairs =
  'аa вb еe оo рp сc уy хx ѕs іi јj һh ԁd ԛq ԝw АA ВB ЕE КK МM НH ОO РP СC ТT УY ХX ЅS ІI ЈJ ' +
  'αa εe ιi κk νv οo ρp τt υu χx ΑA ΒB ΕE ΖZ ΗH ΙI ΚK ΜM ΝN ΟO ΡP ΤT ΥY ΧX ıi ɡg ɑa ⅼl ո' +
  'n օo ѵv ᴄc ᴏo ᴠv ᴡw ᴢz';
const lookAlikes = new Map(pairs.split(' ').map((pair) => [pair.slice(0, -1), pair.slice(-1)]));

/** What word processors make of plain signs. */
const typographic: Readonly<Record<string, string>> = {
  '“': 'straight quotes "',
  '”': 'straight quotes "',
  '„': 'straight quotes "',
  '‘': 'straight quotes "',
  '’': 'straight quotes "',
  '−': 'a hyphen -',
  '–': 'a hyphen -',
  '—': 'a hyphen -',
  '×': '*',
  '÷': '/',
  '≤': '<=',
  '≥': '>=',
  '≠': '!=',
  '∧': 'and',
  '∨': 'or',
  '¬': 'not',
};

const invisible = /[\p{Cf}\p{Zl}\p{Zp}\p{Zs}\p{Mn}\p{Cc}\p{Cs}\p{Co}\p{Cn}]/u;

export interface StrangeCharacter {
  readonly message: string;
  readonly fix: string;
  /** Where it ends. */
  readonly end: number;
}

/** What is strange about the character at a place of a rule; undefined for printable ASCII. */
export function strangeCharacter(text: string, at: number): StrangeCharacter | undefined {
  const point = text.codePointAt(at) ?? 0;
  if (point >= 32 && point <= 126) return undefined;
  const character = String.fromCodePoint(point);
  const end = at + character.length;
  const code = `U+${point.toString(16).toUpperCase().padStart(4, '0')}`;
  const sign = typographic[character];
  if (sign !== undefined)
    return { message: `"${character}" (${code}) has no meaning in a rule`, fix: `write ${sign}`, end };
  const plain = lookAlikes.get(character) ?? character.normalize('NFKC');
  if (plain.length === 1 && plain > ' ' && plain <= '~') {
    const message = `"${character}" (${code}) only looks like "${plain}"`;
    return { message, fix: `type a plain ${plain}`, end };
  }
  if (invisible.test(character)) return { message: `there is an invisible character ${code}`, fix: 'remove it', end };
  return { message: `"${character}" (${code}) has no meaning in a rule`, fix: 'remove it', end };
}

/** Cuts a rule's text into tokens; hostile input is refused by its length before anything else. */
import { strangeCharacter } from './look-alikes.ts';
import { type RuleResult, refuseRule, type Span } from './syntax.ts';

export type TokenKind = 'number' | 'text' | 'word' | 'symbol' | 'end';
export interface Token extends Span {
  readonly kind: TokenKind;
  /** The characters, without quotes for texts. */
  readonly text: string;
}

/** Longest rule in characters. */
export const maxRuleLength = 4000;

const space = /[ \t\r\n]/;
const digit = /[0-9]/;
const letter = /[A-Za-z_]/;
const wordPart = /[A-Za-z0-9_]/;
const symbols = ['<=', '>=', '==', '!=', '<', '>', '+', '-', '*', '/', '(', ')', ','];
/** What people type out of habit, and what to write instead. */
const habits: Readonly<Record<string, string>> = {
  '&&': 'and',
  '||': 'or',
  '!': 'not',
  '=': '==',
  '%': 'a division',
  '^': 'a multiplication',
  '**': 'a multiplication',
  '&': 'and',
  '|': 'or',
};

/** The tokens of a rule, closed by an `end` token. */
export function tokenize(text: string): RuleResult<Token[]> {
  if (text.length > maxRuleLength) {
    const at = { start: maxRuleLength, end: maxRuleLength + 1 };
    return refuseRule(
      'rule-too-long',
      `a rule has at most ${maxRuleLength} characters, this one has ${text.length}`,
      at,
    );
  }
  const tokens: Token[] = [];
  let i = 0;
  while (i < text.length) {
    const c = text[i] as string;
    if (space.test(c)) {
      i++;
      continue;
    }
    const start = i;
    if (digit.test(c) || (c === '.' && digit.test(text[i + 1] ?? ''))) {
      while (i < text.length && digit.test(text[i] as string)) i++;
      if (text[i] === '.') {
        i++;
        while (i < text.length && digit.test(text[i] as string)) i++;
      }
      const exponent = /^[eE][+-]?\d+/.exec(text.slice(i, i + 8));
      if (exponent) i += exponent[0].length;
      const token = text.slice(start, i);
      if (letter.test(text[i] ?? ' ') || text[i] === '.') {
        return refuseRule(
          'rule-number',
          `"${token}${text[i]}" is not a number`,
          { start, end: i + 1 },
          'write a number such as 20 or 1.5',
        );
      }
      if (!Number.isFinite(Number(token))) {
        return refuseRule('rule-number', `the number ${token} is too large`, { start, end: i });
      }
      tokens.push({ kind: 'number', text: token, start, end: i });
    } else if (letter.test(c)) {
      while (i < text.length && wordPart.test(text[i] as string)) i++;
      tokens.push({ kind: 'word', text: text.slice(start, i), start, end: i });
    } else if (c === '"' || c === "'") {
      const close = text.indexOf(c, i + 1);
      if (close < 0) {
        return refuseRule(
          'rule-text',
          'a quoted word is not closed',
          { start, end: text.length },
          `add a closing ${c}`,
        );
      }
      for (let k = start + 1; k < close; k++) {
        const strange = strangeCharacter(text, k);
        if (strange) return refuseRule('rule-character', strange.message, { start: k, end: strange.end }, strange.fix);
      }
      i = close + 1;
      tokens.push({ kind: 'text', text: text.slice(start + 1, close), start, end: i });
    } else {
      const symbol = symbols.find((s) => text.startsWith(s, i));
      const habit = [text.slice(i, i + 2), c].find((s) => habits[s] !== undefined);
      if (!symbol || (habit && habit.length > symbol.length)) {
        const strange = strangeCharacter(text, i);
        if (strange) return refuseRule('rule-character', strange.message, { start, end: strange.end }, strange.fix);
        const fix = habit ? `write ${habits[habit]} instead` : 'remove it';
        return refuseRule('rule-character', `"${habit ?? c}" has no meaning in a rule`, { start, end: i + 1 }, fix);
      }
      i += symbol.length;
      tokens.push({ kind: 'symbol', text: symbol, start, end: i });
    }
  }
  tokens.push({ kind: 'end', text: 'the end of the rule', start: text.length, end: text.length });
  return { ok: true, value: tokens };
}

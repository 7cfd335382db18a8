/** What hides in texts is taken out and counted; what cannot be sent is refused. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanFacts, cleanText, hasHiddenText, textLimits } from '../../../agents/llm/untrusted-text.ts';

describe('a text', () => {
  it.each([
    ['zero-width space', 'A\u200bB'],
    ['zero-width joiner', 'A\u200dB'],
    ['right-to-left override', 'A\u202eB'],
    ['isolate', 'A\u2066B'],
    ['byte order mark', '\ufeffAB'],
    ['soft hyphen', 'A\u00adB'],
    ['tag letters', 'A\u{e0069}B'],
    ['variation selector', 'A\ufe0fB'],
    ['variation selector of the supplement', 'A\u{e0100}B'],
    ['Hangul filler', 'A\u3164B'],
    ['Mongolian vowel separator', 'A\u180eB'],
    ['line separator', 'A\u2028B'],
    ['escape', 'A\u001bB'],
    ['null', 'A\u0000B'],
  ])('loses a %s', (_, text) => {
    expect(cleanText(text)).toEqual({ text: 'AB', removed: { hidden: 1, cutCharacters: 0, cutItems: 0 } });
    expect(hasHiddenText(text)).toBe(true);
  });

  it('keeps what can be seen, in any script, and its line breaks', () => {
    for (const text of ['Ein Ü, 漢字, العربية, हिन्दी, 🚀', 'a\tb\nc', '€ 1.000,50', '']) {
      expect(cleanText(text)).toEqual({ text, removed: { hidden: 0, cutCharacters: 0, cutItems: 0 } });
      expect(hasHiddenText(text)).toBe(false);
    }
  });

  it('is cut without splitting a character', () => {
    const { text, removed } = cleanText('🚀'.repeat(100), 11);
    expect(text).toBe('🚀'.repeat(5));
    expect(removed.cutCharacters).toBe(190);
    expect(cleanText('x'.repeat(5_000_000), 10)).toMatchObject({ text: 'x'.repeat(10) });
  });

  it('is clean after cleaning, whatever it was', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), fc.integer({ min: 1, max: 60 }), (given, most) => {
        const { text } = cleanText(given, most);
        expect(hasHiddenText(text)).toBe(false);
        expect(text.isWellFormed()).toBe(true);
        expect(text.length).toBeLessThanOrEqual(most);
        expect(cleanText(text, most)).toEqual({ text, removed: { hidden: 0, cutCharacters: 0, cutItems: 0 } });
      }),
    );
  });
});

describe('facts', () => {
  it('are cleaned through and through, keys as well, and everything removed is counted', () => {
    const cleaned = cleanFacts({
      news: [{ headline: 'Buy\u202e now', 'k\u200bey': null }],
      price: 1.5,
      open: true,
      left: undefined,
      long: 'x'.repeat(textLimits.characters + 5),
      many: Array.from({ length: textLimits.items + 3 }, (_, i) => i),
    });
    if (!cleaned.ok) throw new Error(cleaned.error.message);
    expect(cleaned.value.facts).toMatchObject({ news: [{ headline: 'Buy now', key: null }], price: 1.5, open: true });
    expect(cleaned.value.removed).toEqual({ hidden: 2, cutCharacters: 5, cutItems: 3 });
  });

  it('are left alone when there is nothing to clean', () => {
    fc.assert(
      fc.property(
        fc.jsonValue({ maxDepth: 4, stringUnit: 'grapheme-ascii', noUnicodeString: true } as never),
        (facts) => {
          expect(cleanFacts(facts)).toMatchObject({ ok: true, value: { facts } });
        },
      ),
    );
  });

  it.each([
    ['NaN', { a: Number.NaN }],
    ['infinity', [Number.POSITIVE_INFINITY]],
    ['a function', { a: () => 1 }],
    ['a big integer', { a: 1n }],
    ['a typed array', { a: new Float64Array(2) }],
    ['a map', new Map([['a', 1]])],
  ])('are refused with %s', (_, facts) => {
    expect(cleanFacts(facts)).toMatchObject({ ok: false, error: { code: 'facts-not-json' } });
  });

  it('are refused when they never end', () => {
    const loop: Record<string, unknown> = {};
    loop.self = loop;
    expect(cleanFacts(loop)).toMatchObject({ ok: false, error: { code: 'facts-not-json' } });
  });
});

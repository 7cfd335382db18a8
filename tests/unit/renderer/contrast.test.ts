/** The palette's contrast: text at 4.5:1, marks at 3:1, in both themes and all pairs (WCAG 2.2, 1.4.3 and 1.4.11). */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const css = readFileSync(new URL('../../../renderer/styles/tokens.css', import.meta.url), 'utf8');

/** Tokens of the first block whose selector has all the words, and none of the others. */
function block(has: readonly string[], not: readonly string[] = []): Record<string, string> {
  for (const match of css.replace(/\/\*[\s\S]*?\*\//g, '').matchAll(/([^{}]+)\{([^{}]*)\}/g)) {
    const selector = (match[1] as string).replaceAll('"', "'");
    if (has.every((word) => selector.includes(word)) && !not.some((word) => selector.includes(word)))
      return Object.fromEntries(
        [...(match[2] as string).matchAll(/--([\w-]+):\s*([^;]+);/g)].map((m) => [m[1], (m[2] as string).trim()]),
      );
  }
  throw new Error(`tokens.css has no block for ${has.join(' ')}`);
}
const dark = block(["[data-theme='dark']"]);
const light = block(["[data-theme='light']"], ['data-pair']);

/** Relative luminance of `#rrggbb`. */
function luminance(hex: string): number {
  const [r, g, b] = [1, 3, 5].map((i) => {
    const c = Number.parseInt(hex.slice(i, i + 2), 16) / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
const contrast = (a: string, b: string): number => {
  const [high, low] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
  return (high + 0.05) / (low + 0.05);
};

const themes: Record<string, Record<string, string>> = {
  dark,
  light,
  'dark, colour-blind': { ...dark, ...block(["[data-pair='colour-blind']"], ['data-theme']) },
  'light, colour-blind': { ...light, ...block(["[data-theme='light']", "[data-pair='colour-blind']"]) },
  'dark, red-up': { ...dark, ...block(["[data-pair='red-up']"], ['data-theme']) },
  'light, red-up': { ...light, ...block(["[data-theme='light']", "[data-pair='red-up']"]) },
};

describe.each(Object.entries(themes))('%s', (_name, tokens) => {
  it.each(['ink', 'muted', 'faint', 'accent', 'up', 'down', 'good', 'warn', 'critical'])(
    '%s can be read on every ground',
    (name) => {
      for (const ground of ['panel', 'ground', 'raised', 'hover']) {
        const ratio = contrast(tokens[name] as string, tokens[ground] as string);
        expect(ratio, `${name} on ${ground}`).toBeGreaterThanOrEqual(4.5);
      }
    },
  );
  it('white can be read on filled buttons', () => {
    for (const fill of ['accent-fill', 'critical-fill'])
      expect(contrast('#ffffff', tokens[fill] as string)).toBeGreaterThanOrEqual(4.5);
  });
  it('overlay lines stand out from the chart', () => {
    for (let n = 1; n <= 5; n++)
      expect(contrast(tokens[`overlay-${n}`] as string, tokens.panel as string)).toBeGreaterThanOrEqual(3);
  });
});

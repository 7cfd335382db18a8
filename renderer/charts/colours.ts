/** Chart colours out of the palette's tokens, read again when theme or pair change. */
import { useMemo } from 'react';
import { usePreference } from '../state/preferences.ts';

export interface ChartColours {
  readonly ground: string;
  readonly text: string;
  readonly grid: string;
  readonly line: string;
  readonly up: string;
  readonly down: string;
  readonly accent: string;
  readonly benchmark: string;
  readonly seal: string;
  readonly overlays: readonly string[];
}

/** The tokens as they stand on the document now. */
export function readColours(root: HTMLElement): ChartColours {
  const style = getComputedStyle(root);
  const token = (name: string): string => style.getPropertyValue(`--${name}`).trim();
  return {
    ground: token('panel'),
    text: token('muted'),
    grid: token('chart-grid'),
    line: token('line-strong'),
    up: token('up'),
    down: token('down'),
    accent: token('accent'),
    benchmark: token('chart-benchmark'),
    seal: token('chart-seal'),
    overlays: [1, 2, 3, 4, 5].map((n) => token(`overlay-${n}`)),
  };
}

/** The same colour with an alpha, for areas and volume: `#rrggbb` becomes `#rrggbbaa`. */
export const withAlpha = (colour: string, alpha: number): string =>
  /^#[0-9a-f]{6}$/i.test(colour)
    ? `${colour}${Math.round(alpha * 255)
        .toString(16)
        .padStart(2, '0')}`
    : colour;

export function useChartColours(): ChartColours {
  const theme = usePreference((p) => p.theme);
  const pair = usePreference((p) => p.pair);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the tokens are read from the document, which these two change
  return useMemo(() => readColours(document.documentElement), [theme, pair]);
}

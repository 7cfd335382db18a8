/** The names rules may use: series, functions, label codes, and who is near a misspelt one. */
import { indicators } from '../../quant/indicators/index.ts';
import { builtIns } from './built-ins.ts';

export { builtIns, type RuleType } from './built-ins.ts';

export const seriesNames = ['open', 'high', 'low', 'close', 'volume'] as const;
export type SeriesName = (typeof seriesNames)[number];
export const isSeriesName = (name: string): name is SeriesName => (seriesNames as readonly string[]).includes(name);

/** Codes of the labels in environment columns; 255 = unknown. */
export const regimeCodes: Readonly<Record<string, number>> = { bull: 0, bear: 1, sideways: 2 };
export const volatilityCodes: Readonly<Record<string, number>> = { low: 0, normal: 1, high: 2 };

/** Every function a rule may call. */
export const functionNames: readonly string[] = [...Object.keys(builtIns), ...Object.keys(indicators)].sort();

/** The functions a schema of the specification knows. Indicators are open to all. */
export const functionsOf = (schema: 1 | 2): readonly string[] =>
  functionNames.filter((name) => !Object.hasOwn(builtIns, name) || (builtIns[name]?.since ?? 1) <= schema);

/** How an indicator is called, e.g. `macd(x, fast, slow, signal)`. */
export function usageOf(name: string): string {
  const builtIn = Object.hasOwn(builtIns, name) ? builtIns[name] : undefined;
  if (builtIn) return builtIn.usage;
  const indicator = indicators[name];
  if (!indicator) return name;
  const values = [
    ...indicator.inputs.filter((i) => i === 'series').map(() => 'x'),
    ...indicator.parameters.map((p) => p.name),
  ];
  return `${name}(${values.join(', ')})`;
}

/** The nearest of some names by edit distance, at most a third of its length away; undefined when none is near. */
export function nearest(name: string, among: readonly string[]): string | undefined {
  let best: string | undefined;
  let least = Math.max(1, Math.floor(name.length / 3)) + 1;
  for (const candidate of among) {
    const away = editDistance(name.slice(0, 40).toLowerCase(), candidate);
    if (away < least) {
      least = away;
      best = candidate;
    }
  }
  return best;
}

/** Levenshtein distance with transpositions of neighbours counted once (optimal string alignment). */
function editDistance(a: string, b: string): number {
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let least = Math.min(
        (row[j] as number) + 1,
        (next[j - 1] as number) + 1,
        (row[j - 1] as number) + (same ? 0 : 1),
      );
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        least = Math.min(least, (before[j - 2] as number) + 1);
      next.push(least);
    }
    before = row;
    row = next;
  }
  return row[b.length] as number;
}

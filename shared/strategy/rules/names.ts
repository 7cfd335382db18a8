/** The names rules may use: series, built-in functions, and who is near a misspelt one. */
import { indicators } from '../../quant/indicators/index.ts';

export const seriesNames = ['open', 'high', 'low', 'close', 'volume'] as const;
export type SeriesName = (typeof seriesNames)[number];
export const isSeriesName = (name: string): name is SeriesName => (seriesNames as readonly string[]).includes(name);

/** `label` and `volatility-label` are words that may only be compared with a quoted word. */
export type RuleType = 'number' | 'truth' | 'label' | 'volatility-label' | 'text';

export interface BuiltIn {
  /** Types of the arguments; `whole` is a constant whole number of bars. */
  readonly takes: readonly ('number' | 'truth' | 'whole')[];
  readonly gives: RuleType;
  /** Names of the arguments, for help texts. */
  readonly usage: string;
  readonly description: string;
}

export const builtIns: Readonly<Record<string, BuiltIn>> = {
  cross_over: {
    takes: ['number', 'number'],
    gives: 'truth',
    usage: 'cross_over(a, b)',
    description: 'True on the bar on which a rises above b: a was at or below b one bar before.',
  },
  cross_under: {
    takes: ['number', 'number'],
    gives: 'truth',
    usage: 'cross_under(a, b)',
    description: 'True on the bar on which a falls below b: a was at or above b one bar before.',
  },
  prev: {
    takes: ['number', 'whole'],
    gives: 'number',
    usage: 'prev(x, bars)',
    description: 'The value of x some bars ago.',
  },
  abs: { takes: ['number'], gives: 'number', usage: 'abs(x)', description: 'The size of x without its sign.' },
  min: { takes: ['number', 'number'], gives: 'number', usage: 'min(a, b)', description: 'The smaller of two values.' },
  max: { takes: ['number', 'number'], gives: 'number', usage: 'max(a, b)', description: 'The larger of two values.' },
  log: { takes: ['number'], gives: 'number', usage: 'log(x)', description: 'Natural logarithm; unknown for x <= 0.' },
  sqrt: { takes: ['number'], gives: 'number', usage: 'sqrt(x)', description: 'Square root; unknown for x < 0.' },
  if: {
    takes: ['truth', 'number', 'number'],
    gives: 'number',
    usage: 'if(condition, a, b)',
    description: 'a where the condition holds, else b.',
  },
  regime: {
    takes: [],
    gives: 'label',
    usage: 'regime() == "bull"',
    description: 'The market regime known at the close: "bull", "bear" or "sideways".',
  },
  volatility_regime: {
    takes: [],
    gives: 'volatility-label',
    usage: 'volatility_regime() == "low"',
    description: 'The volatility regime known at the close: "low", "normal" or "high".',
  },
  signal: { takes: [], gives: 'number', usage: 'signal()', description: 'The fused signal of the symbol, -1 to 1.' },
  day_of_week: {
    takes: [],
    gives: 'number',
    usage: 'day_of_week()',
    description: 'Day of the bar, 1 = Monday to 7 = Sunday (UTC).',
  },
  month: { takes: [], gives: 'number', usage: 'month()', description: 'Month of the bar, 1 to 12 (UTC).' },
};

/** Codes of the labels in environment columns; 255 = unknown. */
export const regimeCodes: Readonly<Record<string, number>> = { bull: 0, bear: 1, sideways: 2 };
export const volatilityCodes: Readonly<Record<string, number>> = { low: 0, normal: 1, high: 2 };

/** Every function a rule may call. */
export const functionNames: readonly string[] = [...Object.keys(builtIns), ...Object.keys(indicators)].sort();

/** How an indicator is called, e.g. `macd(x, fast, slow, signal)`. */
export function usageOf(name: string): string {
  const builtIn = builtIns[name];
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

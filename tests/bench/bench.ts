/** What a bench is, and how contenders are timed: in turns, round by round, with the ratio formed inside each round. */

/** A goal and whether the median met it. */
export interface Goal {
  readonly text: string;
  readonly met: boolean;
}

export interface Row {
  readonly label: string;
  readonly median: number;
  readonly min: number;
  readonly max: number;
  /** `x` for a ratio, else a unit such as `ns` or `ms`. */
  readonly unit: string;
  readonly goal?: Goal;
}

export type BenchResult =
  | { readonly rows: readonly Row[]; readonly notes?: readonly string[] }
  | { readonly skipped: string };

export interface Bench {
  /** Kebab-case; `--only` matches its beginning. */
  readonly name: string;
  /** One sentence: what is measured against what. */
  readonly title: string;
  run(): Promise<BenchResult>;
}

export const countedRounds = 9;
const warmUps = 2;

export const median = (values: readonly number[]): number => quantile(values, 0.5);

/** Nearest-rank quantile. */
export function quantile(values: readonly number[], q: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(q * sorted.length) - 1))] as number;
}

export const spread = (values: readonly number[]): Pick<Row, 'median' | 'min' | 'max'> => ({
  median: median(values),
  min: Math.min(...values),
  max: Math.max(...values),
});

/** Something timed; it returns its own figure (any unit) for one round. */
export type Contender = () => number | Promise<number>;

/** Runs the contenders in turn, in another order each round; returns the figures of each, round by round. */
export async function rotate<Name extends string>(
  contenders: Readonly<Record<Name, Contender>>,
  rounds = countedRounds,
): Promise<Record<Name, number[]>> {
  const names = Object.keys(contenders) as Name[];
  const figures = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<Name, number[]>;
  for (let round = -warmUps; round < rounds; round++) {
    for (let i = 0; i < names.length; i++) {
      const name = names[(i + round + warmUps) % names.length] as Name;
      const figure = await contenders[name]();
      if (round >= 0) figures[name].push(figure);
    }
  }
  return figures;
}

/** Ratios a / b, round by round. */
export const ratios = (a: readonly number[], b: readonly number[]): number[] =>
  a.map((value, i) => value / (b[i] as number));

/** Milliseconds some work took. */
export async function timed(work: () => void | Promise<void>): Promise<number> {
  const from = performance.now();
  await work();
  return performance.now() - from;
}

export const atLeast = (values: readonly number[], limit: number, text: string): Goal => ({
  text: `at least ${text}`,
  met: median(values) >= limit,
});
export const atMost = (values: readonly number[], limit: number, text: string): Goal => ({
  text: `at most ${text}`,
  met: median(values) <= limit,
});

/** Runs a step over whole columns, or hands it one row at a time: the only two ways an indicator is asked. */

/** One row in the order of the indicator's inputs, at most five; the answer is the indicator's value on it. */
export type Step = (a: number, b: number, c: number, d: number, e: number) => number;

/** What a step reads of a bar. */
export interface IndicatorBar {
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  readonly volume: number;
}

/** An indicator that is fed as the market goes. */
export interface IndicatorStream {
  /**
   * A value where the indicator takes one series, a bar where it reads prices, or its inputs in order.
   * Answers the value on that row, NaN while there is none.
   */
  next(input: number | IndicatorBar | readonly number[]): number;
}

const none = new Float64Array(0);

/** The column to write into: the one given, or a fresh one. Every row of it must be written. */
export function columnFor(length: number, into?: Float64Array): Float64Array {
  if (into === undefined) return new Float64Array(length);
  if (into.length !== length) throw new Error(`the column to write into has ${into.length} rows, not ${length}`);
  return into;
}

/** The step's answers over equally long columns, in a fresh one or in `into`. */
export function runStep(step: Step, inputs: readonly Float64Array[], into?: Float64Array): Float64Array {
  const [a = none, b = none, c = none, d = none, e = none] = inputs;
  const n = a.length;
  const out = columnFor(n, into);
  // Reading only the columns there are keeps every access in bounds.
  if (inputs.length === 1) for (let i = 0; i < n; i++) out[i] = step(a[i] as number, 0, 0, 0, 0);
  else if (inputs.length === 2) for (let i = 0; i < n; i++) out[i] = step(a[i] as number, b[i] as number, 0, 0, 0);
  else if (inputs.length === 3)
    for (let i = 0; i < n; i++) out[i] = step(a[i] as number, b[i] as number, c[i] as number, 0, 0);
  else if (inputs.length === 4)
    for (let i = 0; i < n; i++) out[i] = step(a[i] as number, b[i] as number, c[i] as number, d[i] as number, 0);
  else
    for (let i = 0; i < n; i++)
      out[i] = step(a[i] as number, b[i] as number, c[i] as number, d[i] as number, e[i] as number);
  return out;
}

const isRow = (input: IndicatorBar | readonly number[]): input is readonly number[] => Array.isArray(input);

export function createStream(
  inputs: readonly ('series' | 'open' | 'high' | 'low' | 'close' | 'volume')[],
  step: Step,
): IndicatorStream {
  const at = (input: number | IndicatorBar | readonly number[], i: number): number => {
    const name = inputs[i];
    if (name === undefined) return 0;
    let value: number | undefined;
    if (typeof input === 'number') value = inputs.length === 1 ? input : undefined;
    else if (isRow(input)) value = input[i];
    else if (name !== 'series') value = input[name];
    if (value === undefined) throw new Error(`the stream lacks its input ${i + 1} (${name})`);
    return value;
  };
  return { next: (input) => step(at(input, 0), at(input, 1), at(input, 2), at(input, 3), at(input, 4)) };
}

/** What an indicator is: inputs, parameters, warm-up, and one meaning that serves whole columns and bar after bar. */
import { columnFor, createStream, type IndicatorStream, runStep, type Step } from './steps/run.ts';

export type { IndicatorBar, IndicatorStream, Step } from './steps/run.ts';
export { columnFor } from './steps/run.ts';

/** `series`: any column or expression, given as an argument; the others are taken from the bars. */
export type IndicatorInput = 'series' | 'open' | 'high' | 'low' | 'close' | 'volume';

export interface IndicatorParameter {
  readonly name: string;
  readonly min: number;
  readonly max: number;
  /** Lengths are whole numbers of bars; factors need not be. */
  readonly whole: boolean;
  /** A usual value, offered by editors and used by contract tests. */
  readonly usual: number;
}

export interface Indicator {
  /** The name rules call it by. */
  readonly name: string;
  readonly inputs: readonly IndicatorInput[];
  readonly parameters: readonly IndicatorParameter[];
  /** Number of leading bars without a value on clean input. */
  readonly warmUp: (parameters: readonly number[]) => number;
  /**
   * Inputs in the order of `inputs`, equally long; a fresh column of the same length comes back.
   * NaN during warm-up; NaN in, NaN out: recursive indicators start anew after a gap. Value i depends on rows 0..i only.
   * @param into a column of that length to write over instead, none of the inputs: for callers that ask often
   */
  readonly compute: (
    inputs: readonly Float64Array[],
    parameters: readonly number[],
    into?: Float64Array,
  ) => Float64Array;
  /** The same numbers to the last bit, one row at a time: memory does not grow with the history. */
  readonly stream: (parameters: readonly number[]) => IndicatorStream;
  /** One sentence with the source of the convention. */
  readonly description: string;
  /** Plain words with `{0}`, `{1}` for the arguments of a rule's call, e.g. `the {1}-bar average of {0}`. */
  readonly phrase: string;
}

/** What an indicator's file gives: `start` makes a step that takes one row after another and answers its value. */
export interface IndicatorDefinition extends Omit<Indicator, 'compute' | 'stream'> {
  readonly start: (parameters: readonly number[]) => Step;
  /** A faster way over whole columns; without it `start` is run over them. Must agree to the last bit; may leave `into` alone. */
  readonly compute?: Indicator['compute'];
}

export const defineIndicator = ({ start, compute, ...definition }: IndicatorDefinition): Indicator => ({
  ...definition,
  compute: (inputs, parameters, into) => {
    if (compute === undefined) return runStep(start(parameters), inputs, into);
    const out = compute(inputs, parameters, into);
    if (into === undefined || into === out) return out;
    columnFor(out.length, into).set(out);
    return into;
  },
  stream: (parameters) => createStream(definition.inputs, start(parameters)),
});

/** A length in bars. */
export const barsParameter = (name: string, usual: number, min = 1, max = 2000): IndicatorParameter => ({
  name,
  min,
  max,
  whole: true,
  usual,
});

/** A factor that need not be whole. */
export const factorParameter = (name: string, usual: number, min: number, max: number): IndicatorParameter => ({
  name,
  min,
  max,
  whole: false,
  usual,
});

/** The input or parameter at a position; missing ones are a bug of the caller. */
export const pick = <T>(values: readonly T[], i: number): T => {
  const value = values[i];
  if (value === undefined) throw new Error(`an indicator was called without its argument ${i + 1}`);
  return value;
};

export const nanColumn = (length: number): Float64Array => new Float64Array(length).fill(Number.NaN);

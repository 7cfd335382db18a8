/** Indicators that belong together: several lines of one calculation, made in one go. */
import { columnFor, type Indicator } from './define.ts';

export interface IndicatorLines {
  readonly name: string;
  /** The indicators that give one line each, all of the same inputs, parameters and warm-up. */
  readonly members: readonly Indicator[];
  /** The members' columns to the last bit, in their order; written over `into` where columns are handed in. */
  readonly compute: (
    inputs: readonly Float64Array[],
    parameters: readonly number[],
    into?: readonly Float64Array[],
  ) => readonly Float64Array[];
}

/** @param fill writes every row of as many columns as there are members */
export const defineLines = (
  name: string,
  members: readonly Indicator[],
  fill: (inputs: readonly Float64Array[], parameters: readonly number[], out: readonly Float64Array[]) => void,
): IndicatorLines => ({
  name,
  members,
  compute: (inputs, parameters, into) => {
    const out = members.map((_, k) => columnFor(inputs[0]?.length ?? 0, into?.[k]));
    fill(inputs, parameters, out);
    return out;
  },
});

/** Exact decimals for the order path, over big.js; binary floats never touch money that is sent. */
import Big from 'big.js';
import { z } from 'zod';
import type { DecimalText } from './units.ts';

const shape = /^-?(?:0|[1-9]\d{0,17})(?:\.\d{1,12})?$/;

/** Schema of a decimal in plain notation: at most 18 digits before and 12 after the point, no exponent. */
export const decimalSchema = z
  .string()
  .regex(shape, 'a plain decimal such as 12.50')
  .transform((text) => text as DecimalText);

/** Makes decimal text from a number (shortest exact notation) or from text. @throws Error when it is not finite. */
export const decimal = (value: number | string): DecimalText => {
  const text = new Big(value).toFixed();
  return (text === '-0' ? '0' : text) as DecimalText;
};

/** Rounds to a number of places, half away from zero. */
export const roundDecimal = (value: DecimalText | number, places: number): DecimalText =>
  decimal(new Big(value).round(places, Big.roundHalfUp).toFixed());

export const addDecimal = (a: DecimalText, b: DecimalText): DecimalText => decimal(new Big(a).plus(b).toFixed());
export const subtractDecimal = (a: DecimalText, b: DecimalText): DecimalText => decimal(new Big(a).minus(b).toFixed());
export const multiplyDecimal = (a: DecimalText, b: DecimalText): DecimalText => decimal(new Big(a).times(b).toFixed());
/** -1, 0 or 1 as a is less than, equal to or greater than b. */
export const compareDecimal = (a: DecimalText, b: DecimalText): -1 | 0 | 1 => new Big(a).cmp(b);
/** Lossy: for charts and statistics only. */
export const decimalToNumber = (value: DecimalText): number => Number(value);

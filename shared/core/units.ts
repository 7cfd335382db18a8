/** Nominal number types: quantities that look alike but must never be mixed. */

declare const unit: unique symbol;
type Nominal<T, Name extends string> = T & { readonly [unit]: Name };

/** UTC milliseconds since 1970-01-01. */
export type EpochMs = Nominal<number, 'EpochMs'>;
/** A decimal number as text, exact to the last digit; the form of prices and quantities on the order path. */
export type DecimalText = Nominal<string, 'DecimalText'>;
/** Basis points: 1 = 0.01 %. */
export type Bps = Nominal<number, 'Bps'>;

export const epochMs = (value: number): EpochMs => value as EpochMs;
export const bps = (value: number): Bps => value as Bps;

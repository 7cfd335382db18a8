/** Whether a decimal text is an exact multiple of a step: whole numbers where both are short, arbitrary precision else. */
import Big from 'big.js';

const short = /^-?(\d{1,9})(?:\.(\d{1,6}))?$/;
const scale = 1e6;

/** @param step above zero, e.g. a lot or a tick. @throws Error when the text is no number. */
export function isMultipleOf(text: string, step: number): boolean {
  const parts = short.exec(text);
  const steps = Math.round(step * scale);
  // A step of at most six decimals is that many millionths; the rest is left to Big.
  if (parts === null || steps < 1 || steps > 1e12 || steps / scale !== step) return new Big(text).mod(step).eq(0);
  const millionths = Number(parts[1]) * scale + Number((parts[2] ?? '').padEnd(6, '0'));
  return millionths % steps === 0;
}

/** Notices the bars whose order of prices matters: those that reach a stop and a target both. Without one, worst and best case are one run. */
import type { Decision } from '../strategy-runner.ts';

export interface BarOrderWatch {
  /** True once a bar was met that may end a position two ways; it may be true without one, never false with one. */
  readonly mattered: boolean;
  /** A position was ordered, with its levels. */
  entered(decision: Decision): void;
  /** An order was filled in part: levels of several positions may rest together, and all is taken for ambiguous. */
  filledInPart(): void;
  /** A bar of a symbol that holds or orders something. */
  bar(symbol: string, high: number, low: number): void;
}

interface Levels {
  /** 1 long, -1 short. */
  readonly sign: number;
  readonly stop: number;
  readonly target: number;
}

/** Slack of a touch, so that rounding can only add a bar. */
const slack = 1e-9;

export function createBarOrderWatch(): BarOrderWatch {
  /** The newest levels of each symbol and those before: on the bar of a flip both may rest. */
  const resting = new Map<string, readonly Levels[]>();
  let mattered = false;
  return {
    get mattered() {
      return mattered;
    },
    entered({ symbol, side, protection }) {
      if (!protection) return;
      // A trailing stop moves inside the bar as well.
      if (protection.trailBps !== null && protection.targetPrice !== null) mattered = true;
      const levels: Levels = {
        sign: side === 'buy' ? 1 : -1,
        stop: protection.stopPrice ?? Number.NaN,
        target: protection.targetPrice ?? Number.NaN,
      };
      const [before] = resting.get(symbol) ?? [];
      resting.set(symbol, before ? [levels, before] : [levels]);
    },
    filledInPart() {
      mattered = true;
    },
    bar(symbol, high, low) {
      const levels = mattered ? undefined : resting.get(symbol);
      if (!levels) return;
      const [top, bottom] = [high * (1 + slack), low * (1 - slack)];
      let isStopped = false;
      let isMet = false;
      for (const { sign, stop, target } of levels) {
        if (sign > 0 ? bottom <= stop : top >= stop) isStopped = true;
        if (sign > 0 ? top >= target : bottom <= target) isMet = true;
      }
      mattered = isStopped && isMet;
    },
  };
}

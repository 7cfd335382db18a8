/** A token bucket: how often one peer may ask. Time is handed in. */

export interface RateLimit {
  /** Takes one token; false when none is left at `nowMs`. */
  take(nowMs: number): boolean;
}

/** @param perSecond tokens that grow each second. @param burst most tokens held at once. */
export function createRateLimit(perSecond: number, burst: number): RateLimit {
  let tokens = burst;
  let last: number | undefined;
  return {
    take(nowMs) {
      // A clock that steps back gives nothing and takes nothing.
      if (last !== undefined && nowMs > last) tokens = Math.min(burst, tokens + ((nowMs - last) / 1000) * perSecond);
      last = nowMs;
      if (tokens < 1) return false;
      tokens -= 1;
      return true;
    },
  };
}

/** Finds where a falling or rising quantity of a family of portfolios is 0. */
import type { Result } from '../../core/result.ts';

export interface Probe<T> {
  readonly at: number;
  readonly value: number;
  readonly answer: T;
}

/**
 * Narrows a bracket whose ends differ in sign, by the Illinois rule with a bisection whenever it is slow; answers the probe
 * with the smallest value. The first failure of `probe` is the answer.
 */
export function findRoot<T>(
  from: Probe<T>,
  to: Probe<T>,
  probe: (at: number, near: T) => Result<Probe<T>>,
  tolerance: number,
): Result<Probe<T>> {
  let [a, b] = [from, to];
  let [weightA, weightB] = [a.value, b.value];
  let best = Math.abs(a.value) < Math.abs(b.value) ? a : b;
  let width = Math.abs(b.at - a.at);
  for (let i = 0; i < 200 && Math.abs(best.value) > tolerance; i++) {
    let at = (a.at * weightB - b.at * weightA) / (weightB - weightA);
    const low = Math.min(a.at, b.at);
    const high = Math.max(a.at, b.at);
    if (!(at > low && at < high) || i % 4 === 3) at = (low + high) / 2;
    if (at === low || at === high) break;
    const next = probe(at, best.answer);
    if (!next.ok) return next;
    const found = next.value;
    if (Math.abs(found.value) < Math.abs(best.value)) best = found;
    if (Math.sign(found.value) === Math.sign(a.value)) {
      a = found;
      weightA = found.value;
      weightB /= 2;
    } else {
      b = found;
      weightB = found.value;
      weightA /= 2;
    }
    const now = Math.abs(b.at - a.at);
    if (now <= 4e-16 * Math.max(Math.abs(a.at), Math.abs(b.at)) || now === width) break;
    width = now;
  }
  return { ok: true, value: best };
}

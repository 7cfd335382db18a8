/** Minimises a function of a few variables without derivatives (Nelder and Mead 1965). */

export interface Minimum {
  readonly at: Float64Array;
  readonly value: number;
}

/**
 * Walks until the simplex is smaller than `tolerance` in value and place, then once more from there, which frees a
 * simplex that collapsed early.
 * @param steps first step of each variable, not 0
 */
export function nelderMead(
  objective: (x: Float64Array) => number,
  start: ArrayLike<number>,
  steps: ArrayLike<number>,
  tolerance = 1e-10,
): Minimum {
  let best = walk(objective, start, steps, tolerance);
  for (let again = 0; again < 3; again++) {
    const next = walk(
      objective,
      best.at,
      Array.from(steps, (s) => s / 4),
      tolerance,
    );
    const gained = best.value - next.value;
    if (next.value < best.value) best = next;
    if (!(gained > tolerance)) break;
  }
  return best;
}

function walk(
  objective: (x: Float64Array) => number,
  start: ArrayLike<number>,
  steps: ArrayLike<number>,
  tolerance: number,
): Minimum {
  const n = start.length;
  const measure = (at: Float64Array): Minimum => ({ at, value: objective(at) });
  let corners = Array.from({ length: n + 1 }, (_, c) =>
    measure(Float64Array.from(start, (v, i) => (i === c - 1 ? v + (steps[i] as number) : v))),
  );
  for (let round = 0; round < 400 * n; round++) {
    corners.sort((a, b) => a.value - b.value);
    const [lowest, highest] = [corners[0] as Minimum, corners[n] as Minimum];
    const width = corners.reduce(
      (w, c) => Math.max(w, ...c.at.map((v, i) => Math.abs(v - (lowest.at[i] as number)))),
      0,
    );
    if (highest.value - lowest.value < tolerance && width < Math.sqrt(tolerance)) break;
    const centre = new Float64Array(n);
    for (const corner of corners.slice(0, n))
      for (let i = 0; i < n; i++) centre[i] = (centre[i] as number) + (corner.at[i] as number) / n;
    const along = (t: number): Minimum => measure(centre.map((c, i) => c + t * ((highest.at[i] as number) - c)));
    const mirrored = along(-1);
    let next = mirrored;
    if (mirrored.value < lowest.value) {
      const further = along(-2);
      if (further.value < mirrored.value) next = further;
    } else if (mirrored.value >= (corners[n - 1] as Minimum).value) {
      next = along(mirrored.value < highest.value ? -0.5 : 0.5);
      if (!(next.value < Math.min(mirrored.value, highest.value))) {
        corners = corners.map((c, i) =>
          i === 0 ? c : measure(c.at.map((v, d) => (v + (lowest.at[d] as number)) / 2)),
        );
        continue;
      }
    }
    corners[n] = next;
  }
  return corners.reduce((a, b) => (b.value < a.value ? b : a));
}

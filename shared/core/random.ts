/** Seeded randomness: one small generator that every agent and study gets handed in, forked by label. */

/** A stream of reproducible random numbers. */
export interface Random {
  /** Uniform in [0, 1). */
  next(): number;
  /** Uniform integer in [0, below). */
  int(below: number): number;
  /** Standard normal (Box-Muller, one value per call pair cached). */
  normal(): number;
  /** One element, uniformly. @throws Error on an empty list. */
  pick<T>(items: readonly T[]): T;
  /** One index, with probability proportional to its weight (weights >= 0, not all zero). */
  weighted(weights: readonly number[]): number;
  /** A new array in random order (Fisher-Yates). */
  shuffle<T>(items: readonly T[]): T[];
  /** An independent stream that depends only on this stream's seed and the label, not on how much was drawn. */
  fork(label: string): Random;
}

/** xmur3: spreads a string over 32-bit seeds (public domain, B. Jenkins style mixing). */
function seedWords(text: string): () => number {
  let h = 1779033703 ^ text.length;
  for (let i = 0; i < text.length; i++) {
    h = Math.imul(h ^ text.charCodeAt(i), 3432918353);
    h = (h << 13) | (h >>> 19);
  }
  return () => {
    h = Math.imul(h ^ (h >>> 16), 2246822507);
    h = Math.imul(h ^ (h >>> 13), 3266489909);
    h ^= h >>> 16;
    return h >>> 0;
  };
}

/** Creates a generator (sfc32, 128-bit state, passes PractRand) from a seed. */
export function createRandom(seed: string | number): Random {
  const label = String(seed);
  const word = seedWords(label);
  let a = word() | 0;
  let b = word() | 0;
  let c = word() | 0;
  let d = 1;
  const uint32 = (): number => {
    const t = (((a + b) | 0) + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + t) | 0;
    return t >>> 0;
  };
  for (let i = 0; i < 12; i++) uint32();
  let spare: number | undefined;
  const next = (): number => (uint32() * 2097152 + (uint32() >>> 11)) / 9007199254740992;
  const int = (below: number): number => Math.floor(next() * below);
  return {
    next,
    int,
    normal() {
      if (spare !== undefined) {
        const value = spare;
        spare = undefined;
        return value;
      }
      const radius = Math.sqrt(-2 * Math.log(1 - next()));
      const angle = 2 * Math.PI * next();
      spare = radius * Math.sin(angle);
      return radius * Math.cos(angle);
    },
    pick(items) {
      if (items.length === 0) throw new Error('nothing to pick from: the list is empty');
      return items[int(items.length)] as (typeof items)[number];
    },
    weighted(weights) {
      let total = 0;
      for (const w of weights) total += w;
      let mark = next() * total;
      for (let i = 0; i < weights.length; i++) {
        mark -= weights[i] ?? 0;
        if (mark < 0) return i;
      }
      return weights.length - 1;
    },
    shuffle(items) {
      const out = [...items];
      for (let i = out.length - 1; i > 0; i--) {
        const j = int(i + 1);
        const held = out[i] as (typeof out)[number];
        out[i] = out[j] as (typeof out)[number];
        out[j] = held;
      }
      return out;
    },
    fork: (name) => createRandom(`${label}/${name}`),
  };
}

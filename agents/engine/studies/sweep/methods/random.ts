/** Search method random: distinct points drawn evenly (Bergstra and Bengio, Journal of Machine Learning Research 13, 2012). */
import type { Random } from '../../../../../shared/core/random.ts';
import { pointAt, sizeOf } from '../space.ts';
import type { SearchMethod } from './method.ts';

/** `count` distinct whole numbers below `size`, in the order they were drawn (Floyd's algorithm, shuffled by insertion). */
export function distinct(count: number, size: number, random: Random): number[] {
  const chosen = new Set<number>();
  for (let j = size - count; j < size; j++) {
    const drawn = random.int(j + 1);
    chosen.add(chosen.has(drawn) ? j : drawn);
  }
  return random.shuffle([...chosen]);
}

export const random: SearchMethod = {
  name: 'random',
  description: 'distinct combinations drawn evenly',
  start(space, options) {
    const size = sizeOf(space);
    let done = false;
    return {
      ask() {
        if (done) return [];
        done = true;
        return distinct(Math.min(options.budget, size), size, options.random).map((n) => pointAt(space, n));
      },
      tell() {},
    };
  },
};

/** Search method grid: every point once, in order. */
import { pointAt, sizeOf } from '../space.ts';
import type { SearchMethod } from './method.ts';

export const grid: SearchMethod = {
  name: 'grid',
  description: 'every combination once; a budget smaller than the grid is refused',
  start(space) {
    let done = false;
    return {
      ask() {
        if (done) return [];
        done = true;
        return Array.from({ length: sizeOf(space) }, (_, n) => pointAt(space, n));
      },
      tell() {},
    };
  },
};

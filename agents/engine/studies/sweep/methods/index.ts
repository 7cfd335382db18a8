/** The search methods by name. Adding one: a file and a line here. */
import { cmaEs } from './cma-es.ts';
import { grid } from './grid.ts';
import type { SearchMethod } from './method.ts';
import { random } from './random.ts';
import { tpe } from './tpe.ts';

export const searchMethods: Readonly<Record<string, SearchMethod>> = {
  [grid.name]: grid,
  [random.name]: random,
  [tpe.name]: tpe,
  [cmaEs.name]: cmaEs,
};

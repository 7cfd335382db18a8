/** The code targets by name. Adding one: a file and a line here. */
import { backtraderTarget } from './backtrader.ts';
import { leanTarget } from './lean.ts';
import type { Target } from './target.ts';
import { typescriptTarget } from './typescript.ts';
import { ziplineTarget } from './zipline.ts';

export const targets: Readonly<Record<string, Target>> = {
  [typescriptTarget.name]: typescriptTarget,
  [backtraderTarget.name]: backtraderTarget,
  [ziplineTarget.name]: ziplineTarget,
  [leanTarget.name]: leanTarget,
};

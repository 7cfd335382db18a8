/** The operators by name. Adding one: a file and a line here. */
import { cross } from './cross.ts';
import { grow } from './grow.ts';
import { mutate } from './mutate.ts';
import type { Operator } from './operator.ts';
import { tune } from './tune.ts';

export const operators: Readonly<Record<Operator['name'], Operator>> = { mutate, cross, tune, grow };

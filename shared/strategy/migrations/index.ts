/** The migrations of the specification, oldest first. Adding one: a file and a line here. */
import { from1To2 } from './1-to-2.ts';
import type { Migration } from './migration.ts';

export const migrations: readonly Migration[] = [from1To2];

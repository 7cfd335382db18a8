/** The providers of models, by name. Adding one: a folder and a line here. */
import type { AdapterDefinition } from './adapter.ts';

export const adapters: readonly AdapterDefinition[] = [];

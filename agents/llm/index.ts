/** The providers of models, by name. Adding one: a folder and a line here. */
import type { AdapterDefinition } from './adapter.ts';
import { anthropic } from './anthropic/anthropic.ts';
import { gemini } from './gemini/gemini.ts';
import { openai } from './openai/openai.ts';

export const adapters: readonly AdapterDefinition[] = [anthropic, gemini, openai];

/** Our engines that the peers are compared with. */
import type { Engine } from './engine.ts';
import { matchingEngine } from './matching-engine.ts';
import { specEngine } from './spec-engine.ts';

export const engines: readonly Engine[] = [specEngine, matchingEngine];

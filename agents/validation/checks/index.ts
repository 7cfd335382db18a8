/** The checks in the order they are read; the first that fails is the reason. Adding one: a file and a line here. */
import type { Check } from './check.ts';
import { dataQuality } from './data-quality.ts';
import { enoughHistory } from './enough-history.ts';
import { exits } from './exits.ts';
import { fewParameters } from './few-parameters.ts';
import { generatedSources } from './generated-sources.ts';
import { knownSymbols } from './known-symbols.ts';
import { leverage } from './leverage.ts';
import { liveRules } from './live-rules.ts';
import { lookAhead } from './look-ahead.ts';
import { namedNumbers } from './named-numbers.ts';
import { protectiveStop } from './protective-stop.ts';
import { settledStart } from './settled-start.ts';
import { survivorship } from './survivorship.ts';

export const checks: readonly Check[] = [
  knownSymbols,
  dataQuality,
  survivorship,
  enoughHistory,
  protectiveStop,
  leverage,
  exits,
  fewParameters,
  namedNumbers,
  generatedSources,
  liveRules,
  lookAhead,
  settledStart,
];

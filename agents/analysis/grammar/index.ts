/** The templates by family. Adding one: an entry in its family's file; a new family: a file and a line here. */
import { breakoutTemplates } from './breakout.ts';
import { carryTemplates } from './carry.ts';
import { meanReversionTemplates } from './mean-reversion.ts';
import { momentumTemplates } from './momentum.ts';
import { pairsTemplates } from './pairs.ts';
import { regimeAdaptiveTemplates } from './regime-adaptive.ts';
import { rotationTemplates } from './rotation.ts';
import { seasonalityTemplates } from './seasonality.ts';
import { sentimentTemplates } from './sentiment.ts';
import type { Template } from './template.ts';
import { trendTemplates } from './trend.ts';
import { volatilityTemplates } from './volatility.ts';

export const templates: readonly Template[] = [
  ...trendTemplates,
  ...momentumTemplates,
  ...meanReversionTemplates,
  ...breakoutTemplates,
  ...volatilityTemplates,
  ...seasonalityTemplates,
  ...sentimentTemplates,
  ...regimeAdaptiveTemplates,
  ...pairsTemplates,
  ...rotationTemplates,
  ...carryTemplates,
];

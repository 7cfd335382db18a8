/** The registry of sizing models. */
import { atrRisk } from './atr-risk.ts';
import { cash } from './cash.ts';
import { fixed } from './fixed.ts';
import { kelly } from './kelly.ts';
import { percentOfEquity } from './percent-of-equity.ts';
import type { SizingModel } from './sizing-model.ts';
import { volatilityTarget } from './volatility-target.ts';

export const sizingModels: readonly SizingModel[] = [fixed, cash, percentOfEquity, volatilityTarget, kelly, atrRisk];

/** The checks over the dear evidence, in the order they are read. Adding one: a file and a line here, a weight in `lessons/causes.ts`. */
import { backtestOverfitting } from './backtest-overfitting.ts';
import { capacity } from './capacity.ts';
import { crash } from './crash.ts';
import { crisisWindows } from './crisis-windows.ts';
import { dataSnoopingCheck } from './data-snooping.ts';
import type { EvidenceCheck } from './evidence-check.ts';
import { noiseControl } from './noise-control.ts';
import { parameterPlateau } from './parameter-plateau.ts';
import { permutation } from './permutation.ts';
import { purgedValidation } from './purged-validation.ts';
import { regimeSlices } from './regime-slices.ts';
import { runLookAhead } from './run-look-ahead.ts';
import { tripleCosts } from './triple-costs.ts';
import { walkForward } from './walk-forward.ts';

export const evidenceChecks: readonly EvidenceCheck[] = [
  runLookAhead,
  crash,
  tripleCosts,
  permutation,
  parameterPlateau,
  walkForward,
  purgedValidation,
  backtestOverfitting,
  dataSnoopingCheck,
  noiseControl,
  crisisWindows,
  regimeSlices,
  capacity,
];

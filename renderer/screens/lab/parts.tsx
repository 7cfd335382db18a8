/** The parts of the lab, a tab each. */
import type { ComponentType } from 'react';
import type { Dossier } from '../../../shared/desk-api/requests.ts';
import { Compare } from './compare.tsx';
import { MonteCarlo } from './monte-carlo.tsx';
import { Sweep } from './sweep.tsx';
import { TearSheet } from './tear-sheet.tsx';
import { WalkForward } from './walk-forward.tsx';

interface LabPart {
  readonly id: string;
  readonly label: string;
  readonly body: ComponentType<{ readonly dossier: Dossier }>;
}

export const labParts: readonly [LabPart, ...LabPart[]] = [
  { id: 'sheet', label: 'Tear sheet', body: TearSheet },
  { id: 'sweep', label: 'Parameter sweep', body: Sweep },
  { id: 'walk-forward', label: 'Walk-forward', body: WalkForward },
  { id: 'monte-carlo', label: 'Monte Carlo', body: MonteCarlo },
  { id: 'compare', label: 'Compare', body: Compare },
];

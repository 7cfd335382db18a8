/** The sixteen in the order of their layers, and how each state looks. */
import type { Row } from '../../shared/desk-api/view.ts';
import type { Shape, Tone } from './badge.tsx';

export const agentOrder = [
  'D1',
  'D4',
  'A0',
  'A1',
  'A2',
  'D5',
  'D2',
  'A3',
  'D3',
  'A4',
  'A6',
  'A5',
  'D6',
  'M1',
  'M3',
  'V0',
] as const;

/** What each is called where there is room for one word. */
export const agentShort: Readonly<Record<string, string>> = {
  D1: 'Ingestion',
  D4: 'Fusion',
  A0: 'Macro',
  A1: 'Ideas',
  A2: 'Coding',
  D5: 'Validator',
  D2: 'Risk',
  A3: 'Deploy',
  D3: 'Execution',
  A4: 'Monitor',
  A6: 'Profit',
  A5: 'Feedback',
  D6: 'Memory',
  M1: 'Keys',
  M3: 'Kill switch',
  V0: 'Dashboard',
};

type State = Row<'agents'>['state'] | 'unknown';
export const agentLooks: Readonly<Record<State, { tone: Tone; shape: Shape; label: string }>> = {
  ready: { tone: 'good', shape: 'disc', label: 'Ready' },
  running: { tone: 'accent', shape: 'disc', label: 'Running' },
  degraded: { tone: 'warn', shape: 'triangle', label: 'Degraded' },
  faulted: { tone: 'critical', shape: 'cross', label: 'Faulted' },
  stopped: { tone: 'neutral', shape: 'square', label: 'Stopped' },
  paused: { tone: 'warn', shape: 'bars', label: 'Paused' },
  unknown: { tone: 'neutral', shape: 'ring', label: 'Not reported' },
};

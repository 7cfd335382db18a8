/** What each agent may hold, who reads foreign text, and the arrows the house was drawn with: changed by hand, on purpose, or not at all. */

export const goldenPorts: Readonly<Record<string, readonly string[]>> = {
  D1: ['datasets', 'timers'],
  D4: ['artefacts', 'datasets'],
  A0: ['artefacts', 'datasets', 'llm'],
  A1: ['artefacts', 'datasets', 'llm'],
  A2: ['artefacts'],
  D5: ['datasets', 'pool'],
  D2: ['datasets', 'deskState', 'latch', 'limits', 'orders'],
  A3: ['deskState', 'dossiers'],
  D3: ['artefacts', 'datasets', 'dossiers', 'orders', 'pool', 'strategies'],
  A4: ['artefacts', 'trials'],
  A6: ['books', 'deskState', 'dossiers', 'pool'],
  A5: ['llm', 'strategies'],
  D6: ['memory'],
  M1: ['connections', 'secrets'],
  M3: ['deskState', 'killSwitch', 'latch', 'latchRearm', 'orders', 'timers'],
  V0: ['person', 'view'],
};

/** Ports behind which an order, a limit, an approval or a key can be reached. */
export const reachesMoney: readonly string[] = [
  'orders',
  'connections',
  'secrets',
  'latch',
  'latchRearm',
  'killSwitch',
  'limits',
  'deskState',
  'person',
  'dossiers',
];

/** Agents that see headlines, or words a model made of them. */
export const readsForeignText: readonly string[] = ['D1', 'D4', 'A0', 'A1', 'A5', 'D6'];

/** From, to; and the hands in between where the arrow is no single topic. */
export const seedArrows: readonly (readonly [string, string, (readonly string[])?])[] = [
  ['D1', 'D4'],
  ['D4', 'A0'],
  ['A0', 'A1'],
  ['A1', 'A2'],
  ['A2', 'D5'],
  ['D5', 'A3'],
  ['A3', 'D3'],
  ['D3', 'A4'],
  ['A4', 'A6'],
  ['A6', 'A5'],
  ['A5', 'D6'],
  ['D6', 'A1'],
  // A breach that halts drains the deployment, or pulls the switch: D3 hears of either.
  ['D2', 'D3', ['A3']],
  ['M3', 'D3'],
  ['M1', 'D3'],
  ['V0', 'M1'],
];

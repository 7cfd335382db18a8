/** The table of floors, kept as data: each folder, what it may import, and which folders hold parts that never import each other. */

/** `folder` names the folder's files and those of its subfolders that have no row of their own. */
export interface Floor {
  readonly folder: string;
  /** Folders it may import from, besides itself. A trailing `/` stands for the folder with everything in it. */
  readonly may: readonly string[];
}

const lowerAgents = ['shared/', 'agents/kernel/', 'agents/store/'];
const ports = ['agents/sources/', 'agents/brokers/', 'agents/llm/'];
const layer = [...lowerAgents, ...ports, 'agents/engine/'];

export const floors: readonly Floor[] = [
  { folder: 'shared/core', may: [] },
  { folder: 'shared/domain', may: ['shared/core/'] },
  { folder: 'shared/quant', may: ['shared/core/', 'shared/domain/'] },
  { folder: 'shared/strategy', may: ['shared/core/', 'shared/domain/', 'shared/quant/'] },
  { folder: 'shared/bus', may: ['shared/core/', 'shared/domain/', 'shared/strategy/'] },
  { folder: 'shared/desk-api', may: ['shared/core/', 'shared/domain/', 'shared/strategy/', 'shared/bus/'] },
  { folder: 'agents/kernel', may: ['shared/'] },
  { folder: 'agents/store', may: ['shared/', 'agents/kernel/'] },
  { folder: 'agents/sources', may: lowerAgents },
  { folder: 'agents/brokers', may: lowerAgents },
  { folder: 'agents/llm', may: lowerAgents },
  { folder: 'agents/engine', may: [...lowerAgents, ...ports] },
  { folder: 'agents/data', may: layer },
  { folder: 'agents/analysis', may: layer },
  { folder: 'agents/validation', may: layer },
  { folder: 'agents/execution', may: layer },
  { folder: 'agents/learning', may: layer },
  { folder: 'agents/control', may: layer },
  { folder: 'agents/desk', may: ['shared/', 'agents/'] },
  { folder: 'agents', may: ['shared/', 'agents/'] },
  { folder: 'electron', may: ['shared/', 'agents/'] },
  { folder: 'renderer', may: ['shared/'] },
  { folder: 'tests', may: ['shared/', 'agents/', 'electron/', 'renderer/', 'resources/scripts/', 'vite.config'] },
];

/** Packages a floor may never see, with the reason. */
export const bannedPackages: readonly { folder: string; packages: RegExp; why: string }[] = [
  {
    folder: 'shared',
    packages: /^(node:|electron$|better-sqlite3|keytar|ws$|react)/,
    why: 'shared is pure: no I/O, no host',
  },
  {
    folder: 'agents',
    packages: /^(electron$|react|keytar)/,
    why: 'agents run without a window and reach the host through ports',
  },
  {
    folder: 'renderer',
    packages: /^(node:|electron$|better-sqlite3|keytar|ws$)/,
    why: 'the renderer sees only the bridge',
  },
];

/** Folders whose parts (files or subfolders) never import each other; only their registry and shared helpers are common. */
export const partFolders: readonly { folder: string; common: readonly string[] }[] = [
  { folder: 'agents/sources', common: ['source.ts', 'quality.ts', 'index.ts'] },
  { folder: 'agents/brokers', common: ['broker.ts', 'approved.ts', 'definition.ts', 'matching-part.ts', 'index.ts'] },
  { folder: 'renderer/screens', common: ['index.ts', 'screen.ts', 'shared'] },
];

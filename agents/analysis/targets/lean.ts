/** Target `lean`: a QuantConnect LEAN project as the LEAN command line lays it out. */
import { leanSource } from './lean-source.ts';
import { limitsOfExports } from './python/assumptions.ts';
import { pythonProject, pythonSources } from './python/project.ts';
import { supportsInPython } from './python/supports.ts';
import { defineTarget } from './target.ts';

const platform = {
  target: 'lean',
  title: 'LEAN',
  adapterName: 'main.py',
  adapter: leanSource.replace('@CASH@', String(limitsOfExports.capital)),
} as const;

export const leanTarget = defineTarget({
  name: 'lean',
  title: 'LEAN',
  supports: (compiled) => supportsInPython(compiled, 'LEAN'),
  sources: (compiled, strategyId) => pythonSources(platform, compiled, strategyId),
  project: (compiled, strategyId) => pythonProject(platform, compiled, strategyId),
});

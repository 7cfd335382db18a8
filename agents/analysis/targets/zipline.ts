/** Target `zipline`: a Python project whose algorithm, slippage model and tests run on Zipline (reloaded). */
import { pythonProject, pythonSources } from './python/project.ts';
import { supportsInPython } from './python/supports.ts';
import { defineTarget } from './target.ts';
import { ziplineSource } from './zipline-source.ts';

const platform = {
  target: 'zipline',
  title: 'Zipline',
  adapterName: 'zipline_algorithm.py',
  adapter: ziplineSource,
} as const;

export const ziplineTarget = defineTarget({
  name: 'zipline',
  title: 'Zipline',
  supports: (compiled) => supportsInPython(compiled, 'Zipline'),
  sources: (compiled, strategyId) => pythonSources(platform, compiled, strategyId),
  project: (compiled, strategyId) => pythonProject(platform, compiled, strategyId),
});

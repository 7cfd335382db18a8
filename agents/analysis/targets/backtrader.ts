/** Target `backtrader`: a Python project whose strategy, broker and tests run on Backtrader. */
import { backtraderSource } from './backtrader-source.ts';
import { pythonProject, pythonSources } from './python/project.ts';
import { supportsInPython } from './python/supports.ts';
import { defineTarget } from './target.ts';

const platform = {
  target: 'backtrader',
  title: 'Backtrader',
  adapterName: 'backtrader_strategy.py',
  adapter: backtraderSource,
} as const;

export const backtraderTarget = defineTarget({
  name: 'backtrader',
  title: 'Backtrader',
  supports: (compiled) => supportsInPython(compiled, 'Backtrader'),
  sources: (compiled, strategyId) => pythonSources(platform, compiled, strategyId),
  project: (compiled, strategyId) => pythonProject(platform, compiled, strategyId),
});

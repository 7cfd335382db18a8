/** Target `backtrader`: a Python project whose strategy, broker and tests run on Backtrader. */
import { backtraderSource } from './backtrader-source.ts';
import { type PythonPlatform, pythonProject, pythonSources } from './python/project.ts';
import { supportsInPython } from './python/supports.ts';
import { defineTarget } from './target.ts';

const platform = {
  target: 'backtrader',
  title: 'Backtrader',
  adapterName: 'backtrader_strategy.py',
  adapter: backtraderSource,
  requirements: ['backtrader==1.9.78.123'],
  untyped: ['backtrader.*'],
  test: { days: 'sample_days(SAMPLE["bars"])', imports: [] },
  more: [],
  guide: [
    '```',
    'pip install -r requirements.txt',
    'python run.py --data FOLDER',
    '```',
    '',
    'In a script of your own: `cerebro.setbroker(DeskBroker())`, one feed per symbol with `cerebro.adddata(feed, name=symbol)`, then',
    '`cerebro.addstrategy(DeskStrategy)`. With a live store the strategy sends ordinary brackets to that broker.',
  ],
} as const satisfies PythonPlatform;

export const backtraderTarget = defineTarget({
  name: 'backtrader',
  title: 'Backtrader',
  supports: (compiled) => supportsInPython(compiled, 'Backtrader'),
  sources: (compiled, strategyId) => pythonSources(platform, compiled, strategyId),
  project: (compiled, strategyId) => pythonProject(platform, compiled, strategyId),
});

/** Target `lean`: a QuantConnect LEAN project as the LEAN command line lays it out. */
import { leanSource } from './lean-source.ts';
import { limitsOfExports } from './python/assumptions.ts';
import { type PythonPlatform, pythonProject, pythonSources } from './python/project.ts';
import { supportsInPython } from './python/supports.ts';
import { defineTarget } from './target.ts';

const platform = {
  target: 'lean',
  title: 'LEAN',
  adapterName: 'main.py',
  adapter: leanSource.replace('@CASH@', String(limitsOfExports.capital)),
  requirements: ['quantconnect-stubs'],
  untyped: [],
  more: [
    {
      fileName: 'config.json',
      text: `${JSON.stringify(
        {
          'algorithm-language': 'Python',
          parameters: { 'start-date': '2010-01-04', 'end-date': '2024-12-31', cash: String(limitsOfExports.capital) },
          description: '',
        },
        null,
        4,
      )}\n`,
    },
  ],
  guide: [
    'Put this folder into a workspace of the LEAN command line and run it:',
    '',
    '```',
    'lean backtest FOLDER',
    '```',
    '',
    'Start, end and cash are the parameters of `config.json`. `requirements.txt` is for type checks and tests on your machine only.',
  ],
} as const satisfies PythonPlatform;

export const leanTarget = defineTarget({
  name: 'lean',
  title: 'LEAN',
  supports: (compiled) => supportsInPython(compiled, 'LEAN'),
  sources: (compiled, strategyId) => pythonSources(platform, compiled, strategyId),
  project: (compiled, strategyId) => pythonProject(platform, compiled, strategyId),
});

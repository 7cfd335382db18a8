/** Target `zipline`: a Python project whose algorithm, slippage model and tests run on Zipline (reloaded). */
import { type PythonPlatform, pythonProject, pythonSources } from './python/project.ts';
import { supportsInPython } from './python/supports.ts';
import { defineTarget } from './target.ts';
import { ziplineSource } from './zipline-source.ts';

const platform = {
  target: 'zipline',
  title: 'Zipline',
  adapterName: 'zipline_algorithm.py',
  adapter: ziplineSource,
  requirements: ['zipline-reloaded==3.2.1'],
  untyped: ['zipline.*', 'pandas.*', 'numpy.*', 'sqlalchemy.*'],
  test: {
    days: '[s.date() for s in get_calendar("XNYS").sessions_in_range("2015-01-05", "2022-12-30")[: SAMPLE["bars"]]]',
    imports: ['from zipline.utils.calendar_utils import get_calendar'],
  },
  more: [],
  guide: [
    '```',
    'pip install -r requirements.txt',
    'python run.py --data FOLDER',
    '```',
    '',
    'Every day in the files must be a session of the exchange calendar (XNYS; `run(..., calendar=...)` takes another). With a bundle of',
    'your own: `zipline run -f zipline_algorithm.py -b BUNDLE -s START -e END`. A bundle keeps prices in thousandths, so its fills differ',
    'from the files in the last digits.',
  ],
} as const satisfies PythonPlatform;

export const ziplineTarget = defineTarget({
  name: 'zipline',
  title: 'Zipline',
  supports: (compiled) => supportsInPython(compiled, 'Zipline'),
  sources: (compiled, strategyId) => pythonSources(platform, compiled, strategyId),
  project: (compiled, strategyId) => pythonProject(platform, compiled, strategyId),
});

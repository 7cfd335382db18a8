/** `quantai walkforward`: searches parameters on one stretch of history, judges them on the next, and goes on. */
import { Option } from 'commander';
import {
  runWalkForward,
  type WalkForwardResult,
} from '../../../agents/engine/studies/walk-forward/run-walk-forward.ts';
import { type Answer, type HostCommand, wholeNumber } from '../command.ts';
import { type OpenStudy, withStudy } from '../studies/open-study.ts';
import { searchOptions, studyOptions } from '../studies/study-options.ts';
import { counted, date, percent, ratio } from '../text/format.ts';
import { table } from '../text/table.ts';
import { searchOf, spaceOf } from './sweep.ts';

function answerOf({ study, notes }: OpenStudy, result: WalkForwardResult): Answer {
  const { windows, performance: p, drift } = result;
  const spelled = (chosen: Readonly<Record<string, number>> | null): string =>
    chosen === null
      ? 'none traded enough'
      : Object.entries(chosen)
          .map(([name, value]) => `${name}=${value}`)
          .join(' ');
  const all = [...notes, ...result.notes];
  return {
    json: { strategy: study.spec.name, datasetId: study.datasetId, ...result, notes: all },
    lines: [
      ...all.map((note) => `note: ${note}`),
      ...(result.stopped ? [`Stopped after ${counted(windows.length, 'window', 'windows')}.`] : []),
      ...table(
        [
          { title: 'tested from' },
          { title: 'to' },
          { title: 'in sample', align: 'right' },
          { title: 'out of sample', align: 'right' },
          { title: 'return', align: 'right' },
          { title: 'chosen' },
        ],
        windows.map((w) => [
          date(w.test.from),
          date(w.test.to),
          ratio(w.inSample?.sharpe ?? null),
          ratio(w.outOfSample?.sharpe ?? null),
          percent(w.outOfSample?.totalReturn ?? null),
          spelled(w.chosen),
        ]),
      ),
      '',
      p === null
        ? 'Nothing was traded out of sample.'
        : `Out of sample: Sharpe ${ratio(p.sharpe)}, ${percent(p.annualReturn)} a year, drawdown ${percent(p.maxDrawdown)}, ${counted(p.trades, 'trade', 'trades')}.`,
      `Walk-forward efficiency ${ratio(result.efficiency)}; ${percent(result.profitableShare, 0)} of the tests earned something; ${counted(result.tried, 'variant', 'variants')} tried.`,
      ...drift.map(
        (d) =>
          `${d.name}: changed on ${percent(d.changedShare, 0)} of the steps, by ${percent(d.meanStep, 0)} of its range on average.`,
      ),
    ],
  };
}

export const walkforward: HostCommand = {
  name: 'walkforward',
  summary: 'search parameters on the past of each window and test them on its future',
  options: [
    ...studyOptions(),
    ...searchOptions(),
    new Option('--anchored', 'training always begins at the first bar').conflicts('rolling'),
    new Option('--rolling', 'training keeps its length (the default)'),
    wholeNumber('--train <bars>', 'bars of a training window', 10, 10_000_000).default(756),
    wholeNumber('--test <bars>', 'bars of a test window', 2, 10_000_000).default(252),
    wholeNumber('--purge <bars>', 'bars left out before each test', 0, 100_000).default(0),
    wholeNumber('--embargo <bars>', 'more bars left out', 0, 100_000).default(0),
  ],
  more: 'Example: quantai walkforward --strategy cross.json --data SPY.csv --param fast=5:50:5 slow=60:200:20 --train 1000 --test 250',
  run: (context, _parameters, options) =>
    withStudy(context, options, async (open) => {
      const space = spaceOf(open.study.spec, options.param as string[] | undefined);
      if (!space.ok) return space;
      const result = await runWalkForward(
        {
          sweep: { study: open.study, space: space.value, window: open.window, ...searchOf(options) },
          anchored: options.anchored === true,
          train: options.train as number,
          test: options.test as number,
          purge: options.purge as number,
          embargo: options.embargo as number,
        },
        open,
      );
      return result.ok ? { ok: true, value: answerOf(open, result.value) } : result;
    }),
};

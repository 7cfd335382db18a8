/** `quantai scenarios`: a strategy in named crises, in shaken markets, at higher costs, a bar late, and by regime. */
import { runScenarios, type ScenariosResult } from '../../../agents/engine/studies/scenarios/run-scenarios.ts';
import { isoDate } from '../../../shared/core/time.ts';
import type { Answer, HostCommand } from '../command.ts';
import { type OpenStudy, withStudy } from '../studies/open-study.ts';
import { studyOptions } from '../studies/study-options.ts';
import { count, percent, ratio } from '../text/format.ts';
import { table } from '../text/table.ts';

function answerOf({ study, notes }: OpenStudy, result: ScenariosResult): Answer {
  const { base, outcomes, uncovered, regimes } = result;
  const all = [{ group: 'base', name: 'as it was', performance: base }, ...outcomes];
  return {
    json: { strategy: study.spec.name, datasetId: study.datasetId, notes, ...result },
    lines: [
      ...notes.map((note) => `note: ${note}`),
      ...(result.stopped ? ['Stopped before all scenarios were run.'] : []),
      ...table(
        [
          { title: 'kind' },
          { title: 'scenario', widest: 54 },
          { title: 'return', align: 'right' },
          { title: 'sharpe', align: 'right' },
          { title: 'drawdown', align: 'right' },
          { title: 'trades', align: 'right' },
        ],
        all.map(({ group, name, performance: p }) => [
          group,
          name,
          percent(p?.totalReturn ?? null),
          ratio(p?.sharpe ?? null),
          percent(p?.maxDrawdown ?? null),
          count(p?.trades ?? null),
        ]),
      ),
      `Shocks happen on ${isoDate(result.shockTime)}, in the middle of the longest position.`,
      ...(uncovered.length === 0 ? [] : [`The data do not cover: ${uncovered.join('; ')}.`]),
      '',
      ...table(
        [
          { title: 'market' },
          { title: 'bars', align: 'right' },
          { title: 'return', align: 'right' },
          { title: 'sharpe', align: 'right' },
          { title: 'drawdown', align: 'right' },
        ],
        regimes.map((r) => [r.label, count(r.bars), percent(r.totalReturn), ratio(r.sharpe), percent(r.maxDrawdown)]),
      ),
    ],
  };
}

export const scenarios: HostCommand = {
  name: 'scenarios',
  summary: 'a strategy in crises, shocks, higher costs, a bar late, and by kind of market',
  options: studyOptions(),
  more: 'Example: quantai scenarios --strategy cross.json --data SPY.csv',
  run: (context, _parameters, options) =>
    withStudy(context, options, async (open) => {
      const result = await runScenarios(open.study, open.window, open);
      return result.ok ? { ok: true, value: answerOf(open, result.value) } : result;
    }),
};

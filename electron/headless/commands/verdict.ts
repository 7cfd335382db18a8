/** `quantai verdict`: what the gate decided about a strategy, check by check. */
import { ask } from '../ask.ts';
import type { HostCommand } from '../command.ts';
import { percent } from '../text/format.ts';
import { checkLines, verdictOfCheck } from '../validation-report.ts';

export const verdict: HostCommand = {
  name: 'verdict',
  parameters: '<strategy>',
  summary: "show the gate's verdict on a strategy with every check, its evidence and its threshold",
  run: (context, [id]) =>
    ask(context, 'strategy.dossier', { strategyId: String(id) }, ({ row, checks, specHash, datasetName }) => {
      const failed = checks.filter((c) => !c.passed);
      const isDecided = checks.length > 0;
      const answer = !isDecided ? 'open' : failed.length > 0 ? 'no-go' : 'go';
      return {
        json: {
          strategyId: row.strategyId,
          specHash,
          stage: row.stage,
          verdict: answer,
          reason: row.reason,
          trials: row.trials,
          deflatedSharpe: row.deflatedSharpe,
          // The run is done again from the journal, with every check, and compared byte for byte.
          command: `quantai replay ${row.runId}`,
          checks: checks.map((c) => ({ ...c, verdict: verdictOfCheck(c) })),
        },
        lines: [
          `${row.name} (${row.strategyId}) on ${datasetName}: ${answer}`,
          row.reason,
          ...(row.trials === null
            ? []
            : [`Deflated Sharpe ratio ${percent(row.deflatedSharpe)} after ${row.trials} trials on this dataset.`]),
          '',
          ...(isDecided ? checkLines(checks) : ['No check has answered yet.']),
          '',
          `Again: quantai replay ${row.runId}`,
        ],
      };
    }),
};

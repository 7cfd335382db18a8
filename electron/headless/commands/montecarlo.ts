/** `quantai montecarlo`: a thousand other ways a strategy's account might have gone, and how often it would have been ruined. */
import { Option } from 'commander';
import {
  type MonteCarloMethod,
  type MonteCarloResult,
  monteCarloMethods,
  runMonteCarlo,
} from '../../../agents/engine/studies/monte-carlo/run-monte-carlo.ts';
import { type Answer, decimalNumber, type HostCommand, wholeNumber } from '../command.ts';
import { type OpenStudy, withStudy } from '../studies/open-study.ts';
import { studyOptions } from '../studies/study-options.ts';
import { counted, percent } from '../text/format.ts';
import { table } from '../text/table.ts';

function answerOf({ study, notes }: OpenStudy, seed: number, ruinLoss: number, result: MonteCarloResult): Answer {
  const { fan, actual } = result;
  const json = { strategy: study.spec.name, datasetId: study.datasetId, seed, ruinLoss, notes, ...result };
  if (fan === null) return { json, lines: ['Stopped before the first path was done.'] };
  return {
    json,
    lines: [
      ...notes.map((note) => `note: ${note}`),
      `${result.stopped ? 'Stopped: ' : ''}${counted(fan.paths, 'path', 'paths')} of ${result.asked} (${result.method}), from ${counted(result.observations, 'observation', 'observations')}.`,
      '',
      ...table(
        [
          { title: 'quantile', align: 'right' },
          { title: 'return', align: 'right' },
          { title: 'drawdown', align: 'right' },
        ],
        fan.totalReturn.quantiles.map(({ level, value }, i) => [
          percent(level, 0),
          percent(value),
          percent(fan.maxDrawdown.quantiles[i]?.value ?? null),
        ]),
      ),
      '',
      `Really: return ${percent(actual.totalReturn)} (better than ${percent(fan.totalReturn.actualRank, 0)} of the paths), drawdown ${percent(actual.maxDrawdown)}.`,
      `Loss with probability ${percent(fan.lossProbability)}; a loss of ${percent(ruinLoss, 0)} on the way with ${percent(fan.ruinProbability)} (error ${percent(fan.ruinError)}).`,
    ],
  };
}

export const montecarlo: HostCommand = {
  name: 'montecarlo',
  summary: 'how a strategy might have gone: trades drawn again, returns in blocks, noise on prices',
  options: [
    ...studyOptions(),
    wholeNumber('--paths <n>', 'paths', 10, 1_000_000).default(1000),
    new Option(
      '--method <name>',
      'trades (drawn again), shuffle (other order), bootstrap or block (of bar returns), noise (on prices)',
    )
      .choices(monteCarloMethods)
      .default('trades'),
    wholeNumber('--block <bars>', 'length of a block, its mean for bootstrap', 1, 100_000).default(20),
    decimalNumber('--noise <share>', "noise as a share of a bar's volatility", 0, 10).default(0.25),
    decimalNumber('--ruin <share>', 'loss of the capital that counts as ruin', 0.01, 1).default(0.5),
  ],
  more: 'Example: quantai montecarlo --strategy cross.json --data SPY.csv --method bootstrap --paths 5000 --seed 7',
  run: (context, _parameters, options) =>
    withStudy(context, options, async (open) => {
      const seed = options.seed as number;
      const ruinLoss = options.ruin as number;
      const result = await runMonteCarlo(
        {
          study: open.study,
          window: open.window,
          method: options.method as MonteCarloMethod,
          paths: options.paths as number,
          seed,
          block: options.block as number,
          noise: options.noise as number,
          ruinLoss,
        },
        open,
      );
      return result.ok ? { ok: true, value: answerOf(open, seed, ruinLoss, result.value) } : result;
    }),
};

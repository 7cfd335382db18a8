/** The luck in the best of many tried strategies, as the command line tells it. */
import { createRandom } from '../../shared/core/random.ts';
import { type Result, refuse } from '../../shared/core/result.ts';
import { combinatorialPurged } from '../../shared/quant/overfitting/combinatorial-purged.ts';
import { probabilityOfOverfitting } from '../../shared/quant/overfitting/cscv.ts';
import { dataSnooping } from '../../shared/quant/overfitting/data-snooping.ts';
import { pathReturns } from '../../shared/quant/overfitting/path-returns.ts';
import { purgedFolds } from '../../shared/quant/overfitting/purged-folds.ts';
import {
  deflatedSharpe,
  minimumBacktestBound,
  minimumTrackRecord,
  probabilisticSharpe,
} from '../../shared/quant/overfitting/sharpe.ts';
import { mean, quantile, standardDeviation, variance } from '../../shared/quant/statistics/moments.ts';
import type { ColumnsFile } from './columns-file.ts';
import type { Answer } from './command.ts';
import { sampleOf } from './sharpe-luck.ts';
import { percent, ratio } from './text/format.ts';

export interface MatrixOptions {
  readonly blocks: number;
  readonly groups: number;
  readonly tested: number;
  readonly labelBars: number;
  readonly embargo: number;
  readonly draws: number;
  readonly block: number;
  readonly seed: number;
  readonly periods: number;
}

/** Why a matrix cannot be judged, or nothing. */
function checked(file: ColumnsFile, options: MatrixOptions): Result<Float64Array[]> {
  const columns = file.columns.map((c) => c.values);
  const rows = columns[0]?.length ?? 0;
  if (columns.length < 2)
    return refuse('one-strategy', 'One column cannot be overfitted: a search has at least two.', {
      where: file.name,
      fix: 'Give a column for every strategy that was tried, the discarded ones too.',
    });
  if (options.blocks % 2 !== 0)
    return refuse('bad-option', `${options.blocks} blocks have no two equal halves.`, {
      where: '--splits',
      fix: 'Give an even number.',
    });
  if (rows < 2 * options.blocks)
    return refuse('too-short', `${rows} bars are too few for ${options.blocks} blocks.`, {
      where: file.name,
      fix: `Give at least ${2 * options.blocks} bars, or fewer blocks with --splits.`,
    });
  if (options.tested >= options.groups || options.groups > rows)
    return refuse('bad-option', `${options.tested} of ${options.groups} groups cannot be tested over ${rows} bars.`, {
      where: '--groups, --tested',
      fix: 'Test fewer groups than there are, and have no more groups than bars.',
    });
  for (const column of file.columns) {
    const gap = column.values.findIndex(Number.isNaN);
    if (gap >= 0)
      return refuse('missing-return', 'Every strategy needs a return on every bar.', {
        where: `${file.name}, column ${column.name}, number ${gap + 1}`,
        fix: 'Write 0 for a bar without a position.',
      });
    if (column.values.every((v) => v === column.values[0]))
      return refuse('no-spread', 'A strategy whose returns are all the same has no Sharpe ratio.', {
        where: `${file.name}, column ${column.name}`,
        fix: 'Leave out strategies that never traded, but count them as trials.',
      });
  }
  return { ok: true, value: columns };
}

const sharpe = (x: Float64Array): number => mean(x) / standardDeviation(x, 1);

export function overfitOfMatrix(file: ColumnsFile, options: MatrixOptions): Result<Answer> {
  const columns = checked(file, options);
  if (!columns.ok) return columns;
  const returns = columns.value;
  const { blocks, periods } = options;
  const found = probabilityOfOverfitting(returns, blocks);
  const ratios = returns.map(sharpe);
  const best = ratios.indexOf(Math.max(...ratios));
  const name = file.columns[best]?.name ?? '';
  const sample = sampleOf(returns[best] as Float64Array, file.name);
  if (!sample.ok) return sample;
  const spread = variance(ratios, 1);
  const snooping = dataSnooping(returns, createRandom(options.seed), options);
  if (snooping === undefined)
    return refuse('too-short', 'The bootstrap needs at least ten bars.', { where: file.name, fix: 'Give more bars.' });
  const rows = returns[0]?.length ?? 0;
  const labelEnds = Int32Array.from({ length: rows }, (_, i) => Math.min(rows - 1, i + options.labelBars));
  const purge = { embargo: options.embargo };
  const splits = combinatorialPurged(labelEnds, options.groups, options.tested, purge);
  const leastRows = Math.min(
    ...[...splits.splits, ...purgedFolds(labelEnds, options.groups, purge)].map((fold) => fold.train.length),
  );
  if (leastRows < 3)
    return refuse('all-purged', 'Labels and embargo leave no bars to train on.', {
      where: '--label-bars, --embargo',
      fix: 'Give smaller ones, or more bars.',
    });
  const annual = Math.sqrt(periods);
  const outcomes = pathReturns(returns, splits).map((path) => sharpe(path) * annual);
  const folds = purgedFolds(labelEnds, options.groups, purge);
  const json = {
    strategies: returns.length,
    bars: rows,
    pbo: found.probability,
    splits: found.splits,
    meanLogit: found.meanLogit,
    medianLogit: found.medianLogit,
    probabilityOfLoss: found.probabilityOfLoss,
    degradation: found.degradation ?? null,
    best: {
      column: name,
      sharpe: ratios[best],
      annualSharpe: (ratios[best] as number) * annual,
      psr: probabilisticSharpe(sample.value),
      dsr: deflatedSharpe(sample.value, returns.length, spread),
      minimumTrackRecordBars: (ratios[best] as number) > 0 ? minimumTrackRecord(sample.value, 0) : null,
      minimumBacktestYearsBound:
        (ratios[best] as number) > 0 ? minimumBacktestBound(returns.length, (ratios[best] as number) * annual) : null,
    },
    snooping: {
      column: file.columns[snooping.best]?.name,
      t: snooping.bestT,
      realityCheck: snooping.realityCheck,
      spa: snooping.spa,
      studentizedSpa: snooping.studentizedSpa,
      draws: snooping.draws,
      seed: options.seed,
    },
    combinatorialPurged: {
      splits: splits.splits.length,
      paths: outcomes.length,
      leastTrainingBars: leastRows,
      annualSharpes: outcomes,
      median: quantile(outcomes, 0.5),
      shareBelowZero: outcomes.filter((s) => s < 0).length / outcomes.length,
    },
    purgedFolds: folds.map((fold) => ({
      test: [fold.test[0], fold.test.at(-1)],
      trainingBars: fold.train.length,
      purgedBars: rows - fold.train.length - fold.test.length,
    })),
  };
  return {
    ok: true,
    value: {
      json,
      lines: [
        `${returns.length} strategies, ${rows} bars, ${found.splits} splits of ${blocks} blocks`,
        `Probability of overfitting   ${percent(found.probability, 2)} (mean logit ${ratio(found.meanLogit, 4)})`,
        `Loss out of sample           ${percent(found.probabilityOfLoss, 2)} of the splits`,
        `Best strategy                ${name}: Sharpe ratio ${ratio(json.best.annualSharpe)} a year`,
        `Probabilistic Sharpe ratio   ${percent(json.best.psr, 2)}`,
        `Deflated Sharpe ratio        ${percent(json.best.dsr, 2)} for ${returns.length} trials`,
        `Reality check                p = ${ratio(snooping.realityCheck, 4)}`,
        `Superior predictive ability  p = ${ratio(snooping.spa.consistent, 4)} (lower ${ratio(snooping.spa.lower, 4)}, upper ${ratio(snooping.spa.upper, 4)})`,
        `  of the studentized means    p = ${ratio(snooping.studentizedSpa.consistent, 4)} (lower ${ratio(snooping.studentizedSpa.lower, 4)}, upper ${ratio(snooping.studentizedSpa.upper, 4)})`,
        `Picked out of sample         Sharpe ratio ${ratio(json.combinatorialPurged.median)} a year in the middle of ${outcomes.length} paths, ${percent(json.combinatorialPurged.shareBelowZero, 0)} below 0`,
      ],
    },
  };
}

/** `quantai overfit`: how much of a result is luck, for a matrix of tried strategies or for one Sharpe ratio. */
import { Option } from 'commander';
import { type Result, refuse } from '../../../shared/core/result.ts';
import { columnOf, readColumns } from '../columns-file.ts';
import { type Answer, decimalNumber, type HostCommand, wholeNumber } from '../command.ts';
import { overfitOfMatrix } from '../overfit-matrix.ts';
import { luckOfSharpe, type SharpeNumbers, sampleOf } from '../sharpe-luck.ts';

type Options = Record<string, unknown>;
const numberOf = (options: Options, name: string): number | undefined => options[name] as number | undefined;

/** The Sharpe ratio of a file, or the one given in numbers. */
async function numbersOf(options: Options, file: unknown): Promise<Result<SharpeNumbers>> {
  if (typeof file === 'string') {
    const read = await readColumns(file);
    if (!read.ok) return read;
    const column = columnOf(read.value, options.column as string | undefined);
    return column.ok ? sampleOf(column.value, read.value.name) : column;
  }
  const [sharpe, bars] = [numberOf(options, 'sharpe'), numberOf(options, 'bars')];
  if (sharpe === undefined || bars === undefined)
    return refuse('bad-usage', 'A Sharpe ratio and a number of bars are needed.', {
      where: sharpe === undefined ? '--sharpe' : '--bars',
      fix: 'give a CSV file of returns, or --sharpe and --bars, both per bar.',
    });
  const perBar = options.annual === true ? Math.sqrt(numberOf(options, 'periods') ?? 252) : 1;
  const numbers = { sharpe: sharpe / perBar, bars, skewness: numberOf(options, 'skew') ?? 0 };
  return { ok: true, value: { ...numbers, kurtosis: numberOf(options, 'kurtosis') ?? 3 } };
}

async function ofSharpe(options: Options): Promise<Result<Answer>> {
  const numbers = await numbersOf(options, options.dsr ?? options.psr);
  if (!numbers.ok) return numbers;
  const periods = numberOf(options, 'periods') ?? 252;
  const isAnnual = options.annual === true;
  const trials = numberOf(options, 'trials');
  const variance = numberOf(options, 'variance');
  if (options.dsr !== undefined && (trials === undefined || variance === undefined))
    return refuse('bad-usage', 'The number of trials and the variance of their Sharpe ratios are needed.', {
      where: trials === undefined ? '--trials' : '--variance',
      fix: 'give both; count every variant that was tried.',
    });
  return luckOfSharpe(numbers.value, {
    benchmark: (numberOf(options, 'benchmarkSharpe') ?? 0) / (isAnnual ? Math.sqrt(periods) : 1),
    confidence: numberOf(options, 'confidence') ?? 0.95,
    periods,
    ...(options.dsr === undefined
      ? {}
      : { trials: trials as number, variance: (variance as number) / (isAnnual ? periods : 1) }),
  });
}

export const overfit: HostCommand = {
  name: 'overfit',
  summary: 'say how much of a result is luck after a search',
  options: [
    new Option('--matrix <file>', 'CSV file: returns per bar, one column for each strategy that was tried'),
    wholeNumber('--splits <n>', 'blocks of the cross-validation, even', 2, 20).default(16),
    wholeNumber('--groups <n>', 'groups of the combinatorial purged cross-validation', 2, 16).default(6),
    wholeNumber('--tested <n>', 'groups tested at a time', 1, 8).default(2),
    wholeNumber('--label-bars <n>', 'bars that a label looks ahead', 0, 100_000).default(0),
    wholeNumber('--embargo <n>', 'bars left out after each test', 0, 100_000).default(0),
    wholeNumber('--draws <n>', 'bootstrap draws', 100, 1_000_000).default(10_000),
    decimalNumber('--block <n>', 'expected bars of a bootstrap block', 1, 100_000).default(10),
    wholeNumber('--seed <n>', 'seed of the bootstrap', 0, 2 ** 31 - 1).default(7),
    new Option('--psr [file]', 'probabilistic Sharpe ratio of a file of returns, or of the numbers below'),
    new Option('--dsr [file]', 'deflated Sharpe ratio of the same'),
    new Option('--column <name>', 'column to read where a file has several'),
    decimalNumber('--sharpe <ratio>', 'Sharpe ratio per bar', -1000, 1000),
    wholeNumber('--bars <n>', 'number of returns', 2, 1e12),
    decimalNumber('--skew <x>', 'skewness of the returns', -1000, 1000).default(0),
    decimalNumber('--kurtosis <x>', 'raw kurtosis of the returns: 3 for a normal distribution', 1, 1e6).default(3),
    decimalNumber('--benchmark-sharpe <ratio>', 'ratio that must be beaten', -1000, 1000).default(0),
    wholeNumber('--trials <n>', 'strategies that were tried', 1, 1e12),
    decimalNumber('--variance <x>', "variance of the trials' Sharpe ratios", 0, 1e6),
    decimalNumber('--confidence <share>', 'of the shortest track record', 0.5, 0.999999).default(0.95),
    decimalNumber('--periods <n>', 'bars in a year', 1e-6, 1e9).default(252),
    new Option('--annual', 'the ratios and the variance given are annual'),
  ],
  more: 'Examples: quantai overfit --matrix trials.csv --splits 16\n          quantai overfit --dsr --sharpe 2.5 --bars 1250 --trials 100 --variance 0.5 --skew -3 --kurtosis 10 --annual --periods 250',
  async run(_context, _parameters, options) {
    const wanted = ['matrix', 'psr', 'dsr'].filter((name) => options[name] !== undefined);
    if (wanted.length !== 1)
      return refuse(
        'bad-usage',
        `One of --matrix, --psr and --dsr is needed${wanted.length > 1 ? ', not several' : ''}.`,
        {
          fix: 'see quantai overfit --help.',
        },
      );
    if (options.matrix === undefined) return ofSharpe(options);
    const file = await readColumns(String(options.matrix));
    if (!file.ok) return file;
    return overfitOfMatrix(file.value, {
      blocks: options.splits as number,
      groups: options.groups as number,
      tested: options.tested as number,
      labelBars: options.labelBars as number,
      embargo: options.embargo as number,
      draws: options.draws as number,
      block: options.block as number,
      seed: options.seed as number,
      periods: options.periods as number,
    });
  },
};

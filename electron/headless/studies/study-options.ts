/** The options that every study takes: which strategy, which data, what trading costs, how many workers. */
import { InvalidArgumentError, Option } from 'commander';
import { decimalNumber, seedOption, wholeNumber } from '../command.ts';

/** `2015-01-01` as UTC epoch milliseconds. */
const day = (text: string): number => {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  if (Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== text)
    throw new InvalidArgumentError('Give a day such as 2015-01-01.');
  return time;
};

export interface StudyOptions {
  readonly strategy: string;
  readonly set?: string;
  readonly data: readonly string[];
  readonly cash: number;
  readonly commission: number;
  readonly slippage: number;
  readonly from?: number;
  readonly to?: number;
  readonly seed?: number;
  readonly workers?: number;
}

export const studyOptions = (): readonly Option[] => [
  new Option('--strategy <file>', 'a spec as JSON, or the name of a template').makeOptionMandatory(),
  new Option('--set <parameters>', 'parameters of the strategy that are not searched, e.g. fast=10,slow=30'),
  new Option('--data <files>', 'CSV files of bars, with commas between them')
    .argParser((text: string) => {
      const files = text.split(',').map((file) => file.trim());
      if (files.some((file) => file === '')) throw new InvalidArgumentError('Name files with commas between them.');
      return files;
    })
    .makeOptionMandatory(),
  decimalNumber('--cash <amount>', 'capital at the start', 1, 1e12).default(100_000),
  decimalNumber('--commission <share>', 'share of the traded value: 0.001 is 0.1 percent', 0, 0.5).default(0.0001),
  decimalNumber('--slippage <share>', 'share of the price that market and stop fills slip', 0, 0.5).default(0.0002),
  new Option('--from <day>', 'first day of trading').argParser(day),
  new Option('--to <day>', 'last day of trading').argParser((text: string) => day(text) + 86_400_000 - 1),
  seedOption().default(1),
  wholeNumber('--workers <n>', 'threads; the result does not depend on it', 1, 64),
];

/** Options of a search over parameters. */
export const searchOptions = (): readonly Option[] => [
  new Option('--param <range...>', 'name=from:to:step or name=value,value,...; all declared ranges when left out'),
  new Option('--method <name>', 'how points are chosen').choices(['grid', 'random', 'tpe', 'cma-es']).default('grid'),
  wholeNumber('--n <count>', 'most variants tried', 1, 1_000_000).default(10_000),
  new Option('--objective <name>', 'what is maximised').choices(['sharpe', 'return', 'calmar']).default('sharpe'),
  wholeNumber('--least-trades <n>', 'round trips below which a variant does not count', 0, 100_000).default(1),
  new Option('--engine <name>', 'kernels for crossings, or the full engine')
    .choices(['auto', 'fast', 'full'])
    .default('auto'),
];

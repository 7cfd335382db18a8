/** `quantai statistics`: tests of a series, of a pair, or of the covariance of many. */
import { Option } from 'commander';
import { type Result, refuse } from '../../../shared/core/result.ts';
import { ledoitWolf, oracleShrinkage, sampleCovariance } from '../../../shared/quant/statistics/covariance.ts';
import { engleGranger } from '../../../shared/quant/statistics/engle-granger.ts';
import { type JohansenTest, johansen } from '../../../shared/quant/statistics/johansen.ts';
import { leastSquares, linearRegression, ones } from '../../../shared/quant/statistics/least-squares.ts';
import { neweyWestErrors } from '../../../shared/quant/statistics/newey-west.ts';
import { type ColumnsFile, columnOf, readColumns } from '../columns-file.ts';
import { type Answer, type HostCommand, wholeNumber } from '../command.ts';
import { seriesStatistics } from '../series-statistics.ts';
import { ratio } from '../text/format.ts';

const withoutGaps = (name: string, values: Float64Array, least: number): Result<Float64Array> => {
  const gap = values.findIndex(Number.isNaN);
  if (gap >= 0)
    return refuse('missing-value', 'The tests need a value in every row.', {
      where: `${name}, number ${gap + 1}`,
      fix: 'Fill the row or leave it out.',
    });
  return values.length >= least
    ? { ok: true, value: values }
    : refuse('too-short', `${values.length} values are too few.`, { where: name, fix: `Give at least ${least}.` });
};

async function columnIn(path: string, wanted: string | undefined): Promise<Result<Float64Array>> {
  const file = await readColumns(path);
  if (!file.ok) return file;
  const column = columnOf(file.value, wanted);
  return column.ok ? withoutGaps(file.value.name, column.value, 30) : column;
}

const relationLines = (test: JohansenTest): string[] =>
  test.steps.map(
    (step) =>
      `Relations (Johansen)  ${step.relations === 0 ? 'none' : `at most ${step.relations}`}: trace ${ratio(step.trace, 4)}, 95 % at ${ratio(step.traceCritical[1] ?? null, 4)}`,
  );
const relationJson = (test: JohansenTest) => ({ ...test, vectors: test.vectors.map((v) => [...v]) });

function ofBasket(file: ColumnsFile): Result<Answer> {
  if (file.columns.length < 2 || file.columns.length > 8)
    return refuse('bad-basket', `${file.columns.length} series cannot be tested together.`, {
      where: file.name,
      fix: 'Give two to eight columns of prices.',
    });
  const columns: Float64Array[] = [];
  for (const column of file.columns) {
    const values = withoutGaps(`${file.name}, column ${column.name}`, column.values, 30);
    if (!values.ok) return values;
    columns.push(values.value);
  }
  const found = johansen(columns);
  if (found === undefined)
    return refuse('no-spread', 'A series does not move, is made of the others, or all are too short.', {
      where: file.name,
      fix: 'Leave out such columns, or give more rows.',
    });
  return {
    ok: true,
    value: {
      json: { columns: file.columns.map((c) => c.name), cointegration: relationJson(found) },
      lines: [
        `${columns.length} series, ${found.observations} observations, ${found.relations} relations at 95 %`,
        ...relationLines(found),
        ...found.vectors
          .slice(0, found.relations)
          .map(
            (v) =>
              `Weights               ${file.columns.map((c, i) => `${c.name} ${ratio(v[i] ?? null, 4)}`).join(', ')}`,
          ),
      ],
    },
  };
}

function ofPair(y: Float64Array, x: Float64Array): Result<Answer> {
  if (y.length !== x.length)
    return refuse('not-alignable', `The series have ${y.length} and ${x.length} values.`, {
      where: '--with',
      fix: 'Give equally many rows in the same order.',
    });
  const line = linearRegression(y, x);
  const columns = [ones(x.length), x];
  const fit = leastSquares(y, columns);
  if (line === undefined || fit === undefined)
    return refuse('no-spread', 'The second series does not move, so nothing can be explained by it.', {
      where: '--with',
      fix: 'Give a series that moves.',
    });
  const lags = Math.floor(4 * (x.length / 100) ** (2 / 9));
  const errors = neweyWestErrors(fit, columns, lags);
  const together = engleGranger(y, x);
  const basket = johansen([y, x]);
  return {
    ok: true,
    value: {
      json: {
        regression: line,
        neweyWest: { lags, standardErrors: [...errors] },
        cointegration: together ?? null,
        johansen: basket ? relationJson(basket) : null,
      },
      lines: [
        `y = ${ratio(line.intercept, 6)} + ${ratio(line.slope, 6)} x, R squared ${ratio(line.rSquared, 4)}`,
        `Errors of the slope   ${ratio(line.standardErrors[1] ?? null, 6)}, with autocorrelation ${ratio(errors[1] ?? null, 6)}`,
        `Cointegration         ${together === undefined ? '-' : `t ${ratio(together.statistic, 4)}, p = ${ratio(together.pValue, 4)}`}`,
        ...(basket ? relationLines(basket) : []),
      ],
    },
  };
}

function ofMatrix(file: ColumnsFile): Result<Answer> {
  if (file.columns.length < 2)
    return refuse('one-column', 'A covariance needs at least two columns.', {
      where: file.name,
      fix: 'Give a column of returns for each asset.',
    });
  const columns: Float64Array[] = [];
  for (const column of file.columns) {
    const values = withoutGaps(`${file.name}, column ${column.name}`, column.values, 2);
    if (!values.ok) return values;
    columns.push(values.value);
  }
  const plain = (matrix: readonly Float64Array[]) => matrix.map((row) => [...row]);
  const [byNoise, byOracle] = [ledoitWolf(columns), oracleShrinkage(columns)];
  return {
    ok: true,
    value: {
      json: {
        columns: file.columns.map((c) => c.name),
        sample: plain(sampleCovariance(columns)),
        ledoitWolf: { shrinkage: byNoise.shrinkage, covariance: plain(byNoise.covariance) },
        oracle: { shrinkage: byOracle.shrinkage, covariance: plain(byOracle.covariance) },
      },
      lines: [
        `${columns.length} columns, ${columns[0]?.length ?? 0} rows`,
        `Ledoit-Wolf shrinkage           ${ratio(byNoise.shrinkage, 6)}`,
        `Oracle approximating shrinkage  ${ratio(byOracle.shrinkage, 6)}`,
        'The matrices are in the answer of --json.',
      ],
    },
  };
}

export const statistics: HostCommand = {
  name: 'statistics',
  summary: 'test a series, a pair of series, or the covariance of many',
  options: [
    new Option('--series <file>', 'CSV file of levels, e.g. prices or a spread'),
    new Option('--with <file>', 'second series, to be regressed on and tested for a common trend'),
    new Option('--matrix <file>', 'CSV file of returns, one column for each asset'),
    new Option('--basket <file>', 'CSV file of prices, two to eight columns, to be tested for common trends'),
    new Option('--column <name>', 'column to read where a file has several'),
    wholeNumber('--regimes <n>', 'hidden states of the returns', 2, 4).default(2),
    wholeNumber('--seed <n>', 'seed of the bootstrap', 0, 2 ** 31 - 1).default(7),
  ],
  more: 'Example: quantai statistics --series spread.csv --json',
  async run(_context, _parameters, options) {
    const column = options.column as string | undefined;
    if (options.matrix !== undefined) {
      const file = await readColumns(String(options.matrix));
      return file.ok ? ofMatrix(file.value) : file;
    }
    if (options.basket !== undefined) {
      const file = await readColumns(String(options.basket));
      return file.ok ? ofBasket(file.value) : file;
    }
    if (options.series === undefined)
      return refuse('bad-usage', 'One of --series, --basket and --matrix is needed.', {
        fix: 'see quantai statistics --help.',
      });
    const y = await columnIn(String(options.series), column);
    if (!y.ok) return y;
    if (options.with === undefined)
      return seriesStatistics(y.value, { regimes: options.regimes as number, seed: options.seed as number });
    const x = await columnIn(String(options.with), column);
    return x.ok ? ofPair(y.value, x.value) : x;
  },
};

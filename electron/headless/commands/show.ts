/** `quantai show`: the dossier of one strategy, and its trades and equity as CSV. */
import { Option } from 'commander';
import { equityCsv, tradesCsv } from '../../../agents/engine/report/exports.ts';
import { refuse } from '../../../shared/core/result.ts';
import type { Dossier } from '../../../shared/desk-api/requests.ts';
import { ask } from '../ask.ts';
import type { HostCommand } from '../command.ts';
import { verdictOf } from '../research-run.ts';
import { count, date, percent, ratio } from '../text/format.ts';
import { table } from '../text/table.ts';
import { writeWhole } from '../write-whole.ts';

/** The dossier as lines; the same facts the approval screen shows. */
export function dossierLines(dossier: Dossier, withSources: boolean): string[] {
  const { row } = dossier;
  const parts = [
    ['whole', dossier.performance],
    ['in sample', dossier.inSample],
    ['sealed', dossier.outOfSample],
    ['best case', dossier.bestCase],
    ['benchmark', dossier.benchmark],
  ] as const;
  const performance = parts.flatMap(([name, p]) =>
    p === null
      ? []
      : [
          [
            name,
            count(p.trades),
            percent(p.annualReturn),
            percent(p.annualVolatility),
            ratio(p.sharpe),
            percent(p.maxDrawdown === null ? null : Math.abs(p.maxDrawdown)),
            percent(p.winRate),
            ratio(p.profitFactor),
          ],
        ],
  );
  return [
    `${row.name} (${row.strategyId})`,
    `${row.family}, generation ${row.generation + 1}, ${verdictOf(row)}: ${row.reason}`,
    `Data: ${dossier.datasetName}${dossier.synthetic ? ' (synthetic)' : ''}`,
    '',
    ...dossier.plainWords.map((sentence) => `  ${sentence}`),
    '',
    ...(performance.length === 0
      ? ['Not backtested.']
      : table(
          [
            { title: 'part' },
            { title: 'trades', align: 'right' },
            { title: 'return/yr', align: 'right' },
            { title: 'volatility', align: 'right' },
            { title: 'Sharpe', align: 'right' },
            { title: 'deepest fall', align: 'right' },
            { title: 'wins', align: 'right' },
            { title: 'profit factor', align: 'right' },
          ],
          performance,
        )),
    ...(dossier.outOfSampleFrom === null ? [] : [`Sealed (out of sample) from ${date(dossier.outOfSampleFrom)}.`]),
    '',
    ...table(
      [{ title: 'check' }, { title: '' }, { title: 'evidence' }],
      dossier.checks.map((check) => [check.check, check.passed ? 'passed' : 'FAILED', check.evidence]),
    ),
    '',
    ...(dossier.seal === null
      ? ['The gate refused it: it can be read, never approved.']
      : [
          `Approval would seal ${dossier.seal.approvalHash} until ${date(dossier.seal.expiresAt)}.`,
          `Approve for paper: quantai approve ${row.strategyId}`,
        ]),
    ...(withSources
      ? dossier.sources.flatMap((s) => ['', `--- ${s.fileName} (${s.target}, ${s.proven})`, s.text])
      : []),
  ];
}

function exportsOf(dossier: Dossier, options: Record<string, unknown>): { path: string; text: string }[] {
  const { equity } = dossier;
  return [
    ...(typeof options.trades === 'string' ? [{ path: options.trades, text: tradesCsv(dossier) }] : []),
    ...(typeof options.equity === 'string' && equity !== null
      ? [{ path: options.equity, text: equityCsv({ times: equity.time, ...equity }) }]
      : []),
  ];
}

export const show: HostCommand = {
  name: 'show',
  parameters: '<strategy>',
  summary: 'show the dossier of a strategy',
  options: [
    new Option('--code', 'with the generated sources'),
    new Option('--trades <file>', 'write the round trips of the backtest to a CSV file'),
    new Option('--equity <file>', 'write equity and drawdown of the backtest to a CSV file'),
  ],
  run: (context, [strategyId], options) =>
    ask(context, 'strategy.dossier', { strategyId: String(strategyId) }, (dossier) => {
      for (const { path, text } of exportsOf(dossier, options)) {
        try {
          writeWhole(path, text);
        } catch (error) {
          const { code } = error as NodeJS.ErrnoException;
          return refuse('cannot-write', `The file could not be written: ${code}.`, {
            where: path,
            fix: 'choose another path.',
          });
        }
      }
      return { json: dossier, lines: dossierLines(dossier, options.code === true) };
    }),
};

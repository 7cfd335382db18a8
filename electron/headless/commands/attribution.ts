/** `quantai attribution`: where a strategy's result and its risk come from. */
import { type Attribution, attribute } from '../../../agents/engine/studies/attribution/attribute.ts';
import { createEvaluate } from '../../../agents/engine/studies/evaluate.ts';
import type { Answer, HostCommand } from '../command.ts';
import { type OpenStudy, withStudy } from '../studies/open-study.ts';
import { studyOptions } from '../studies/study-options.ts';
import { count, money, percent, ratio } from '../text/format.ts';
import { table } from '../text/table.ts';

const right = { align: 'right' as const };

function answerOf({ study, notes }: OpenStudy, result: Attribution): Answer {
  const { bySymbol, bySector, bySide, brinson, factors, risk } = result;
  const rows = (kind: string, list: Attribution['bySymbol']): string[][] =>
    list.map((c) => [kind, c.key, count(c.trades), money(String(c.pnl)), percent(c.return), percent(c.winRate, 0)]);
  return {
    json: { strategy: study.spec.name, datasetId: study.datasetId, notes, ...result },
    lines: [
      ...notes.map((note) => `note: ${note}`),
      ...table(
        [
          { title: 'by' },
          { title: 'what' },
          { title: 'trades', ...right },
          { title: 'profit', ...right },
          { title: 'return', ...right },
          { title: 'won', ...right },
        ],
        [...rows('symbol', bySymbol), ...rows('sector', bySector), ...rows('side', bySide)],
      ),
      `Round trips and ${money(String(result.openPnl))} still open make ${money(String(result.totalPnl))}.`,
      ...(brinson === null
        ? []
        : [
            '',
            ...table(
              [
                { title: 'against the basket' },
                { title: 'allocation', ...right },
                { title: 'selection', ...right },
                { title: 'interaction', ...right },
              ],
              brinson.segments.map((s) => [
                s.name,
                percent(s.allocation),
                percent(s.selection),
                percent(s.interaction),
              ]),
            ),
            `With ${percent(brinson.trading)} from trading they make ${percent(brinson.own)} less ${percent(brinson.benchmark)} (bar returns added up).`,
          ]),
      ...(factors === null
        ? ['No factor can be fitted.']
        : [
            '',
            `Alpha ${percent(factors.alpha, 4)} a bar (t ${ratio(factors.alphaT)}, p ${ratio(factors.alphaPValue, 3)}), R squared ${ratio(factors.rSquared)}.`,
            ...factors.loadings.map(
              (f) => `${f.name}: beta ${ratio(f.beta)} (t ${ratio(f.t)}, p ${ratio(f.pValue, 3)})`,
            ),
          ]),
      '',
      ...table(
        [
          { title: 'risk of a bar' },
          { title: 'volatility', ...right },
          { title: 'VaR 95 %', ...right },
          { title: 'shortfall', ...right },
        ],
        [{ name: 'whole', ...risk }, ...risk.parts].map((p) => [
          p.name,
          percent(p.volatility, 3),
          percent(p.valueAtRisk, 3),
          percent(p.expectedShortfall, 3),
        ]),
      ),
    ],
  };
}

export const attribution: HostCommand = {
  name: 'attribution',
  summary: 'where the result and the risk of a strategy come from',
  options: studyOptions(),
  more: 'Example: quantai attribution --strategy cross.json --data SPY.csv,QQQ.csv',
  run: (context, _parameters, options) =>
    withStudy(context, options, async (open) => {
      const outcome = createEvaluate({ ...open.study, dataset: open.dataset })({}, open.window);
      return { ok: true, value: answerOf(open, attribute(outcome, open.study.spec, open.dataset)) };
    }),
};

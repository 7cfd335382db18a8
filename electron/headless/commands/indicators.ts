/** `quantai indicators`: the indicators there are, or the values of expressions over a file of prices. */
import { Option } from 'commander';
import { type Result, refuse } from '../../../shared/core/result.ts';
import { library, indicators as ofRules } from '../../../shared/quant/indicators/index.ts';
import { type Answer, type HostCommand, wholeNumber } from '../command.ts';
import { evaluateText, usageOf } from '../indicator-expression.ts';
import { readPrices } from '../price-file.ts';
import { table } from '../text/table.ts';

function list(): Answer {
  const rows = Object.values(library).map((indicator) => ({
    name: indicator.name,
    usage: usageOf(indicator),
    inputs: indicator.inputs,
    parameters: indicator.parameters,
    warmUp: indicator.warmUp(indicator.parameters.map((p) => p.usual)),
    inRules: Object.hasOwn(ofRules, indicator.name),
    description: indicator.description,
  }));
  return {
    json: { indicators: rows },
    lines: [
      ...table(
        [
          { title: 'indicator' },
          { title: 'usual' },
          { title: 'warm-up', align: 'right' },
          { title: 'rules' },
          { title: 'what it is' },
        ],
        rows.map((row) => [
          row.usage,
          row.parameters.map((p) => p.usual).join(', '),
          String(row.warmUp),
          row.inRules ? 'yes' : '',
          row.description,
        ]),
      ),
      '',
      `${rows.length} indicators; those marked "yes" may be called by the rules of a strategy.`,
    ],
  };
}

async function values(path: string, texts: readonly string[], last: number): Promise<Result<Answer>> {
  const file = await readPrices(path);
  if (!file.ok) return file;
  const { name, labels, bars, notes } = file.value;
  const results: { expr: string; warmUp: number; values: Float64Array }[] = [];
  for (const expr of texts) {
    const evaluated = evaluateText(expr, bars);
    if (!evaluated.ok) {
      const { code, message, where, fix } = evaluated.error;
      return refuse(code, `${message}.`, { where: `"${expr}", ${where}`, ...(fix === undefined ? {} : { fix }) });
    }
    results.push({ expr, ...evaluated.value });
  }
  const from = Math.max(0, labels.length - last);
  return {
    ok: true,
    value: {
      json: {
        file: name,
        rows: labels.length,
        notes,
        labels,
        results: results.map((result) => ({
          ...result,
          values: Array.from(result.values, (v) => (Number.isFinite(v) ? v : null)),
        })),
      },
      lines: [
        `${name}: ${labels.length} rows`,
        ...notes.map((note) => `note: ${note}`),
        ...table(
          [{ title: 'row' }, ...results.map((r) => ({ title: r.expr, align: 'right' as const }))],
          labels
            .slice(from)
            .map((label, i) => [
              label,
              ...results.map(({ values: column }) =>
                Number.isFinite(column[from + i]) ? String(Number((column[from + i] as number).toPrecision(10))) : '-',
              ),
            ]),
        ),
        ...results
          .filter((r) => r.warmUp >= labels.length)
          .map((r) => `${r.expr} needs ${r.warmUp + 1} rows for its first value.`),
      ],
    },
  };
}

export const indicators: HostCommand = {
  name: 'indicators',
  summary: 'list the indicators, or work out expressions over a file of prices',
  options: [
    new Option('--data <file>', 'CSV file of bars or closes, taken as it stands: nothing repaired or adjusted'),
    new Option('--expr <expression...>', 'expressions such as "rsi(close, 14)"; may be given more than once'),
    new Option('--list', 'list all indicators with their arguments'),
    wholeNumber('--last <n>', 'rows to show; --json gives all', 1, 1_000_000).default(10),
  ],
  more: 'Example: quantai indicators --data SPY.csv --expr "rsi(close, 14)" "supertrend(10, 3)"',
  async run(_context, _parameters, { data, expr, list: listed, last }) {
    if (listed === true || (data === undefined && expr === undefined)) return { ok: true, value: list() };
    if (data === undefined)
      return refuse('bad-usage', 'An expression needs a file of prices.', { where: '--data', fix: 'Add --data FILE.' });
    const texts = (expr as string[] | undefined) ?? [];
    if (texts.length === 0)
      return refuse('bad-usage', 'Nothing was asked of the file.', {
        where: '--expr',
        fix: 'Add --expr "sma(close, 20)".',
      });
    return values(String(data), texts, last as number);
  },
};

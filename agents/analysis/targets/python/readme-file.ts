/** README.md of a Python project: what it trades, how to run it, how orders fill, what was proven and what was not. */
import { type CompiledStrategy, explainStrategy } from '../../../../shared/strategy/compile.ts';
import { proofText } from '../proof.ts';
import { commentText } from '../target.ts';
import { costsOfExports, limitsOfExports } from './assumptions.ts';
import type { PythonFile } from './modules.ts';
import type { PythonPlatform } from './project.ts';
import { usesHistory } from './strategy-file.ts';

const percent = (share: number): string => `${Number((share * 100).toFixed(4))} %`;

export function readmeFile(platform: PythonPlatform, compiled: CompiledStrategy, strategyId: string): PythonFile {
  const { spec } = compiled;
  const { maxPositionShare, maxGrossLeverage, maxDailyLossShare, maxDrawdownShare, participation } = limitsOfExports;
  const lines = [
    `# ${commentText(spec.name)} on ${platform.title}`,
    '',
    `Strategy \`${strategyId}\`, written from its specification. Change the specification and export again; a change here is lost.`,
    '',
    ...explainStrategy(spec).map((line) => `- ${commentText(line)}`),
    '',
    `**Thesis.** ${commentText(spec.thesis)}`,
    '',
    `**Proved wrong by.** ${commentText(spec.falsifier)}`,
    '',
    '## Run',
    '',
    ...platform.guide,
    '',
    ...(usesHistory(spec)
      ? [
          'The rules ask for regimes or signals, which no platform has. Write them from the desk into `known.csv` with the columns',
          '`day,symbol,regime,volatility,signal`, in ascending days; a row for the market leaves `symbol` empty. Without it what needs',
          'them stays false, and the log says so.',
          '',
        ]
      : []),
    '## Test',
    '',
    '```',
    'pip install pytest ruff black mypy',
    'python -m pytest',
    'ruff check . && black --check . && mypy .',
    '```',
    '',
    'The tests compare the rules with what the desk said on the bars of `sample.json`, and check protection, limits and fills.',
    '',
    '## Files',
    '',
    '- `strategy.py`: the plan as data and the rules as a class',
    `- \`${platform.adapterName}\`: the part that speaks to ${platform.title}`,
    '- `desk_indicators.py`: the indicators the rules use, with the conventions of TA-Lib',
    '- `desk_trading.py`: sizes, limits, entries before exits never; `desk_book.py`: tickets, cash and positions',
    '- `desk_matching.py`: simulated fills',
    '',
    '## How orders fill in a backtest',
    '',
    '- Decided at a close, filled at the next open at the earliest; sizes and protective prices come from the deciding close.',
    '- Protective orders are live on the entry bar. Touching is enough, a gap fills at the open, a stop comes before a target.',
    `- All orders of a symbol take at most ${percent(participation)} of a bar's volume together; an entry's rest expires with the day.`,
    `- Commission ${costsOfExports.commissionBps} bp and ${costsOfExports.commissionPerShare} per share; slippage ${costsOfExports.slippageBps} bps on market and stop fills.`,
    `- At most ${percent(maxPositionShare)} of equity in a symbol and ${maxGrossLeverage} times equity in all; a loss of ${percent(maxDailyLossShare)} in a day or a fall of ${percent(maxDrawdownShare)} from the peak stops entries.`,
    '- Prices are adjusted for splits; dividends are paid in cash on their ex-date, shorts pay them.',
    '',
    '## Proof',
    '',
    ...proofText(platform.target),
    '',
  ];
  return { fileName: 'README.md', text: lines.join('\n') };
}

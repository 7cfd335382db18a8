/** The Python files of an export that do not depend on the platform. */
import type { CompiledStrategy } from '../../../../shared/strategy/compile.ts';
import { bookSource } from './book-source.ts';
import { indicatorsFile } from './indicators-file.ts';
import { matchingSource } from './matching-source.ts';
import { indicatorNames, strategyFile } from './strategy-file.ts';
import { tradingSource } from './trading-source.ts';

export interface PythonFile {
  readonly fileName: string;
  readonly text: string;
}

/** `strategy.py`: the plan and the rules. */
export const rulesFile = (compiled: CompiledStrategy, strategyId: string): PythonFile => ({
  fileName: 'strategy.py',
  text: strategyFile(compiled, strategyId),
});

/** What `strategy.py` and every platform's file import. */
export const deskModules = (compiled: CompiledStrategy): readonly PythonFile[] => [
  { fileName: 'desk_indicators.py', text: indicatorsFile(indicatorNames(compiled)) },
  { fileName: 'desk_book.py', text: bookSource },
  { fileName: 'desk_trading.py', text: tradingSource },
  { fileName: 'desk_matching.py', text: matchingSource },
];

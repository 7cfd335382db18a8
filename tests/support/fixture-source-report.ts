/** What the fixture desk finds in a text: the true findings of one planted file, and a refusal for what is no program. */
import { type Refusal, type Result, refuse } from '../../shared/core/result.ts';
import type { SourceReport } from '../../shared/desk-api/source-report.ts';

/** A strategy with three faults: it looks ahead, it scales by the whole series, and it has no stop. */
export const leakySource = `"""Dip buyer: buys what fell, sells what rose."""
import numpy as np
import pandas as pd


def features(df: pd.DataFrame) -> pd.DataFrame:
    out = pd.DataFrame(index=df.index)
    out["change"] = df["close"].pct_change()
    out["z"] = (df["close"] - df["close"].mean()) / df["close"].std()
    out["tomorrow"] = df["close"].shift(-1) / df["close"] - 1
    return out


def signal(df: pd.DataFrame) -> pd.Series:
    f = features(df)
    return np.where((f["z"] < -1.75) & (f["tomorrow"] > 0), 1, 0)


def size(cash: float, price: float) -> int:
    return int(cash // price)
`;

const findings: SourceReport['findings'] = [
  {
    rule: 'full-sample-scale',
    severity: 'fail',
    line: 9,
    column: 32,
    excerpt: 'df["close"].mean()',
    reason: 'The mean of the whole series is known only at its end.',
    fix: 'take it over a window that ends at the bar: rolling(n).mean().',
  },
  {
    rule: 'negative-shift',
    severity: 'fail',
    line: 10,
    column: 23,
    excerpt: 'df["close"].shift(-1)',
    reason: 'A shift of -1 brings the close of the next bar to this one.',
    fix: 'shift forwards, or use it as a label only, in training.',
  },
  {
    rule: 'magic-number',
    severity: 'warn',
    line: 16,
    column: 31,
    excerpt: '1.75',
    reason: 'A number without a name cannot be tried at its neighbours.',
    fix: 'make it a parameter with a range.',
  },
];

export function fixtureSourceReport(fileName: string, text: string): Result<SourceReport, Refusal> {
  const lines = text.split('\n').length;
  const kind = fileName.endsWith('.json') ? 'specification' : fileName.endsWith('.py') ? 'python' : 'typescript';
  if (text.includes('while True'))
    return refuse(
      'source-too-slow',
      'Reading took longer than 500 ms and was stopped; what cannot be read is not cleared.',
      {
        where: fileName,
        fix: 'write it plainly, and keep data out of the code.',
      },
    );
  const found = text.includes('shift(-1)') ? findings : [];
  return { ok: true, value: { fileName, kind, lines, rules: 36, findings: found, passed: found.length === 0 } };
}

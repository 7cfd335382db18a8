/** Moving average convergence divergence: line, signal and histogram in one go. */
import { pick } from './define.ts';
import { defineLines } from './lines.ts';
import { macd } from './macd.ts';
import { macdHistogram } from './macd-histogram.ts';
import { macdLines } from './macd-lines.ts';
import { macdSignal } from './macd-signal.ts';

export const macdAll = defineLines('macd', [macd, macdSignal, macdHistogram], (c, p, out) =>
  macdLines(pick(c, 0), p, { line: pick(out, 0), signal: pick(out, 1), histogram: pick(out, 2) }),
);

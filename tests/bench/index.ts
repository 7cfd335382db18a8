/** The benches, in the order they run. */
import { backtestSpeed } from './backtest.ts';
import type { Bench } from './bench.ts';
import { busDispatch } from './bus-dispatch.ts';
import { busDurable } from './bus-durable.ts';
import { busOvertaking } from './bus-overtaking.ts';
import { indicatorSpeed } from './indicators.ts';
import { optimizerSpeed } from './optimizer.ts';
import { researchThroughput } from './research.ts';
import { sweepSpeed } from './sweep.ts';

export const benches: readonly Bench[] = [
  busDispatch,
  busOvertaking,
  busDurable,
  indicatorSpeed,
  backtestSpeed,
  sweepSpeed,
  optimizerSpeed,
  researchThroughput,
];

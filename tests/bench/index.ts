/** The benches, in the order they run. */
import type { Bench } from './bench.ts';
import { busDispatch } from './bus-dispatch.ts';
import { busDurable } from './bus-durable.ts';
import { busOvertaking } from './bus-overtaking.ts';
import { indicatorSpeed } from './indicators.ts';
import { optimizerSpeed } from './optimizer.ts';

export const benches: readonly Bench[] = [busDispatch, busOvertaking, busDurable, indicatorSpeed, optimizerSpeed];

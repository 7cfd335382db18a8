/** Opens a study for one command: its files, a pool of workers, and progress on standard error until it ends or is stopped. */
import { availableParallelism } from 'node:os';
import type { StudyRequest } from '../../../agents/engine/jobs/study-request.ts';
import { defaultStrategyLimits } from '../../../agents/engine/orders/default-limits.ts';
import type { StudyProgress, StudyRuntime, StudyWatch } from '../../../agents/engine/studies/dispatch.ts';
import { createWallClock } from '../../../agents/kernel/clock.ts';
import type { Dataset } from '../../../agents/kernel/ports.ts';
import { createWorkerPool, PoolError } from '../../../agents/kernel/worker-pool.ts';
import { type Result, refuse } from '../../../shared/core/result.ts';
import { readStrategy } from '../backtest-strategy.ts';
import type { Answer, CommandContext } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { bar, duration } from '../text/format.ts';
import { readDataset } from './study-files.ts';
import type { StudyOptions } from './study-options.ts';

export interface OpenStudy {
  readonly study: StudyRequest;
  readonly dataset: Dataset;
  readonly runtime: StudyRuntime;
  readonly watch: StudyWatch;
  readonly workers: number;
  /** What was repaired or assumed in the data. */
  readonly notes: readonly string[];
  readonly window: { readonly from?: number; readonly to?: number };
}

const barWidth = 24;
/** Steps of the progress where lines cannot be redrawn. */
const quarters = 4;

function progressTo(context: CommandContext): (progress: StudyProgress) => void {
  let shown = '';
  return ({ what, done, total, fraction, remainingMs }) => {
    const left = remainingMs === null ? 'estimating' : `about ${duration(remainingMs)} left`;
    if (context.interactive) {
      context.redraw([
        `${bar(fraction, barWidth)} ${Math.floor(100 * fraction)} %  ${done} of ${total} ${what}, ${left}`,
      ]);
      return;
    }
    const step = `${what} ${Math.floor(fraction * quarters)}`;
    if (step === shown) return;
    shown = step;
    context.log(`${done} of ${total} ${what}${fraction < 1 ? `, ${left}` : ''}`);
  };
}

/**
 * Reads the files, runs `work` with a pool and closes it again. Ctrl-C stops the study: what was done is answered all the
 * same, with the exit status of an interruption.
 */
export async function withStudy(
  context: CommandContext,
  given: Record<string, unknown>,
  work: (study: OpenStudy) => Promise<Result<Answer>>,
): Promise<Result<Answer>> {
  const options = given as unknown as StudyOptions;
  const read = await readDataset(options.data);
  if (!read.ok) return read;
  const { dataset, notes } = read.value;
  const [first] = dataset.manifest.series;
  if (first === undefined) return refuse('no-bars', 'The files hold no bars.', { where: '--data' });
  const found = readStrategy({
    strategy: options.strategy,
    set: options.set,
    symbols: dataset.manifest.series.filter((s) => s.timeframe === first.timeframe).map((s) => s.symbol),
    timeframe: first.timeframe,
  });
  if (!found.ok) return found;
  const { spec } = found.value;
  const clock = createWallClock();
  const workers = options.workers ?? Math.max(1, availableParallelism());
  const pool = createWorkerPool({ size: workers, ports: { datasets: { open: async () => dataset } }, timers: clock });
  try {
    const answer = await work({
      study: {
        spec,
        datasetId: dataset.manifest.id,
        regimeHash: '',
        signalHash: '',
        capital: options.cash,
        limits: { ...defaultStrategyLimits, capital: options.cash },
        costs: {
          commissionBps: options.commission * 1e4,
          commissionPerShare: 0,
          commissionMinimum: 0,
          slippageBps: options.slippage * 1e4,
        },
      },
      dataset,
      runtime: { pool, timers: clock, stopwatch: clock },
      watch: { onProgress: progressTo(context), signal: context.interrupted },
      workers,
      notes,
      window: {
        ...(options.from === undefined ? {} : { from: options.from }),
        ...(options.to === undefined ? {} : { to: options.to }),
      },
    });
    if (!answer.ok || !context.interrupted.aborted) return answer;
    return { ok: true, value: { ...answer.value, exitCode: exitCodes.interrupted } };
  } catch (error) {
    if (error instanceof PoolError)
      return refuse(error.code === 'timed-out' ? 'study-timed-out' : 'study-failed', error.message);
    throw error;
  } finally {
    await pool.close();
  }
}

/** A4, backtest monitor: turns a finished backtest into its report and enters the trial in the ledger. */
import { runIdOf } from '../../shared/bus/messages.ts';
import type { BacktestJobOutput } from '../engine/jobs/backtest.ts';
import { defineAgent } from '../kernel/agent.ts';
import { annualCostShare, buildReport } from './a4-monitor/build-report.ts';

export const a4Monitor = defineAgent({
  id: 'A4',
  name: 'Backtest monitor',
  layer: 'execution',
  purpose: 'Measures every backtest, in sample and sealed, against the benchmark, and counts it as a trial.',
  thread: 'main',
  reads: ['trade.run'],
  writes: ['validation.report'],
  needs: ['artefacts', 'trials'],
  start(ctx) {
    const { artefacts, trials } = ctx.ports;
    return {
      handlers: {
        async 'trade.run'({ data, correlationId }) {
          const { strategyId, place, datasetId, specHash, deploymentId, resultHash } = data;
          const output = await ctx.outside(artefacts.get<BacktestJobOutput>(resultHash));
          const [reportHash] = await Promise.all([
            ctx.outside(artefacts.put(buildReport(output, resultHash))),
            ctx.outside(
              trials.record({
                specHash,
                datasetId,
                runId: runIdOf(correlationId),
                barSharpe: output.performance.barSharpe ?? 0,
                at: ctx.clock.now(),
              }),
            ),
          ]);
          ctx.note(`${strategyId}: Sharpe ${output.performance.sharpe?.toFixed(2) ?? 'undefined'}`);
          ctx.publish(
            'validation.report',
            {
              strategyId,
              place,
              datasetId,
              specHash,
              deploymentId,
              performance: output.performance,
              inSample: output.inSample,
              outOfSample: output.outOfSample,
              bestCase: output.best.performance,
              benchmark: output.benchmark,
              benchmarkCorrelation: output.benchmarkCorrelation,
              annualCostShare: annualCostShare(output),
              holding: output.holding,
              reportHash,
            },
            { subject: strategyId },
          );
        },
      },
    };
  },
});

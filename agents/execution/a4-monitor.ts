/** A4, backtest monitor: turns a finished backtest into its report and enters the trial in the ledger. */
import { runIdOf } from '../../shared/bus/messages.ts';
import type { RegimeHistory } from '../engine/backtest/histories.ts';
import type { BacktestJobOutput } from '../engine/jobs/backtest.ts';
import { defineAgent } from '../kernel/agent.ts';
import { bestRegime } from './a4-monitor/best-regime.ts';
import { annualCostShare, buildReport, meanHolding } from './a4-monitor/build-report.ts';
import { createSiblings, footprintOf } from './a4-monitor/footprint.ts';

/** Runs whose footprints are kept: more than can be under way at once. */
const rememberedRuns = 4;

export const a4Monitor = defineAgent({
  id: 'A4',
  name: 'Backtest monitor',
  layer: 'execution',
  purpose: 'Measures every backtest, in sample and sealed, against the benchmark, and counts it as a trial.',
  thread: 'main',
  reads: ['trade.run', 'data.regime'],
  writes: ['validation.report'],
  needs: ['artefacts', 'trials'],
  start(ctx) {
    const { artefacts, trials } = ctx.ports;
    /** Footprints of the candidates so far, by run. */
    const families = new Map<string, ReturnType<typeof createSiblings>>();
    /** The newest regime history by dataset. */
    const regimes = new Map<string, RegimeHistory>();
    const siblingsOf = (correlationId: string): ReturnType<typeof createSiblings> => {
      const held = families.get(correlationId) ?? createSiblings();
      families.set(correlationId, held);
      for (const oldest of families.keys()) {
        if (families.size <= rememberedRuns) break;
        families.delete(oldest);
      }
      return held;
    };
    return {
      handlers: {
        async 'data.regime'({ data }) {
          regimes.set(data.datasetId, await ctx.outside(artefacts.get<RegimeHistory>(data.historyHash)));
        },
        async 'trade.run'({ data, correlationId }) {
          const { strategyId, place, datasetId, specHash, deploymentId, resultHash } = data;
          const output = await ctx.outside(artefacts.get<BacktestJobOutput>(resultHash));
          const footprint = footprintOf(strategyId, output.worst, output.inSampleEnd);
          const nearest = siblingsOf(correlationId).add(footprint);
          const [reportHash, behaviourHash] = await Promise.all([
            ctx.outside(artefacts.put(buildReport(output, resultHash))),
            ctx.outside(artefacts.put(footprint)),
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
              behaviour: {
                ...nearest,
                regime: bestRegime(output.worst, output.inSampleEnd, regimes.get(datasetId)),
                holdingBars: meanHolding(output),
                behaviourHash,
              },
              reportHash,
            },
            { subject: strategyId },
          );
        },
      },
    };
  },
});

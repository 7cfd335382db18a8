/** Every metric whose source is empyrical, QuantStats or scipy, on real returns with and without a benchmark: 1e-10. */
import { describe, expect, test } from 'vitest';
import { metrics } from '../../shared/quant/metrics/index.ts';
import { returnsOf } from '../../shared/quant/metrics/returns.ts';
import { rollingMetric } from '../../shared/quant/metrics/rolling.ts';
import { askPeer } from './ask-peer.ts';
import { gapOf, keepRow } from './compare.ts';
import { python } from './installed.ts';
import { type MetricAsk, metricAsks } from './metric-asks.ts';
import { series } from './series.ts';

const tolerance = 1e-10;

interface Answer {
  readonly versions: Readonly<Record<string, string>>;
  readonly columns: readonly (readonly Float64Array[])[];
}
interface Pair {
  readonly name: string;
  readonly returns: Float64Array;
  readonly benchmark: Float64Array;
}

/** Each series beside the one before it, cut to their common length. */
const pairs: readonly Pair[] = series.map((one, i) => {
  const other = series.at(i - 1) ?? one;
  const length = Math.min(one.close.length, other.close.length);
  return {
    name: `${one.name} beside ${other.name}`,
    returns: returnsOf(one.close.slice(-length)),
    benchmark: returnsOf(other.close.slice(-length)),
  };
});

function ours(ask: MetricAsk, { returns, benchmark }: Pair): Float64Array {
  const metric = metrics.find((m) => m.name === ask.ours);
  if (metric === undefined) throw new Error(`no metric is called ${ask.ours}`);
  const found =
    ask.window === undefined
      ? [metric.compute({ returns, benchmark }, ask.mine)]
      : rollingMetric(metric, { returns, benchmark }, ask.window, ask.mine);
  return Float64Array.from(found, (v) => v.value ?? Number.NaN);
}

describe.skipIf(python === undefined)('metrics (skipped without the peers)', async () => {
  const answer =
    python === undefined ? undefined : await askPeer<Answer>(python, 'metrics.py', { asks: metricAsks, pairs });
  const kept = new Map<MetricAsk['module'], { cases: number; largest: number; names: Set<string> }>();

  test.each(metricAsks.map((ask, k) => [ask.ours, ask.function, JSON.stringify(ask.parameters), k] as const))(
    '%s is %s %s',
    (_ours, _function, _parameters, k) => {
      const ask = metricAsks[k] as MetricAsk;
      const row = kept.get(ask.module) ?? { cases: 0, largest: 0, names: new Set() };
      kept.set(ask.module, row);
      const wrong: string[] = [];
      let apart = 0;
      for (const [p, pair] of pairs.entries()) {
        const gap = gapOf(ours(ask, pair), answer?.columns[p]?.[k] as Float64Array);
        if (ask.convention !== undefined) {
          if (gap.largest > tolerance) apart++;
          continue;
        }
        row.cases += gap.compared;
        row.names.add(ask.ours);
        if (gap.missing >= 0 || gap.largest > tolerance)
          wrong.push(
            `${pair.name}: ${gap.largest} on row ${gap.row}, alone on row ${gap.missing}: ${ours(ask, pair)[0]}, ${answer?.columns[p]?.[k]?.[0]}`,
          );
        else row.largest = Math.max(row.largest, gap.largest);
      }
      expect(wrong).toEqual([]);
      // A convention that no longer makes a difference is no convention.
      if (ask.convention !== undefined) expect(apart, ask.convention).toBeGreaterThan(0);
    },
  );

  test('the table has its rows', () => {
    for (const [module, { cases, largest, names }] of kept) {
      const package_ = module === 'empyrical' ? 'empyrical-reloaded' : module;
      const peer = module === 'restated' ? 'restated from these' : `${package_} ${answer?.versions[package_]}`;
      keepRow({
        peer,
        what: `${names.size} metrics on ${pairs.length} pairs, values`,
        cases,
        largest,
        allowed: '1e-10',
      });
    }
    expect(kept.size).toBe(4);
  });
});

/** Equity over time with its benchmark, its drawdown in a pane below, and the sealed part shaded. */
import { AreaSeries, type ISeriesApi, LineSeries, LineStyle } from 'lightweight-charts';
import { useEffect, useMemo, useRef } from 'react';
import { hiddenAmount } from '../format/money.ts';
import { axisAmount } from '../format/numbers.ts';
import { formatPercent } from '../format/percent.ts';
import { usePreference } from '../state/preferences.ts';
import { chartTime, useChart } from './base-chart.ts';
import { withAlpha } from './colours.ts';
import { points } from './points.ts';
import { createShade } from './shade.ts';

export interface EquityData {
  readonly time: readonly number[];
  readonly equity: readonly number[];
  /** Shares of the peak, zero or below (or their size); left out for a curve without a drawdown pane. */
  readonly drawdown?: readonly number[] | undefined;
  readonly benchmark?: readonly number[] | null | undefined;
  /** Milliseconds at which the sealed part begins. */
  readonly sealedFrom?: number | null | undefined;
}

interface Lines {
  readonly equity: ISeriesApi<'Area'>;
  readonly benchmark: ISeriesApi<'Line'> | undefined;
  readonly drawdown: ISeriesApi<'Area'> | undefined;
}

/** What the values cover; a flat line counts as if it moved by a hundredth. */
function spanOf(values: readonly number[]): number {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return high > low ? high - low : Math.abs(high) / 100;
}

export function EquityChart(props: { readonly data: EquityData; readonly label: string; readonly intraday?: boolean }) {
  const { data } = props;
  const { holder, chart, colours } = useChart(props.intraday);
  const hidden = usePreference((p) => p.privacy);
  const lines = useRef<Lines>(undefined);
  const span = useMemo(() => spanOf([...data.equity, ...(data.benchmark ?? [])]), [data]);
  const hasBenchmark = data.benchmark !== null && data.benchmark !== undefined;
  const hasDrawdown = data.drawdown !== undefined;

  useEffect(() => {
    if (chart === null) return;
    lines.current = {
      equity: chart.addSeries(AreaSeries, { lineWidth: 2, priceLineVisible: false }),
      benchmark: hasBenchmark
        ? chart.addSeries(LineSeries, {
            lineWidth: 1,
            lineStyle: LineStyle.Dashed,
            priceLineVisible: false,
            lastValueVisible: false,
          })
        : undefined,
      drawdown: hasDrawdown
        ? chart.addSeries(AreaSeries, { invertFilledArea: true, lineWidth: 1, priceLineVisible: false }, 1)
        : undefined,
    };
    chart.panes().forEach((pane, i) => {
      pane.setStretchFactor(i === 0 ? 3 : 1);
    });
    const made = lines.current;
    return () => {
      lines.current = undefined;
      for (const line of [made.equity, made.benchmark, made.drawdown]) {
        // On the way out the chart is gone before its lines.
        if (line !== undefined && chart.panes().length > 0) chart.removeSeries(line);
      }
    };
  }, [chart, hasBenchmark, hasDrawdown]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the shape flags make new lines, which need their looks again
  useEffect(() => {
    const now = lines.current;
    if (now === undefined) return;
    const amount = axisAmount(span);
    const money = {
      type: 'custom' as const,
      formatter: (v: number) => (hidden ? hiddenAmount : amount(v)),
      minMove: 0.01,
    };
    now.equity.applyOptions({
      lineColor: colours.accent,
      topColor: withAlpha(colours.accent, 0.22),
      bottomColor: withAlpha(colours.accent, 0.01),
      priceFormat: money,
    });
    now.benchmark?.applyOptions({ color: colours.benchmark, priceFormat: money });
    now.drawdown?.applyOptions({
      lineColor: colours.down,
      topColor: withAlpha(colours.down, 0.02),
      bottomColor: withAlpha(colours.down, 0.28),
      priceFormat: { type: 'custom', formatter: (v: number) => formatPercent(v), minMove: 0.0001 },
    });
  }, [chart, colours, hidden, span, hasBenchmark, hasDrawdown]);

  useEffect(() => {
    const now = lines.current;
    if (chart === null || now === undefined) return;
    now.equity.setData(points(data.time, data.equity));
    if (data.benchmark) now.benchmark?.setData(points(data.time, data.benchmark));
    if (data.drawdown) {
      now.drawdown?.setData(
        points(
          data.time,
          data.drawdown.map((d) => -Math.abs(d)),
        ),
      );
    }
    chart.timeScale().fitContent();
  }, [chart, data]);

  const sealedAt = data.sealedFrom ? data.time.find((t) => t >= (data.sealedFrom as number)) : undefined;
  useEffect(() => {
    const line = lines.current?.equity;
    if (chart === null || line === undefined || sealedAt === undefined) return;
    const shade = createShade(chartTime(sealedAt), colours.seal, withAlpha(colours.accent, 0.5));
    line.attachPrimitive(shade);
    return () => {
      if (lines.current?.equity === line) line.detachPrimitive(shade);
    };
  }, [chart, colours, sealedAt]);

  return <div ref={holder} role="img" aria-label={props.label} className="h-full w-full" />;
}

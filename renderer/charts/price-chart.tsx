/** Candles with volume, overlays, trade markers and a legend under the crosshair; grows bar by bar in replay. */
import {
  CandlestickSeries,
  createSeriesMarkers,
  HistogramSeries,
  type IChartApi,
  type ISeriesApi,
  LineSeries,
  type SeriesMarker,
  type Time,
  type UTCTimestamp,
} from 'lightweight-charts';
import { type Ref, useEffect, useImperativeHandle, useMemo, useRef, useState } from 'react';
import { formatNumber, priceDecimals } from '../format/numbers.ts';
import { chartTime, useChart } from './base-chart.ts';
import { type ChartColours, withAlpha } from './colours.ts';
import { points } from './points.ts';
import { PriceLegend } from './price-legend.tsx';
import { removeSeries } from './remove-series.ts';

export interface PriceColumns {
  readonly time: readonly number[];
  readonly open: readonly number[];
  readonly high: readonly number[];
  readonly low: readonly number[];
  readonly close: readonly number[];
  readonly volume: readonly number[];
}
export interface Overlay {
  readonly id: string;
  readonly label: string;
  readonly time: readonly number[];
  readonly value: readonly (number | null)[];
}
export interface TradeMark {
  readonly time: number;
  readonly side: 'buy' | 'sell';
  readonly text: string;
}
export interface PriceChartHandle {
  /** The chart as it is seen, as a canvas. */
  screenshot(): HTMLCanvasElement | undefined;
  fit(): void;
}

/** Overlays that live near the price share its pane; an oscillator gets a pane of its own. */
export function sharesPricePane(overlay: Overlay, columns: PriceColumns): boolean {
  const values = overlay.value.filter((v): v is number => v !== null).sort((a, b) => a - b);
  const closes = [...columns.close].sort((a, b) => a - b);
  const middle = values[values.length >> 1];
  const price = closes[closes.length >> 1];
  if (middle === undefined || price === undefined || price === 0) return true;
  return middle / price > 0.3 && middle / price < 3;
}

/** Index of the bar a moment belongs to: the last that began at or before it; -1 before the first. */
export function barIndexAt(time: readonly number[], moment: number): number {
  let low = 0;
  let high = time.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((time[middle] as number) <= moment) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

interface Drawn {
  columns: PriceColumns;
  end: number;
}

export function PriceChart(props: {
  readonly columns: PriceColumns;
  /** Bars shown, counted from the first: the replay's cursor. */
  readonly end: number;
  readonly overlays: readonly Overlay[];
  readonly marks: readonly TradeMark[];
  readonly intraday: boolean;
  /** Bars in sight at first; null = all of them. */
  readonly firstSight?: number | null;
  readonly label: string;
  readonly ref?: Ref<PriceChartHandle>;
}) {
  const { columns, end, overlays, marks, firstSight = 180 } = props;
  const { holder, chart, colours } = useChart(props.intraday);
  const candles = useRef<ISeriesApi<'Candlestick'>>(undefined);
  const volume = useRef<ISeriesApi<'Histogram'>>(undefined);
  const drawn = useRef<Drawn>(undefined);
  // The newest prices decide: a share that once cost cents was quoted more finely then.
  const decimals = useMemo(() => priceDecimals(columns.close.slice(-100)), [columns]);
  const [hover, setHover] = useState<number | null>(null);

  useImperativeHandle(
    props.ref,
    () => ({ screenshot: () => chart?.takeScreenshot(true), fit: () => chart?.timeScale().fitContent() }),
    [chart],
  );

  useEffect(() => {
    if (chart === null) return;
    candles.current = chart.addSeries(CandlestickSeries, { borderVisible: false, priceLineVisible: true });
    volume.current = chart.addSeries(HistogramSeries, {
      priceFormat: { type: 'volume' },
      priceScaleId: 'volume',
      lastValueVisible: false,
      priceLineVisible: false,
    });
    volume.current.priceScale().applyOptions({ scaleMargins: { top: 0.84, bottom: 0 } });
    candles.current.priceScale().applyOptions({ scaleMargins: { top: 0.1, bottom: 0.2 } });
    return () => {
      candles.current = undefined;
      volume.current = undefined;
      drawn.current = undefined;
    };
  }, [chart]);

  useEffect(() => {
    if (candles.current === undefined || volume.current === undefined || chart === null) return;
    candles.current.applyOptions({
      upColor: colours.up,
      downColor: colours.down,
      wickUpColor: colours.up,
      wickDownColor: colours.down,
      priceFormat: {
        type: 'custom',
        minMove: 10 ** -decimals,
        // The room below the candles is for the volume; no price stands there.
        formatter: (price: number) => (price < 0 ? '' : formatNumber(price, decimals)),
      },
    });
    drawn.current = undefined;
  }, [chart, colours, decimals]);

  useEffect(() => {
    if (chart === null || candles.current === undefined || volume.current === undefined) return;
    const before = drawn.current;
    drawn.current = { columns, end };
    if (before?.columns === columns && before.end <= end && end - before.end <= 50) {
      for (let i = before.end; i < end; i++) {
        candles.current.update(candleAt(columns, i));
        volume.current.update(volumeAt(columns, i, colours));
      }
      return;
    }
    const indices = Array.from({ length: end }, (_, i) => i);
    candles.current.setData(indices.map((i) => candleAt(columns, i)));
    volume.current.setData(indices.map((i) => volumeAt(columns, i, colours)));
    if (before?.columns !== columns) showLast(chart, end, firstSight ?? end);
  }, [chart, columns, end, colours, firstSight]);

  useOverlays(chart, columns, end, overlays, colours);

  useEffect(() => {
    const series = candles.current;
    if (chart === null || series === undefined) return;
    const made: SeriesMarker<Time>[] = [];
    for (const mark of marks) {
      const i = barIndexAt(columns.time, mark.time);
      if (i < 0 || i >= end) continue;
      made.push({
        time: chartTime(columns.time[i] as number),
        position: mark.side === 'buy' ? 'belowBar' : 'aboveBar',
        shape: mark.side === 'buy' ? 'arrowUp' : 'arrowDown',
        color: mark.side === 'buy' ? colours.up : colours.down,
        text: mark.text,
        size: 1.4,
      });
    }
    const layer = createSeriesMarkers(
      series,
      made.sort((a, b) => Number(a.time) - Number(b.time)),
    );
    return () => {
      if (candles.current === series) layer.detach();
    };
  }, [chart, columns, end, marks, colours]);

  useEffect(() => {
    if (chart === null) return;
    const onMove = (event: { time?: Time }): void =>
      setHover(event.time === undefined ? null : barIndexAt(columns.time, Number(event.time) * 1000 + 999));
    chart.subscribeCrosshairMove(onMove);
    return () => chart.unsubscribeCrosshairMove(onMove);
  }, [chart, columns]);

  const at = Math.min(hover ?? end - 1, end - 1);
  return (
    <div className="relative h-full w-full">
      <div ref={holder} role="img" aria-label={props.label} className="h-full w-full" />
      {at >= 0 && (
        <PriceLegend columns={columns} at={at} overlays={overlays} colours={colours} intraday={props.intraday} />
      )}
    </div>
  );
}

const candleAt = (c: PriceColumns, i: number) => ({
  time: chartTime(c.time[i] as number),
  open: c.open[i] as number,
  high: c.high[i] as number,
  low: c.low[i] as number,
  close: c.close[i] as number,
});
const volumeAt = (c: PriceColumns, i: number, colours: ChartColours) => ({
  time: chartTime(c.time[i] as number),
  value: c.volume[i] as number,
  color: withAlpha((c.close[i] as number) >= (c.open[i] as number) ? colours.up : colours.down, 0.32),
});

/** Puts the last bars in sight. */
function showLast(chart: IChartApi, end: number, bars: number): void {
  chart.timeScale().setVisibleLogicalRange({ from: Math.max(-2, end - bars), to: end + 4 });
}

/** Draws the overlays and keeps them to the bars that are shown. */
function useOverlays(
  chart: IChartApi | null,
  columns: PriceColumns,
  end: number,
  overlays: readonly Overlay[],
  colours: ChartColours,
): void {
  useEffect(() => {
    if (chart === null) return;
    const last = (columns.time[end - 1] ?? 0) / 1000;
    const made: ISeriesApi<'Line'>[] = [];
    let pane = 1;
    overlays.forEach((overlay, n) => {
      const own = !sharesPricePane(overlay, columns);
      const line = chart.addSeries(
        LineSeries,
        {
          color: colours.overlays[n % colours.overlays.length] as string,
          lineWidth: 1,
          priceLineVisible: false,
          lastValueVisible: own,
          crosshairMarkerVisible: false,
          // The scale is the price's: a far average must not press the candles flat.
          ...(own ? {} : { autoscaleInfoProvider: () => null }),
        },
        own ? pane++ : 0,
      );
      line.setData(points(overlay.time, overlay.value).filter((p) => p.time <= (last as UTCTimestamp)));
      made.push(line);
    });
    chart.panes().forEach((one, i) => {
      one.setStretchFactor(i === 0 ? 4 : 1);
    });
    return () => {
      for (const line of made) removeSeries(chart, line);
    };
  }, [chart, columns, end, overlays, colours]);
}

/** What every time chart of the window shares: type, grid, scales, exchange time. */
import {
  type ChartOptions,
  ColorType,
  CrosshairMode,
  createChart,
  type DeepPartial,
  type IChartApi,
  TickMarkType,
  type Time,
  type UTCTimestamp,
} from 'lightweight-charts';
import { useEffect, useRef, useState } from 'react';
import { formatDateTime, formatDay, formatMinutes, formatMonth } from '../format/time.ts';
import { type ChartColours, useChartColours } from './colours.ts';

/** Milliseconds of the desk to the chart's seconds. */
export const chartTime = (ms: number): UTCTimestamp => Math.floor(ms / 1000) as UTCTimestamp;

const ticks =
  (intraday: boolean) =>
  (time: Time, type: TickMarkType): string => {
    const ms = Number(time) * 1000;
    if (type === TickMarkType.Year) return String(new Date(ms).getUTCFullYear());
    if (type === TickMarkType.Month) return formatMonth(ms).slice(0, 3);
    if (type === TickMarkType.DayOfMonth || !intraday) return formatDay(ms).slice(0, 6);
    return formatMinutes(ms);
  };

export const baseOptions = (colours: ChartColours, intraday: boolean): DeepPartial<ChartOptions> => ({
  autoSize: true,
  layout: {
    background: { type: ColorType.Solid, color: colours.ground },
    textColor: colours.text,
    fontFamily: "'Inter Variable', system-ui, sans-serif",
    fontSize: 11,
    attributionLogo: true,
    panes: { separatorColor: colours.grid, separatorHoverColor: colours.line, enableResize: true },
  },
  grid: { vertLines: { color: colours.grid }, horzLines: { color: colours.grid } },
  crosshair: {
    mode: CrosshairMode.Normal,
    vertLine: { color: colours.line, labelBackgroundColor: colours.line },
    horzLine: { color: colours.line, labelBackgroundColor: colours.line },
  },
  rightPriceScale: { borderColor: colours.grid },
  timeScale: {
    borderColor: colours.grid,
    timeVisible: intraday,
    secondsVisible: false,
    rightOffset: 3,
    // Fifteen years of days fit a narrow panel.
    minBarSpacing: 0.02,
    tickMarkFormatter: ticks(intraday),
  },
  localization: {
    locale: 'en-GB',
    timeFormatter: (time: Time) => (intraday ? formatDateTime : formatDay)(Number(time) * 1000),
  },
});

/** Holds one chart in an element for the component's life, and keeps its colours right. */
export function useChart(intraday = false): {
  holder: (node: HTMLElement | null) => void;
  chart: IChartApi | null;
  colours: ChartColours;
} {
  const colours = useChartColours();
  const [node, setNode] = useState<HTMLElement | null>(null);
  const [chart, setChart] = useState<IChartApi | null>(null);
  const first = useRef({ colours, intraday });
  useEffect(() => {
    if (node === null) return;
    const made = createChart(node, baseOptions(first.current.colours, first.current.intraday));
    setChart(made);
    return () => {
      setChart(null);
      made.remove();
    };
  }, [node]);
  useEffect(() => {
    chart?.applyOptions(baseOptions(colours, intraday));
  }, [chart, colours, intraday]);
  return { holder: setNode, chart, colours };
}

/** Several lines over time in one pane, each in a colour of its own, with a legend. */
import { type ISeriesApi, LineSeries } from 'lightweight-charts';
import { useEffect, useRef } from 'react';
import { useChart } from './base-chart.ts';
import { points } from './points.ts';

export interface NamedLine {
  readonly name: string;
  readonly time: readonly number[];
  readonly value: readonly (number | null)[];
}

const tones = ['--overlay-1', '--overlay-2', '--overlay-3', '--overlay-4', '--overlay-5'] as const;
const textTones = [
  'text-[var(--overlay-1)]',
  'text-[var(--overlay-2)]',
  'text-[var(--overlay-3)]',
  'text-[var(--overlay-4)]',
  'text-[var(--overlay-5)]',
] as const;

export function LinesChart(props: {
  readonly lines: readonly NamedLine[];
  readonly label: string;
  readonly format: (value: number) => string;
}) {
  const { lines, format } = props;
  const { holder, chart, colours } = useChart();
  const drawn = useRef<ISeriesApi<'Line'>[]>([]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: new colours mean that the tokens read other values
  useEffect(() => {
    if (chart === null) return;
    const style = getComputedStyle(document.documentElement);
    drawn.current = lines.slice(0, tones.length).map((line, i) => {
      const series = chart.addSeries(LineSeries, {
        lineWidth: 2,
        priceLineVisible: false,
        color: style.getPropertyValue(tones[i] as string).trim(),
        priceFormat: { type: 'custom', formatter: format, minMove: 0.0001 },
      });
      series.setData(points(line.time, line.value));
      return series;
    });
    chart.timeScale().fitContent();
    return () => {
      // On the way out the chart is gone before its lines.
      if (chart.panes().length > 0) for (const series of drawn.current) chart.removeSeries(series);
      drawn.current = [];
    };
  }, [chart, lines, format, colours]);
  return (
    <div className="flex h-full flex-col">
      {lines.length > 1 && (
        <p className="label mb-1 flex flex-wrap gap-x-4">
          {lines.slice(0, tones.length).map((line, i) => (
            <span key={line.name} className={textTones[i]}>
              ━ {line.name}
            </span>
          ))}
        </p>
      )}
      <div ref={holder} role="img" aria-label={props.label} className="min-h-0 w-full flex-1" />
    </div>
  );
}

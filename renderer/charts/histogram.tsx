/** A histogram: how many of some values fall into each of equal bins, losses and gains in the pair's colours. */
import { useMemo } from 'react';

export interface Bin {
  readonly from: number;
  readonly to: number;
  readonly count: number;
}

/** Equal bins from the least to the greatest value, with zero on a border when the values lie on both sides of it. */
export function binsOf(values: readonly number[], wanted: number): readonly Bin[] {
  if (values.length === 0) return [];
  const low = values.reduce((a, b) => Math.min(a, b));
  const high = values.reduce((a, b) => Math.max(a, b));
  const width = (high - low || Math.abs(high) || 1) / wanted;
  const start = low < 0 && high > 0 ? -Math.ceil(-low / width) * width : low;
  const count = Math.max(1, Math.ceil((high - start) / width + 1e-9));
  const bins = Array.from({ length: count }, (_, i) => ({
    from: start + i * width,
    to: start + (i + 1) * width,
    count: 0,
  }));
  for (const value of values) {
    const bin = bins[Math.min(count - 1, Math.max(0, Math.floor((value - start) / width + 1e-9)))];
    if (bin !== undefined) bin.count++;
  }
  return bins;
}

export function Histogram(props: {
  readonly values: readonly number[];
  readonly label: string;
  readonly format: (value: number) => string;
  /** Marked with a line, e.g. what really happened. */
  readonly mark?: number | undefined;
  readonly bins?: number;
  readonly height?: number;
}) {
  const { values, format, mark } = props;
  const height = props.height ?? 150;
  const width = 520;
  const bins = useMemo(() => binsOf(values, props.bins ?? 31), [values, props.bins]);
  const most = bins.reduce((top, b) => Math.max(top, b.count), 1);
  const first = bins[0]?.from ?? 0;
  const last = bins.at(-1)?.to ?? 1;
  const x = (value: number): number => ((value - first) / (last - first || 1)) * width;
  const ticks = [first, (first + last) / 2, last];
  return (
    <figure className="min-w-0">
      <svg viewBox={`0 0 ${width} ${height + 16}`} role="img" aria-label={props.label} className="w-full">
        {bins.map((bin) => (
          <rect
            key={bin.from}
            x={x(bin.from) + 0.5}
            width={Math.max(0.5, x(bin.to) - x(bin.from) - 1)}
            y={height - (bin.count / most) * (height - 6)}
            height={(bin.count / most) * (height - 6)}
            className={(bin.from + bin.to) / 2 < 0 ? 'fill-down' : 'fill-up'}
            opacity={0.75}
          >
            <title>{`${format(bin.from)} to ${format(bin.to)}: ${bin.count}`}</title>
          </rect>
        ))}
        <line x1={0} x2={width} y1={height} y2={height} className="stroke-line-strong" strokeWidth={1} />
        {mark !== undefined && mark >= first && mark <= last && (
          <line x1={x(mark)} x2={x(mark)} y1={0} y2={height} className="stroke-accent" strokeWidth={1.5}>
            <title>{`What happened: ${format(mark)}`}</title>
          </line>
        )}
        {ticks.map((tick, i) => (
          <text
            key={tick}
            x={i === 0 ? 0 : i === 1 ? width / 2 : width}
            y={height + 12}
            textAnchor={i === 0 ? 'start' : i === 1 ? 'middle' : 'end'}
            className="fill-faint text-[10px] tabular-nums"
          >
            {format(tick)}
          </text>
        ))}
      </svg>
    </figure>
  );
}

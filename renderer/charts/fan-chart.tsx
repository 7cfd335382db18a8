/** A fan: how far many paths spread over time, as bands around their median. */

export interface FanBand {
  readonly level: number;
  /** Growth of 1 at moments spread evenly. */
  readonly values: readonly number[];
}

const width = 720;
const height = 300;
const left = 46;
const bottom = 18;

/** Round values between two bounds, a handful of them. */
export function roundTicks(low: number, high: number, wanted = 5): readonly number[] {
  const span = high - low || 1;
  const power = 10 ** Math.floor(Math.log10(span / wanted));
  const step = [1, 2, 5, 10].map((m) => m * power).find((s) => span / s <= wanted) ?? power * 10;
  const ticks: number[] = [];
  for (let i = Math.ceil(low / step - 1e-9); i * step <= high + step * 1e-9; i++)
    ticks.push(Number((i * step).toPrecision(12)));
  return ticks;
}

export function FanChart(props: {
  readonly bands: readonly FanBand[];
  readonly label: string;
  readonly format: (growth: number) => string;
  readonly from: string;
  readonly to: string;
}) {
  const bands = [...props.bands].sort((a, b) => a.level - b.level);
  const all = bands.flatMap((b) => b.values);
  if (all.length === 0) return null;
  const low = Math.min(1, ...all);
  const high = Math.max(1, ...all);
  const points = bands[0]?.values.length ?? 2;
  const x = (i: number): number => left + (i / Math.max(1, points - 1)) * (width - left - 4);
  const y = (v: number): number => 4 + (1 - (v - low) / (high - low || 1)) * (height - bottom - 8);
  const line = (values: readonly number[]): string =>
    values.map((v, i) => `${i === 0 ? 'M' : 'L'}${x(i).toFixed(1)} ${y(v).toFixed(1)}`).join('');
  const area = (a: readonly number[], b: readonly number[]): string =>
    `${line(a)}${[...b]
      .reverse()
      .map((v, i) => `L${x(points - 1 - i).toFixed(1)} ${y(v).toFixed(1)}`)
      .join('')}Z`;
  const pairs = Array.from({ length: Math.floor(bands.length / 2) }, (_, i) => [bands[i], bands[bands.length - 1 - i]]);
  const middle = bands.length % 2 === 1 ? bands[(bands.length - 1) / 2] : undefined;
  return (
    <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-label={props.label} className="w-full">
      {roundTicks(low, high).map((tick) => (
        <g key={tick}>
          <line x1={left} x2={width - 4} y1={y(tick)} y2={y(tick)} className="stroke-line" strokeWidth={1} />
          <text x={left - 6} y={y(tick) + 3} textAnchor="end" className="fill-faint text-[10px] tabular-nums">
            {props.format(tick)}
          </text>
        </g>
      ))}
      {pairs.map(([a, b], i) =>
        a === undefined || b === undefined ? null : (
          <path key={a.level} d={area(a.values, b.values)} className="fill-accent" opacity={0.12 + 0.12 * i}>
            <title>{`${Math.round(a.level * 100)} to ${Math.round(b.level * 100)} % of the paths`}</title>
          </path>
        ),
      )}
      <line
        x1={left}
        x2={width - 4}
        y1={y(1)}
        y2={y(1)}
        className="stroke-line-strong"
        strokeDasharray="3 3"
        strokeWidth={1}
      />
      {middle && <path d={line(middle.values)} fill="none" className="stroke-accent" strokeWidth={2} />}
      <text x={left} y={height - 4} className="fill-faint text-[10px]">
        {props.from}
      </text>
      <text x={width - 4} y={height - 4} textAnchor="end" className="fill-faint text-[10px]">
        {props.to}
      </text>
    </svg>
  );
}

/** The line over a price chart: the bar under the crosshair and the overlays' values there. */
import { formatPrice, formatShort } from '../format/numbers.ts';
import { formatPercent } from '../format/percent.ts';
import { formatDateTime, formatDay } from '../format/time.ts';
import { Signed } from '../ui/stat.tsx';
import type { ChartColours } from './colours.ts';
import type { Overlay, PriceColumns } from './price-chart.tsx';

/** The overlay's value at a time: its last known one at or before it. */
function valueAt(overlay: Overlay, time: number): number | null {
  let found: number | null = null;
  for (let i = 0; i < overlay.time.length && (overlay.time[i] as number) <= time; i++) found = overlay.value[i] ?? null;
  return found;
}

export function PriceLegend(props: {
  readonly columns: PriceColumns;
  readonly at: number;
  readonly overlays: readonly Overlay[];
  readonly colours: ChartColours;
  readonly intraday: boolean;
}) {
  const { columns: c, at, overlays, colours } = props;
  const close = c.close[at] as number;
  const before = c.close[at - 1];
  const change = before === undefined ? null : close / before - 1;
  const time = c.time[at] as number;
  return (
    <div
      className="pointer-events-none absolute top-2 left-3 z-[5] flex flex-wrap gap-x-3 gap-y-0.5 text-xs"
      data-testid="chart-legend"
    >
      <span className="text-muted">{props.intraday ? formatDateTime(time) : formatDay(time)}</span>
      {(
        [
          ['O', c.open],
          ['H', c.high],
          ['L', c.low],
          ['C', c.close],
        ] as const
      ).map(([name, column]) => (
        <span key={name}>
          <span className="text-faint">{name} </span>
          {formatPrice(column[at])}
        </span>
      ))}
      <Signed value={change}>{formatPercent(change, { signed: true, digits: 2 })}</Signed>
      <span>
        <span className="text-faint">Vol </span>
        {formatShort(c.volume[at] as number)}
      </span>
      {overlays.map((overlay, n) => (
        <span key={overlay.id} style={{ color: colours.overlays[n % colours.overlays.length] }}>
          {overlay.label} {formatPrice(valueAt(overlay, time))}
        </span>
      ))}
    </div>
  );
}

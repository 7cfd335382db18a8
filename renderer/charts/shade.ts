/** Shades everything right of a moment: the sealed part of a curve, which the generator never saw. */
import type {
  IPrimitivePaneRenderer,
  IPrimitivePaneView,
  ISeriesPrimitive,
  SeriesAttachedParameter,
  Time,
} from 'lightweight-charts';

type Target = Parameters<IPrimitivePaneRenderer['draw']>[0];

/** A series primitive; `from` is in chart seconds. */
export function createShade(from: Time, fill: string, edge: string): ISeriesPrimitive<Time> {
  let attached: SeriesAttachedParameter<Time> | undefined;
  const renderer: IPrimitivePaneRenderer = {
    draw(target: Target) {
      // biome-ignore lint/correctness/useHookAtTopLevel: the chart library's drawing call, not a React hook
      target.useBitmapCoordinateSpace(({ context, bitmapSize, horizontalPixelRatio }) => {
        const x = attached?.chart.timeScale().timeToCoordinate(from) ?? null;
        if (x === null) return;
        const left = Math.max(0, x * horizontalPixelRatio);
        context.fillStyle = fill;
        context.fillRect(left, 0, bitmapSize.width - left, bitmapSize.height);
        context.strokeStyle = edge;
        context.setLineDash([4 * horizontalPixelRatio, 4 * horizontalPixelRatio]);
        context.lineWidth = horizontalPixelRatio;
        context.beginPath();
        context.moveTo(left, 0);
        context.lineTo(left, bitmapSize.height);
        context.stroke();
      });
    },
  };
  const view: IPrimitivePaneView = { zOrder: () => 'bottom', renderer: () => renderer };
  return {
    attached: (parameters) => {
      attached = parameters;
    },
    detached: () => {
      attached = undefined;
    },
    paneViews: () => [view],
  };
}

/** Where the sixteen stand and how their messages run: a loop through five layers, with control along the bottom. */

/** The arrows of the design: who hands to whom. */
export const designEdges: readonly (readonly [string, string])[] = [
  ['D1', 'D4'],
  ['D4', 'A0'],
  ['A0', 'A1'],
  ['A1', 'A2'],
  ['A2', 'D5'],
  ['D5', 'A3'],
  ['A3', 'D3'],
  ['D3', 'A4'],
  ['A4', 'A6'],
  ['A6', 'A5'],
  ['A5', 'D6'],
  ['D6', 'A1'],
  ['D2', 'D3'],
  ['M3', 'D3'],
  ['M1', 'D3'],
  ['V0', 'M1'],
];

/** Three rows a layer, chosen so that nearly every hand-over is a straight line; null leaves a row free. */
export const layers = [
  { title: 'Data', rows: ['D4', 'D1', null] },
  { title: 'Analysis', rows: ['A0', 'A1', 'A2'] },
  { title: 'Validation', rows: [null, 'D2', 'D5'] },
  { title: 'Execution', rows: ['A4', 'D3', 'A3'] },
  { title: 'Learning', rows: ['A6', 'A5', 'D6'] },
] as const;
/** Control agents by the column they stand under. */
const control: readonly (readonly [string, number])[] = [
  ['V0', 1],
  ['M1', 2],
  ['M3', 4],
];

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}
export interface GraphLayout {
  readonly boxes: ReadonlyMap<string, Box>;
  readonly bands: readonly (Box & { readonly title: string })[];
  /** Middle of the space left of each column. */
  readonly lanes: readonly number[];
  /** Height of the way home, under the layers. */
  readonly floor: number;
}

/** Places every node in an area of CSS pixels; nodes shrink to fit, never below 96 x 50. */
export function layoutGraph(width: number, height: number): GraphLayout {
  const pad = 10;
  const gap = Math.max(22, Math.min(60, (width - 2 * pad - 5 * 150) / 4));
  const column = (width - 2 * pad - 4 * gap) / 5;
  const node = { width: Math.max(96, Math.min(210, column - 14)), height: Math.max(50, Math.min(74, height / 7.6)) };
  const controlHeight = node.height + 32;
  const between = 26;
  const bandHeight = height - 2 * pad - controlHeight - between;
  const boxes = new Map<string, Box>();
  const bands: (Box & { title: string })[] = [];
  const columnX = (i: number): number => pad + i * (column + gap);
  const nodeX = (i: number): number => columnX(i) + (column - node.width) / 2;
  layers.forEach((layer, i) => {
    bands.push({ title: layer.title, x: columnX(i), y: pad, width: column, height: bandHeight });
    const room = bandHeight - 24;
    layer.rows.forEach((id, row) => {
      if (id !== null)
        boxes.set(id, { x: nodeX(i), y: pad + 22 + ((row + 0.5) * room) / 3 - node.height / 2, ...node });
    });
  });
  const y = height - pad - controlHeight;
  bands.push({ title: 'Control', x: pad, y, width: width - 2 * pad, height: controlHeight });
  for (const [id, i] of control) boxes.set(id, { x: nodeX(i), y: y + 22, ...node });
  return {
    boxes,
    bands,
    lanes: layers.map((_, i) => columnX(i) - gap / 2),
    floor: pad + bandHeight + between / 2,
  };
}

type Point = readonly [number, number];

/** A line through corner points with rounded corners. */
export function roundedPath(points: readonly Point[], radius = 9): string {
  const [start, ...rest] = points;
  if (start === undefined) return '';
  let path = `M${start[0]} ${start[1]}`;
  rest.forEach((corner, i) => {
    const next = rest[i + 1];
    const before = points[i] as Point;
    if (next === undefined) {
      path += `L${corner[0]} ${corner[1]}`;
      return;
    }
    const toward = (from: Point): Point => {
      const length = Math.hypot(from[0] - corner[0], from[1] - corner[1]) || 1;
      const r = Math.min(radius, length / 2);
      return [corner[0] + ((from[0] - corner[0]) / length) * r, corner[1] + ((from[1] - corner[1]) / length) * r];
    };
    const a = toward(before);
    const b = toward(next);
    path += `L${a[0]} ${a[1]}Q${corner[0]} ${corner[1]} ${b[0]} ${b[1]}`;
  });
  return path;
}

const middle = (b: Box): Point => [b.x + b.width / 2, b.y + b.height / 2];

/** The way of an edge: straight between neighbours, along the lanes for the way home and for control, a bow otherwise. */
export function edgePath(layout: GraphLayout, from: string, to: string): string {
  const a = layout.boxes.get(from);
  const b = layout.boxes.get(to);
  if (a === undefined || b === undefined) return '';
  const [ax, ay] = middle(a);
  const [bx, by] = middle(b);
  const lane = (i: number): number => layout.lanes[i] as number;
  const low = 0.26 * b.height;
  switch (`${from}>${to}`) {
    case 'D6>A1':
      return roundedPath([
        [ax, a.y + a.height],
        [ax, layout.floor],
        [lane(1), layout.floor],
        [lane(1), by + low],
        [b.x, by + low],
      ]);
    case 'M1>D3':
      return roundedPath([
        [a.x + a.width, ay],
        [lane(3), ay],
        [lane(3), by + low],
        [b.x, by + low],
      ]);
    case 'M3>D3':
      return roundedPath([
        [a.x, ay],
        [lane(4), ay],
        [lane(4), by],
        [b.x + b.width, by],
      ]);
    default:
  }
  const design = designEdges.some(([f, t]) => f === from && t === to);
  if (design && Math.abs(ax - bx) < 1)
    return ay < by ? `M${ax} ${a.y + a.height}L${bx} ${b.y}` : `M${ax} ${a.y}L${bx} ${b.y + b.height}`;
  if (design && Math.abs(ay - by) < 1) return `M${a.x + a.width} ${ay}L${b.x} ${by}`;
  if (Math.abs(ax - bx) < 1) {
    const side = a.x - 12;
    return `M${a.x} ${ay}C${side} ${ay} ${side} ${by} ${b.x} ${by}`;
  }
  const right = bx > ax;
  const x1 = right ? a.x + a.width : a.x;
  const x2 = right ? b.x : b.x + b.width;
  const reach = (right ? 1 : -1) * Math.max(18, Math.abs(x2 - x1) * 0.4);
  return `M${x1} ${ay - 8}C${x1 + reach} ${ay - 8} ${x2 - reach} ${by - 8} ${x2} ${by - 8}`;
}

/** Where the sixteen stand and how their messages run: five layers left to right, control along the bottom. */

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

export const layers = [
  { title: 'Data', ids: ['D1', 'D4'] },
  { title: 'Analysis', ids: ['A0', 'A1', 'A2'] },
  { title: 'Validation', ids: ['D5', 'D2'] },
  { title: 'Execution', ids: ['A3', 'D3', 'A4'] },
  { title: 'Learning', ids: ['A6', 'A5', 'D6'] },
] as const;
export const controlLayer = { title: 'Control', ids: ['V0', 'M1', 'M3'] } as const;

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}
export interface GraphLayout {
  readonly boxes: ReadonlyMap<string, Box>;
  readonly bands: readonly (Box & { readonly title: string })[];
}

/** Places every node in an area of CSS pixels; nodes shrink to fit, never below 104 x 50. */
export function layoutGraph(width: number, height: number): GraphLayout {
  const pad = 10;
  const gap = Math.max(14, Math.min(44, (width - 2 * pad - 5 * 150) / 4));
  const column = (width - 2 * pad - 4 * gap) / 5;
  const node = { width: Math.max(104, Math.min(176, column - 16)), height: Math.max(50, Math.min(66, height / 7.5)) };
  const controlHeight = node.height + 34;
  const top = pad;
  const bandHeight = height - 2 * pad - controlHeight - 12;
  const boxes = new Map<string, Box>();
  const bands: (Box & { title: string })[] = [];
  layers.forEach((layer, i) => {
    const x = pad + i * (column + gap);
    bands.push({ title: layer.title, x, y: top, width: column, height: bandHeight });
    const room = bandHeight - 26;
    layer.ids.forEach((id, n) => {
      const y = top + 22 + ((n + 0.5) * room) / layer.ids.length - node.height / 2;
      boxes.set(id, { x: x + (column - node.width) / 2, y, ...node });
    });
  });
  const y = height - pad - controlHeight;
  bands.push({ title: controlLayer.title, x: pad, y, width: width - 2 * pad, height: controlHeight });
  // Control stands under the layers it works on: V0 and M1 to the left, M3 beside D3's column.
  const slots = [1.15, 2.15, 3.15];
  controlLayer.ids.forEach((id, n) => {
    const x = pad + (slots[n] as number) * (column + gap) + (column - node.width) / 2 - (column + gap) * 0.15;
    boxes.set(id, { x, y: y + 24, ...node });
  });
  return { boxes, bands };
}

/** A smooth path from one box to another: out of the side that faces it. */
export function edgePath(from: Box, to: Box): string {
  const a = { x: from.x + from.width / 2, y: from.y + from.height / 2 };
  const b = { x: to.x + to.width / 2, y: to.y + to.height / 2 };
  const sameColumn = Math.abs(a.x - b.x) < from.width * 0.6;
  if (sameColumn) {
    const down = b.y > a.y;
    const y1 = down ? from.y + from.height : from.y;
    const y2 = down ? to.y : to.y + to.height;
    const near = Math.abs(y2 - y1) < from.height * 1.4;
    if (near) return `M${a.x} ${y1}C${a.x} ${(y1 + y2) / 2} ${b.x} ${(y1 + y2) / 2} ${b.x} ${y2}`;
    // Something stands between: bow out past it.
    const side = from.x - 14;
    return `M${from.x} ${a.y}C${side} ${a.y} ${side} ${b.y} ${to.x} ${b.y}`;
  }
  const right = b.x > a.x;
  const x1 = right ? from.x + from.width : from.x;
  const x2 = right ? to.x : to.x + to.width;
  const far = Math.abs(x2 - x1) > from.width * 1.8;
  // Long ways run below the nodes between them.
  const dip = far && Math.abs(a.y - b.y) < from.height * 3 ? Math.max(from.height, Math.abs(x2 - x1) * 0.12) : 0;
  const reach = Math.max(18, Math.abs(x2 - x1) * 0.45);
  const sign = right ? 1 : -1;
  return `M${x1} ${a.y}C${x1 + sign * reach} ${a.y + dip} ${x2 - sign * reach} ${b.y + dip} ${x2} ${b.y}`;
}

/** The window's small reckonings: routes, commands, sorting, colouring, limits, charts, lineage of edges. */
import { describe, expect, it } from 'vitest';
import { monthRows } from '../../../renderer/charts/month-map.tsx';
import { points } from '../../../renderer/charts/points.ts';
import { barIndexAt, sharesPricePane } from '../../../renderer/charts/price-chart.tsx';
import { tradeMarks } from '../../../renderer/dossier/trades.tsx';
import { fitOf, matchCommands, windowCommands } from '../../../renderer/frame/commands.ts';
import { designEdges, edgePath, layoutGraph, roundedPath } from '../../../renderer/screens/agents/layout.ts';
import { limitError, limitFields, limitsOf, textsOf } from '../../../renderer/screens/approvals/limits.ts';
import { shelfOf } from '../../../renderer/screens/approvals/queue.tsx';
import { fallFromPeak } from '../../../renderer/screens/desk/equity-panel.tsx';
import { runShare } from '../../../renderer/screens/desk/runs-panel.tsx';
import { screens } from '../../../renderer/screens/index.ts';
import { parseRoute, routeHash } from '../../../renderer/state/route.ts';
import { activeDataset, equityOf, mainAccount, openPositions } from '../../../renderer/state/selectors.ts';
import type { DeskState } from '../../../renderer/state/store.ts';
import { agentOrder } from '../../../renderer/ui/agent-look.ts';
import { tokenize } from '../../../renderer/ui/code-view.tsx';
import { sortRows } from '../../../renderer/ui/data-table.tsx';
import { strategyStages } from '../../../shared/desk-api/view.ts';
import { fixtureFullView } from '../../support/fixture-view.ts';

const view = fixtureFullView(1_735_800_000_000);
const state: DeskState = { connection: 'live', loaded: true, number: 1, view, host: 'direct' };

describe('routes', () => {
  it('survive the way there and back', () => {
    const hash = routeHash('strategy', 'st-1/2 ä', { tab: 'code' });
    expect(parseRoute(hash)).toEqual({ screen: 'strategy', argument: 'st-1/2 ä', query: { tab: 'code' } });
  });
  it('lead home from nowhere and from a broken address', () => {
    expect(parseRoute('').screen).toBe('desk');
    expect(parseRoute('#/chart/%E0%A4%A')).toEqual({ screen: 'chart', argument: '', query: {} });
  });
  it('give every screen its own letter', () => {
    expect(new Set(screens.map((s) => s.key)).size).toBe(screens.length);
    expect(new Set(screens.map((s) => s.id)).size).toBe(screens.length);
  });
});

describe('the palette', () => {
  it('finds by title before it finds by note', () => {
    const found = matchCommands(windowCommands(state, 'all'), 'agents');
    expect(found[0]?.id).toBe('screen/agents');
  });
  it('finds symbols alone when asked for symbols', () => {
    const found = matchCommands(windowCommands(state, 'symbols'), 'hal');
    expect(found.map((c) => c.title)).toEqual(['HALO']);
  });
  it('says nothing fits when nothing does', () => {
    expect(fitOf({ title: 'Desk', note: 'home' }, 'zebra')).toBe(0);
  });
});

describe('tables', () => {
  const columns = [{ id: 'n', header: 'n', cell: () => null, sort: (r: { n: number | null }) => r.n }];
  it('sort both ways and keep what is unknown last', () => {
    const rows = [{ n: 2 }, { n: null }, { n: 1 }, { n: 3 }];
    expect(sortRows(rows, columns, { column: 'n', down: false }).map((r) => r.n)).toEqual([1, 2, 3, null]);
    expect(sortRows(rows, columns, { column: 'n', down: true }).map((r) => r.n)).toEqual([3, 2, 1, null]);
    expect(sortRows(rows, columns, { column: 'other', down: true })).toBe(rows);
  });
});

describe('code', () => {
  it('loses no byte while it is coloured', () => {
    const source = `# a "note"\nclass A: # x\n  const b = 'it\\'s' + \`t\`; // end\n x = sma(close, 1_000.5e3)\n"open`;
    expect(
      tokenize(source)
        .map((t) => t.text)
        .join(''),
    ).toBe(source);
  });
  it('tells calls, numbers, strings, words and notes apart', () => {
    const kinds = tokenize("return sma(close, 20) // 'x'").map((t) => `${t.kind}:${t.text}`);
    expect(kinds).toContain('keyword:return');
    expect(kinds).toContain('call:sma');
    expect(kinds).toContain('number:20');
    expect(kinds.at(-1)).toBe("comment:// 'x'");
  });
});

describe('limits', () => {
  const limits = {
    capital: 25_000,
    maxPositionShare: 0.2,
    maxGrossLeverage: 1,
    maxDailyLossShare: 0.02,
    maxDrawdownShare: 0.15,
  };
  it('are the same after being shown and read again', () => {
    expect(limitsOf(textsOf(limits))).toEqual(limits);
  });
  it('name what is wrong and give nothing while anything is', () => {
    const texts = { ...textsOf(limits), maxDailyLossShare: '120' };
    expect(limitsOf(texts)).toBeUndefined();
    const field = limitFields.find((f) => f.name === 'maxDailyLossShare');
    expect(field && limitError(field, '120')).toBe('At most 100 %.');
    expect(field && limitError(field, 'two')).toBe('A number, please.');
    expect(field && limitError(field, '-1')).toBe('Above zero.');
    expect(field && limitError(field, '')).toBe('A number, please.');
  });
  it('put every stage on at most one shelf, and what waits on its own', () => {
    const shelves = Object.fromEntries(strategyStages.map((stage) => [stage, shelfOf(stage)]));
    expect(shelves).toMatchObject({
      'awaiting-approval': 'waiting',
      refused: 'refused',
      testing: null,
      expired: 'approved',
    });
  });
});

describe('charts', () => {
  it('find the bar a moment belongs to', () => {
    const time = [10, 20, 30];
    expect([5, 10, 19, 20, 99].map((t) => barIndexAt(time, t))).toEqual([-1, 0, 0, 1, 2]);
    expect(barIndexAt([], 1)).toBe(-1);
  });
  it('make strictly rising points of columns with holes and repeats', () => {
    expect(points([1000, 1500, 2000, 3000], [1, 2, null, 4])).toEqual([
      { time: 1, value: 2 },
      { time: 3, value: 4 },
    ]);
  });
  it('give an oscillator its own pane', () => {
    const columns = { time: [1], open: [100], high: [100], low: [100], close: [100], volume: [1] };
    const overlay = (value: number) => ({ id: 'x', label: 'x', time: [1], value: [value] });
    expect(sharesPricePane(overlay(97), columns)).toBe(true);
    expect(sharesPricePane(overlay(2.4), columns)).toBe(false);
    expect(sharesPricePane({ ...overlay(0), value: [null] }, columns)).toBe(true);
  });
  it('lay months out by year, newest first, and compound the year', () => {
    const rows = monthRows({ '2023-12': 0.1, '2024-01': 0.1, '2024-02': -0.5, nonsense: 9 });
    expect(rows.map((r) => r.year)).toEqual([2024, 2023]);
    expect(rows[0]?.total).toBeCloseTo(-0.45, 12);
    expect(rows[0]?.row.slice(0, 3)).toEqual([0.1, -0.5, null]);
  });
  it('mark a short sale by selling first', () => {
    const trade = {
      symbol: 'A',
      side: 'short',
      quantity: 1,
      entryTime: 1,
      entryPrice: 1,
      exitTime: 2,
      exitPrice: 1,
      exitReason: 'x',
      fees: 0,
      pnl: 0,
      barsHeld: 1,
    } as const;
    expect(tradeMarks([trade], 'A').map((m) => m.side)).toEqual(['sell', 'buy']);
    expect(tradeMarks([trade], 'B')).toEqual([]);
  });
  it('measure the fall from the running peak', () => {
    expect(fallFromPeak([100, 120, 90, 130])).toEqual([0, 0, -0.25, 0]);
  });
});

describe('the graph', () => {
  it('places all sixteen inside the area, apart from each other', () => {
    for (const [width, height] of [
      [620, 400],
      [1100, 760],
    ] as const) {
      const { boxes } = layoutGraph(width, height);
      expect([...boxes.keys()].sort()).toEqual([...agentOrder].sort());
      const list = [...boxes.values()];
      for (const b of list) {
        expect(b.x).toBeGreaterThanOrEqual(0);
        expect(b.x + b.width).toBeLessThanOrEqual(width);
        expect(b.y + b.height).toBeLessThanOrEqual(height);
        const over = list.filter(
          (o) => o !== b && o.x < b.x + b.width && b.x < o.x + o.width && o.y < b.y + b.height && b.y < o.y + o.height,
        );
        expect(over).toEqual([]);
      }
    }
  });
  it('draws a way for every arrow of the design', () => {
    const layout = layoutGraph(1100, 760);
    for (const [from, to] of designEdges) expect(edgePath(layout, from, to)).toMatch(/^M[\d.]+ [\d.]+[LC]/);
    expect(edgePath(layout, 'D1', 'nobody')).toBe('');
    expect(
      roundedPath(
        [
          [0, 0],
          [10, 0],
          [10, 10],
        ],
        4,
      ),
    ).toBe('M0 0L6 0Q10 0 10 4L10 10');
  });
});

describe('selectors', () => {
  it('take the market that replays, then the preferred, then the one researched', () => {
    expect(activeDataset(state)?.name).toBe('Sample market');
    const none = { ...state, view: { ...view, replays: {}, runs: {} } };
    expect(activeDataset(none, 'ds-gone')?.name).toBe('Sample market');
    expect(activeDataset({ ...none, view: { ...none.view, datasets: {} } })).toBeUndefined();
  });
  it('leave closed positions out and put live before paper', () => {
    const paper = view.accounts.paper as NonNullable<typeof view.accounts.paper>;
    const both = { ...state, view: { ...view, accounts: { paper, live: { ...paper, environment: 'live' as const } } } };
    expect(mainAccount(both)?.environment).toBe('live');
    const [key, row] = Object.entries(view.positions)[0] as [string, (typeof view.positions)[string]];
    const closed = { ...state, view: { ...view, positions: { [key]: { ...row, quantity: '0' as never } } } };
    expect(openPositions(closed)).toEqual([]);
  });
  it('draw equity up to the account’s moment and not what an earlier replay left beyond it', () => {
    const paper = view.accounts.paper as NonNullable<typeof view.accounts.paper>;
    const point = (time: number) => ({ id: String(time), time, equity: 1, environment: 'paper' });
    const replayed = {
      ...state,
      view: {
        ...view,
        accounts: { paper: { ...paper, asOf: 200 } },
        equity: { a: point(0), b: point(200), c: point(100), d: point(300), e: { ...point(150), environment: 'live' } },
      },
    };
    expect(equityOf(replayed, 'paper').map((p) => p.time)).toEqual([100, 200]);
  });
  it('estimate a run from the generations there will be', () => {
    const run = {
      ...(view.runs['run-0007'] as NonNullable<(typeof view.runs)[string]>),
      generation: 0,
      generations: 4,
      proposed: 10,
      decided: 5,
    };
    expect(runShare(run)).toBeCloseTo(0.125, 12);
    expect(runShare({ ...run, status: 'complete' })).toBe(1);
    expect(runShare({ ...run, proposed: 0, decided: 0 })).toBe(0);
  });
});

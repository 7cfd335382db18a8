/** Every indicator that TA-Lib has too, on every series, with several parameters: 1e-9, or a named convention. */
import { describe, expect, test } from 'vitest';
import { library } from '../../shared/quant/indicators/index.ts';
import { askPeer } from './ask-peer.ts';
import { gapOf, keepRow } from './compare.ts';
import { type IndicatorAsk, indicatorAsks } from './indicator-asks.ts';
import { conventions, tolerance } from './indicator-conventions.ts';
import { python } from './installed.ts';
import { type Series, series } from './series.ts';

interface Answer {
  readonly version: string;
  /** By series, then by ask. */
  readonly columns: Float64Array[][];
  readonly exact: (Float64Array | null)[][];
}

function ours(name: string, given: readonly string[], parameters: readonly number[], s: Series): Float64Array {
  const indicator = library[name];
  if (indicator === undefined) throw new Error(`the library has no ${name}`);
  let next = 0;
  const inputs = indicator.inputs.map((input) => s[(input === 'series' ? given[next++] : input) as 'close']);
  return indicator.compute(inputs, parameters);
}

describe.skipIf(python === undefined)('indicators and TA-Lib (skipped without the peers)', async () => {
  const asks = indicatorAsks.flatMap((ask) =>
    ask.sets.map((set) => ({
      function: ask.function,
      inputs: ask.inputs,
      output: ask.output,
      parameters: set.theirs,
      exact: ask.convention !== undefined && conventions[ask.convention]?.exact === true,
    })),
  );
  const answer = python === undefined ? undefined : await askPeer<Answer>(python, 'indicators.py', { asks, series });
  const places = new Map<IndicatorAsk, number>();
  let place = 0;
  for (const ask of indicatorAsks) {
    places.set(ask, place);
    place += ask.sets.length;
  }
  const columnOf = (ask: IndicatorAsk, set: number, s: number): Float64Array =>
    answer?.columns[s]?.[(places.get(ask) ?? 0) + set] as Float64Array;

  let cases = 0;
  let largest = 0;
  const excused = new Map<string, { cases: number; rows: number }>();

  /** Judges one column; answers what is wrong. */
  function apart(ask: IndicatorAsk, k: number, s: number): string | undefined {
    const one = series[s] as Series;
    const parameters = ask.sets[k]?.mine ?? [];
    const mine = ours(ask.ours, ask.given, parameters, one);
    const theirs = columnOf(ask, k, s);
    const gap = gapOf(mine, theirs);
    cases++;
    if (gap.missing < 0 && gap.largest <= tolerance) {
      largest = Math.max(largest, gap.largest);
      return undefined;
    }
    const convention = ask.convention === undefined ? undefined : conventions[ask.convention];
    if (convention === undefined) return `${gap.largest} on row ${gap.row}, alone on row ${gap.missing}`;
    const direction = indicatorAsks.find((other) => other.ours === `${ask.function.toLowerCase()}_direction`);
    const verdict = convention.judge({
      mine,
      theirs,
      exact: answer?.exact[s]?.[(places.get(ask) ?? 0) + k] ?? null,
      series: one,
      length: parameters[0] ?? 1,
      ...(direction && {
        directions: [ours(direction.ours, ask.given, parameters, one), columnOf(direction, k, s)] as const,
      }),
    });
    if (typeof verdict === 'string') return verdict;
    const before = excused.get(ask.convention ?? '') ?? { cases: 0, rows: 0 };
    excused.set(ask.convention ?? '', { cases: before.cases + 1, rows: before.rows + verdict });
    return undefined;
  }

  test.each(indicatorAsks.map((ask) => [ask.ours, ask.function, ask] as const))('%s is %s', (_ours, _function, ask) => {
    const wrong = series.flatMap((one, s) =>
      ask.sets.flatMap((set, k) => {
        const words = apart(ask, k, s);
        return words === undefined ? [] : [`${one.name} (${set.mine}): ${words}`];
      }),
    );
    expect(wrong).toEqual([]);
  });

  test('the table has its rows', () => {
    const peer = `TA-Lib ${answer?.version}`;
    const differing = [...excused.values()].reduce((sum, e) => sum + e.cases, 0);
    expect(cases).toBe(asks.length * series.length);
    const what = `${new Set(indicatorAsks.map((a) => a.ours)).size} indicators on ${series.length} series`;
    keepRow({ peer, what, cases: cases - differing, largest, allowed: '1e-9' });
    for (const [name, { cases: count, rows }] of excused)
      keepRow({ peer, what: `indicators: convention ${name}`, cases: count, largest: null, allowed: `${rows} rows` });
  });
});

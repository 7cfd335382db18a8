/** Every fill model, cost and sizing model of the registries keeps its word: named, bounded, finite, never paying the trader. */
import { describe, expect, test } from 'vitest';
import { chooseCosts, chooseFills, readPart } from '../../agents/engine/columnar/chosen-parts.ts';
import { costModels } from '../../agents/engine/columnar/costs/index.ts';
import { ColumnEngine } from '../../agents/engine/columnar/engine.ts';
import { fillModels } from '../../agents/engine/columnar/fills/index.ts';
import { createRunCosts } from '../../agents/engine/columnar/run-costs.ts';
import { createSignalRunner, oneSeries } from '../../agents/engine/columnar/signals.ts';
import { sizingModels } from '../../agents/engine/columnar/sizing/index.ts';
import { randomBars } from '../support/random-bars.ts';

const kebab = /^[a-z]+(-[a-z]+)*$/;
const columns = randomBars('parts', 300);
const market = oneSeries(columns);
const every = (n: number, from = 0) => Uint8Array.from({ length: 300 }, (_, i) => (i % n === from ? 1 : 0));
const signals = { entryLong: every(11), exitLong: every(11, 6), entryShort: every(17, 3), exitShort: every(17, 9) };
const base = { capital: 20_000, sizing: { name: 'percent-of-equity', parameters: { percent: 60 } } };

describe.each([
  ['fill models', fillModels],
  ['costs', costModels],
  ['sizing models', sizingModels],
] as const)('%s', (_what, parts) => {
  test('have their own names, a sentence, and defaults within their bounds', () => {
    expect(new Set(parts.map((p) => p.name)).size).toBe(parts.length);
    for (const part of parts) {
      expect(part.name).toMatch(kebab);
      expect(part.description.length).toBeGreaterThan(10);
      for (const [name, p] of Object.entries(part.parameters)) {
        expect(p.min, name).toBeLessThanOrEqual(p.default);
        expect(p.default, name).toBeLessThanOrEqual(p.max);
      }
    }
  });
});

const free = createSignalRunner(market, base).run(signals).finalEquity;

test.each(costModels.map((m) => [m.name]))('the cost %s never pays the trader and gives a finite run', (name) => {
  const chosen = chooseCosts([{ name }]);
  if (!chosen.ok) throw new Error(chosen.error.message);
  const result = createSignalRunner(market, { ...base, costs: createRunCosts(chosen.value) }).run(signals);
  for (const value of result.equity) expect(Number.isFinite(value)).toBe(true);
  const { fees, slippage, borrow, interest } = result.totals;
  const paid = fees + slippage + borrow + interest;
  expect(paid).toBeGreaterThanOrEqual(0);
  for (const part of [fees, slippage, borrow, interest]) expect(part).toBeGreaterThanOrEqual(-1e-9);
  // Interest is only paid on borrowed cash, which this account has not; everything else costs something here.
  if (name === 'margin-interest') expect(paid).toBe(0);
  else expect(result.finalEquity).not.toBe(free);
});

test.each(fillModels.map((m) => [m.name]))(
  'the fill model %s gives a finite run on bars with stops and targets',
  (name) => {
    const chosen = chooseFills([{ name }]);
    if (!chosen.ok) throw new Error(chosen.error.message);
    const protection = { stopPercent: 1, targetPercent: 1, trailPercent: 3, timeExitBars: 9 };
    const result = createSignalRunner(market, { ...base, protection, fills: chosen.value.settings }).run(signals);
    expect(result.trades.count).toBeGreaterThan(20);
    for (const value of result.equity) expect(Number.isFinite(value)).toBe(true);
  },
);

test.each(sizingModels.map((m) => [m.name]))('the sizing %s enters with whole lots', (name) => {
  const result = createSignalRunner(market, { ...base, sizing: { name } }).run(signals);
  expect(result.trades.count).toBeGreaterThan(5);
  for (let i = 0; i < result.trades.count; i++) expect(Number.isInteger(result.trades.quantity[i])).toBe(true);
});

test('the worst case is no better than the best one, and a warning says what flatters', () => {
  const protection = { stopPercent: 1, targetPercent: 1, trailPercent: null, timeExitBars: null };
  const final = (name: string) => {
    const chosen = chooseFills([{ name }]);
    if (!chosen.ok) throw new Error(chosen.error.message);
    return createSignalRunner(market, { ...base, protection, fills: chosen.value.settings }).run(signals).finalEquity;
  };
  expect(final('worst')).toBeLessThan(final('best'));
  expect(final('path')).toBeGreaterThanOrEqual(final('worst'));
  const warned = chooseFills([{ name: 'same-close' }, { name: 'best' }]);
  expect(warned.ok && warned.value.warnings.length).toBe(2);
});

test('parts are written as people write them, and a wrong one is refused with what there is', () => {
  expect(readPart('volume-share:0.05')).toEqual({
    ok: true,
    value: { name: 'volume-share', parameters: { '': 0.05 } },
  });
  expect(readPart('per-share:rate=0.01;minimum=1')).toMatchObject({
    value: { parameters: { rate: 0.01, minimum: 1 } },
  });
  expect(readPart('percent:x=').ok).toBe(false);
  expect(chooseCosts([{ name: 'nothing' }])).toMatchObject({ ok: false, error: { code: 'unknown-part' } });
  expect(chooseCosts([{ name: 'percent', parameters: { percent: 99 } }])).toMatchObject({
    error: { code: 'bad-option' },
  });
  expect(chooseFills([{ name: 'worst', parameters: { '': 1 } }])).toMatchObject({ error: { fix: 'It takes none.' } });
});

test('an engine is made once and runs again from the start', () => {
  const engine = new ColumnEngine(market, { capital: 10_000 });
  const strategy = { onBar: (b: ColumnEngine['broker'], _f: number, i: number) => void (i % 9 === 0 && b.order(0, 5)) };
  const first = Array.from(engine.run(strategy).equity);
  expect(Array.from(engine.run(strategy).equity)).toEqual(first);
});

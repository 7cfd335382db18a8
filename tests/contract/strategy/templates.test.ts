/** Every template of the grammar on the sample market: compiles, agrees bar by bar, is said, printed and read back; new families trade. */
import { beforeAll, describe, expect, test } from 'vitest';
import { dress } from '../../../agents/analysis/generation/dress.ts';
import { readUniverse } from '../../../agents/analysis/generation/universe.ts';
import { templates } from '../../../agents/analysis/grammar/index.ts';
import { createRuleMarket } from '../../../agents/engine/backtest/rule-market.ts';
import { defaultBacktestCosts } from '../../../agents/engine/backtest/types.ts';
import { backtestJob } from '../../../agents/engine/jobs/backtest.ts';
import type { Dataset } from '../../../agents/kernel/ports.ts';
import { generateSampleMarket } from '../../../agents/sources/sample-market/generate.ts';
import { createRandom } from '../../../shared/core/random.ts';
import { type BarColumns, barColumnNames } from '../../../shared/domain/bar.ts';
import { compileStrategy, explainStrategy } from '../../../shared/strategy/compile.ts';
import { formatSpec } from '../../../shared/strategy/format-spec.ts';
import { createInterpreter } from '../../../shared/strategy/interpret/interpreter.ts';
import { readSpec } from '../../../shared/strategy/read-spec.ts';
import type { BarRow } from '../../../shared/strategy/rules/higher-bars.ts';
import { type StrategySpec, specHash } from '../../../shared/strategy/spec.ts';
import { datasetOf, instrumentOf, testLimits } from '../../golden/small-market.ts';

const batch = generateSampleMarket();
/** The last so many daily bars of every symbol. */
function sample(bars: number): Dataset {
  const columns: Record<string, BarColumns> = {};
  for (const { series } of batch.series) {
    if (series.timeframe !== '1d') continue;
    const cut = {} as Record<keyof BarColumns, Float64Array>;
    for (const name of barColumnNames) cut[name] = series.columns[name].slice(-bars);
    columns[series.symbol] = cut;
  }
  return datasetOf(
    columns,
    batch.instruments.map((i) => instrumentOf(i.symbol, { ...i })),
    batch.benchmark,
  );
}

const market = sample(700);
const universe = readUniverse(market);
const times = [...(market.series(batch.benchmark ?? '', '1d')?.columns.closeTime ?? [])];
const regime = {
  times,
  labels: times.map((_, i) => (['bull', 'bull', 'sideways', 'bear'] as const)[Math.floor(i / 50) % 4] ?? 'bull'),
  volatility: times.map((_, i) => (i % 100 < 70 ? 'normal' : 'high')),
};
const signal = {
  times,
  symbols: Object.fromEntries(
    universe.members.map((m, k) => [m.symbol, times.map((_, i) => (i < 10 ? null : Math.sin(i / 20 + k)))]),
  ),
};
const ruleMarket = createRuleMarket(market, '1d', regime, signal);

function drawn(name: string, draw: number): StrategySpec {
  const template = templates.find((t) => t.name === name);
  if (!template) throw new Error(`${name} is listed`);
  const random = createRandom(`contract/${name}/${draw}`);
  return dress(template.draw(random.fork('rules')), template.family, universe, random.fork('dress'));
}

describe.each(templates.map((t) => t.name))('%s', (name) => {
  const spec = drawn(name, 1);
  const compiled = compileStrategy(spec);

  test('compiles, its units fit, it is said in words and read back as it was printed', () => {
    for (let draw = 1; draw <= 15; draw++) {
      const each = drawn(name, draw);
      const read = readSpec(JSON.stringify(each));
      expect(read.problems, JSON.stringify(each.rules)).toEqual([]);
      expect(read.unitClashes).toEqual([]);
      const text = formatSpec(each);
      const again = readSpec(text);
      expect(again.problems).toEqual([]);
      expect(again.spec && formatSpec(again.spec)).toBe(text);
      expect(explainStrategy(each).every((line) => line.endsWith('.') && !line.includes('{'))).toBe(true);
      expect(readSpec(JSON.stringify(each)).spec && specHash(read.spec as StrategySpec)).toBe(specHash(each));
    }
  });

  test('says the same bar by bar and in columns', () => {
    if (!compiled.ok) throw new Error(compiled.error.message);
    const strategy = compiled.value;
    const interpreter = createInterpreter(strategy);
    const next = new Map(interpreter.symbols.map((symbol) => [symbol, 0]));
    const columns = new Map(
      strategy.scope.symbols.map((symbol) => {
        const series = ruleMarket.series(symbol);
        if (!series) throw new Error(`${symbol} has bars`);
        return [symbol, strategy.signals({ ...series, symbol, market: ruleMarket })] as const;
      }),
    );
    let compared = 0;
    let held = 0;
    for (const time of times) {
      const bars = interpreter.symbols.flatMap((symbol) => {
        const series = ruleMarket.series(symbol);
        const i = next.get(symbol) ?? 0;
        if (series?.columns.closeTime[i] !== time) return [];
        next.set(symbol, i + 1);
        const bar = {} as BarRow;
        for (const column of barColumnNames) bar[column] = series.columns[column][i] as number;
        return [
          {
            symbol,
            bar,
            regime: { label: series.regime?.label[i] ?? 255, volatility: series.regime?.volatility[i] ?? 255 },
            signal: series.signal?.[i] ?? Number.NaN,
          },
        ];
      });
      for (const row of interpreter.next({ time, bars })) {
        const all = columns.get(row.symbol);
        if (!all) throw new Error('only traded symbols are answered');
        for (const rule of ['entryLong', 'exitLong', 'entryShort', 'exitShort'] as const) {
          if (Number(row[rule]) !== all[rule][row.index]) throw new Error(`${rule} of ${row.symbol} at ${row.index}`);
          held += Number(row[rule]);
        }
        for (const column of ['atr', 'sizingAtr', 'volatility'] as const)
          if (!Object.is(row[column], all[column][row.index])) throw new Error(`${column} of ${row.symbol}`);
        compared++;
      }
    }
    expect(compared).toBeGreaterThan(600);
    expect(held).toBeGreaterThan(0);
  });
});

describe('families that look at other symbols trade', () => {
  const artefacts: Record<string, unknown> = {};
  let whole: Dataset;
  beforeAll(() => {
    whole = sample(2000);
    const benchmark = whole.series(batch.benchmark ?? '', '1d');
    const all = [...(benchmark?.columns.closeTime ?? [])];
    artefacts.regime = { times: all, labels: all.map(() => 'bull'), volatility: all.map(() => 'normal') };
    artefacts.signal = { times: all, symbols: {} };
  });
  const looking = templates.filter((t) => ['pairs', 'rotation', 'carry'].includes(t.family)).map((t) => t.name);
  test.each(looking)('%s', async (name) => {
    const result = await backtestJob.run(
      {
        spec: drawn(name, 1),
        datasetId: whole.manifest.id,
        regimeHash: 'regime',
        signalHash: 'signal',
        capital: 100_000,
        limits: testLimits,
        costs: defaultBacktestCosts,
        outOfSampleShare: 0.3,
      },
      { dataset: async () => whole, artefact: async <T>(hash: string) => artefacts[hash] as T },
    );
    const trades = (result as { worst: { trades: unknown[] } }).worst.trades.length;
    expect(trades).toBeGreaterThan(20);
  });
});

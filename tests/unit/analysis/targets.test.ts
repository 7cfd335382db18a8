/** A2 writes code that says the same as the engine: the TypeScript class is run bar by bar, the Python is compiled. */
import { spawnSync } from 'node:child_process';
import { stripTypeScriptTypes } from 'node:module';
import { describe, expect, it } from 'vitest';
import { a2Coding } from '../../../agents/analysis/a2-coding.ts';
import { createPool, generate } from '../../../agents/analysis/generation/generate.ts';
import { readUniverse } from '../../../agents/analysis/generation/universe.ts';
import { backtraderTarget } from '../../../agents/analysis/targets/backtrader.ts';
import { pythonIndicators } from '../../../agents/analysis/targets/backtrader-indicators.ts';
import { supportsLanguage } from '../../../agents/analysis/targets/refusal.ts';
import type { SourceFile } from '../../../agents/analysis/targets/target.ts';
import { typescriptTarget } from '../../../agents/analysis/targets/typescript.ts';
import { createRandom } from '../../../shared/core/random.ts';
import { indicators } from '../../../shared/quant/indicators/index.ts';
import { type CompiledStrategy, compileStrategy } from '../../../shared/strategy/compile.ts';
import { type StrategySpec, strategyFamilies, strategyIdOf } from '../../../shared/strategy/spec.ts';
import { startHarness } from '../../support/agent-harness.ts';
import { smallMarket, smallMarketId } from '../../support/small-market.ts';

const dataset = smallMarket();
const drawn = generate({
  generation: 0,
  population: 6 * strategyFamilies.length,
  universe: readUniverse(dataset),
  guidance: {
    generation: -1,
    familyWeights: Object.fromEntries(strategyFamilies.map((f) => [f, 1 / strategyFamilies.length])) as never,
    featureWeights: {},
    lessons: [],
    parents: [],
    summary: '',
  },
  pool: createPool(),
  random: createRandom('targets'),
}).map((c) => c.spec);
const specs = drawn.filter((spec) => supportsLanguage('TypeScript', compile(spec)).ok);
function compile(spec: StrategySpec): CompiledStrategy {
  const compiled = compileStrategy(spec);
  if (!compiled.ok) throw new Error(compiled.error.message);
  return compiled.value;
}

interface Written {
  entryLong(i: number): boolean;
  exitLong(i: number): boolean;
  entryShort(i: number): boolean;
  exitShort(i: number): boolean;
}

/** Loads a written source as a module and builds its class over a symbol's bars. */
async function run(file: SourceFile, symbol: string, context: object): Promise<Written> {
  const code = stripTypeScriptTypes(file.text);
  const module = (await import(`data:text/javascript;base64,${Buffer.from(code).toString('base64')}`)) as Record<
    string,
    unknown
  >;
  const Strategy = Object.values(module).find((v) => typeof v === 'function') as new (...args: unknown[]) => Written;
  const library = (name: string, inputs: Float64Array[], parameters: number[]) =>
    indicators[name]?.compute(inputs, parameters);
  return new Strategy(dataset.series(symbol, '1d')?.columns, library, context);
}

describe('typescript', () => {
  it('decides on every bar what the engine decides', async () => {
    const words = ['bull', 'bear', 'sideways'];
    const storms = ['low', 'normal', 'high'];
    let entries = 0;
    for (const spec of specs) {
      const compiled = compile(spec);
      const symbol = spec.symbols[0] as string;
      const columns = dataset.series(symbol, '1d')?.columns;
      if (!columns) throw new Error('the symbol has bars');
      const n = columns.close.length;
      const codes = Array.from({ length: n }, (_, i) => (i < 20 ? 255 : Math.floor(i / 90) % 3));
      const regime = { label: Uint8Array.from(codes), volatility: Uint8Array.from(codes) };
      const signal = Float64Array.from({ length: n }, (_, i) => (i < 30 ? Number.NaN : Math.sin(i / 9)));
      const signals = compiled.signals({ columns, regime, signal });
      const written = await run(typescriptTarget.write(compiled, strategyIdOf(spec)), symbol, {
        regime: codes.map((c) => words[c]),
        volatility: codes.map((c) => storms[c]),
        signal,
      });
      for (const rule of ['entryLong', 'exitLong', 'entryShort', 'exitShort'] as const)
        for (let i = 0; i < n; i++) {
          if (written[rule](i) !== (signals[rule][i] === 1))
            throw new Error(`${spec.name}: ${rule} differs at bar ${i}`);
          entries += signals[rule][i] as number;
        }
    }
    expect(entries).toBeGreaterThan(1000);
  });
  it('keeps hostile words in comments', () => {
    const spec = { ...(specs[0] as StrategySpec), thesis: 'ends */ here; process.exit(1) /* and """ there' };
    const { text } = typescriptTarget.write(compile(spec), 'st-x');
    expect(text).toContain('ends * / here');
    expect(backtraderTarget.write(compile(spec), 'st-x').text.split('"""').length % 2).toBe(1);
  });
});

describe('backtrader', () => {
  const python = spawnSync('python3', ['--version']).status === 0;
  const files = specs.map((spec) => backtraderTarget.write(compile(spec), strategyIdOf(spec)));
  it('has a form of every indicator, with as many parameters', () => {
    expect(Object.keys(pythonIndicators).sort()).toEqual(Object.keys(indicators).sort());
    for (const [name, { parameters }] of Object.entries(pythonIndicators))
      expect(parameters, name).toHaveLength(indicators[name]?.parameters.length ?? -1);
  });
  it('defines every class it uses, and protects every position', () => {
    for (const { text } of files) {
      for (const [, used] of text.matchAll(/own\.\w+ = (\w+)\(/g))
        expect(text).toContain(`class ${used}(bt.Indicator)`);
      expect(text).toContain('a position without a protective stop is not opened');
    }
  });
  it.skipIf(!python)('is Python that compiles', () => {
    const check = 'import sys,json\nfor t in json.load(sys.stdin): compile(t, "s.py", "exec")';
    const result = spawnSync('python3', ['-c', check], { input: JSON.stringify(files.map((f) => f.text)) });
    expect(result.stderr.toString()).toBe('');
    expect(result.status).toBe(0);
  });
});

it('publishes one source per target as an artefact', async () => {
  const harness = await startHarness({ agents: [a2Coding], dataset });
  const spec = specs[0] as StrategySpec;
  await harness.send('strategy.proposed', {
    strategyId: strategyIdOf(spec),
    place: { generation: 0, index: 0, of: 1 },
    datasetId: smallMarketId,
    spec,
    parents: [],
    operator: 'template',
    novelty: 1,
    rationale: 'x',
    regimeHash: '',
    signalHash: '',
  });
  const [coded] = harness.published('strategy.coded');
  expect(coded?.sources.map((s) => s.target)).toEqual(['typescript', 'backtrader']);
  for (const source of coded?.sources ?? []) {
    const file = harness.artefacts.get(source.hash) as SourceFile;
    expect(file.text.split('\n')).toHaveLength(source.lines);
  }
});

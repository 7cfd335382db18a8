/** A2 writes code that says the same as the engine: the TypeScript class is run bar by bar, the Python is compiled. */
import { spawnSync } from 'node:child_process';
import { stripTypeScriptTypes } from 'node:module';
import { Script } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { a2Coding } from '../../../agents/analysis/a2-coding.ts';
import { createPool, generate } from '../../../agents/analysis/generation/generate.ts';
import { readUniverse } from '../../../agents/analysis/generation/universe.ts';
import { backtraderTarget } from '../../../agents/analysis/targets/backtrader.ts';
import { targets } from '../../../agents/analysis/targets/index.ts';
import { proofLabel, proofText } from '../../../agents/analysis/targets/proof.ts';
import { pythonForms } from '../../../agents/analysis/targets/python/indicator-forms.ts';
import { indicatorClasses, indicatorsFile } from '../../../agents/analysis/targets/python/indicators-file.ts';
import { lineWidth } from '../../../agents/analysis/targets/python/names.ts';
import { wrapText } from '../../../agents/analysis/targets/python/wrap-text.ts';
import { supportsLanguage } from '../../../agents/analysis/targets/refusal.ts';
import type { SourceFile } from '../../../agents/analysis/targets/target.ts';
import { typescriptTarget } from '../../../agents/analysis/targets/typescript.ts';
import { quoted } from '../../../agents/analysis/targets/typescript-rules.ts';
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
async function run(file: SourceFile | undefined, symbol: string, context: object): Promise<Written> {
  const code = stripTypeScriptTypes(file?.text ?? '');
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
      const written = await run(typescriptTarget.sources(compiled, strategyIdOf(spec))[0], symbol, {
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
  it('shows what the compiler reads: no text of a symbol turns the line around', () => {
    for (const text of ['A\u202e\u2066B', "it's \u2028", 'both \' and " \\\\ \u200b', 'plain']) {
      const written = quoted(text);
      expect(written).not.toMatch(/[\p{Cf}\p{Zl}\p{Zp}]/u);
      expect(new Script(written).runInNewContext()).toBe(text);
    }
  });

  it('keeps hostile words in comments', () => {
    const spec = { ...(specs[0] as StrategySpec), thesis: 'ends */ here; process.exit(1) /* and """ there' };
    expect(typescriptTarget.sources(compile(spec), 'st-x')[0]?.text).toContain('ends * / here');
    for (const file of backtraderTarget.project(compile(spec), 'st-x'))
      if (file.fileName.endsWith('.py')) expect(file.text.split('"""').length % 2, file.fileName).toBe(1);
  });
});

describe('python', () => {
  const python = spawnSync('python3', ['--version']).status === 0;
  const platforms = Object.values(targets).filter((t) => t.name !== 'typescript');
  const filesOf = (spec: StrategySpec) => platforms.flatMap((t) => t.project(compile(spec), strategyIdOf(spec)));
  const refusalOf = (change: object): string | undefined => {
    const compiled = compile(specs[0] as StrategySpec);
    const answer = backtraderTarget.supports({ ...compiled, spec: { ...compiled.spec, ...change } as StrategySpec });
    return answer.ok ? undefined : answer.error.message;
  };

  it('has a form of every indicator, made of classes that are there', () => {
    expect(Object.keys(pythonForms).sort()).toEqual(Object.keys(indicators).sort());
    for (const { className } of Object.values(pythonForms)) expect(indicatorClasses).toContain(className);
    const all = indicatorsFile([...indicatorClasses, 'differs', 'is_other', 'smaller', 'larger', 'square_root']);
    for (const name of indicatorClasses) expect(all).toContain(`class ${name}`);
  });
  it('writes a project with rules, platform, tests, README and requirements, the same bytes every time', () => {
    for (const target of platforms) {
      const spec = specs[3] as StrategySpec;
      const names = target.project(compile(spec), 'st-x').map((f) => f.fileName);
      for (const name of ['strategy.py', 'test_strategy.py', 'README.md', 'requirements.txt', 'pyproject.toml'])
        expect(names, target.name).toContain(name);
      expect(target.project(compile(spec), 'st-x')).toEqual(target.project(compile(structuredClone(spec)), 'st-x'));
      expect(target.sources(compile(spec), 'st-x')).toEqual(target.project(compile(spec), 'st-x').slice(0, 2));
    }
  });
  it('leaves no place unfilled and no line too long', () => {
    for (const spec of specs)
      for (const { fileName, text } of filesOf(spec).filter((f) => f.fileName.endsWith('.py'))) {
        expect(text, fileName).not.toMatch(/@[A-Z]+@|undefined|\bNaN\b/);
        expect(Math.max(...text.split('\n').map((line) => [...line].length)), fileName).toBeLessThanOrEqual(lineWidth);
      }
  });
  it('escapes what Python keeps for itself', () => {
    const spec = {
      ...(specs[0] as StrategySpec),
      parameters: { lambda: { value: 20, min: 5, max: 50, step: 5 }, is: { value: 0.5, min: 0, max: 1, step: 0.1 } },
      rules: { entryLong: 'close > sma(close, lambda) * is', exitLong: null, entryShort: null, exitShort: null },
      regimeFilter: null,
    };
    const text = backtraderTarget.sources(compile(spec), 'st-x')[0]?.text;
    expect(text).toContain('lambda_: int = 20');
    expect(text).toContain('Sma(p.lambda_)');
    expect(text).toContain('is_: float = 0.5');
  });
  it('refuses what it cannot express with one sentence', () => {
    expect(refusalOf({})).toBeUndefined();
    expect(refusalOf({ timeframe: '1h' })).toBe('Backtrader exports cannot express bars of 1h, only daily ones.');
    expect(refusalOf({ schema: 2 })).toBeUndefined();
    expect(refusalOf({ schema: 3 })).toMatch(/schema 3/);
    expect(refusalOf({ ranking: { by: 'roc(close, 20)' } })).toMatch(/the field "ranking"/);
    expect(refusalOf({ sizing: { kind: 'kelly' } })).toMatch(/it uses sizing.kind/);
    expect(refusalOf({ symbols: ['../../x'] })).toMatch(/no file name/);
  });
  it('refuses a call it does not know', () => {
    const compiled = compile(specs[0] as StrategySpec);
    const call = { kind: 'call', name: 'rank_among', arguments: [], start: 0, end: 0 } as const;
    const answer = backtraderTarget.supports({ ...compiled, rules: { entryLong: call } });
    expect(answer.ok ? '' : answer.error.message).toBe('Backtrader exports cannot express the call rank_among().');
  });
  it('says what is proven, and that the rest is not', () => {
    expect(proofLabel('typescript')).toBe('not proven here');
    expect(proofLabel('lean')).toBe('not proven here');
    expect(proofText('lean').join(' ')).toMatch(/^Not proven here/);
    for (const target of ['backtrader', 'zipline']) expect(proofText(target).join(' ')).toMatch(/: 0 differ/);
  });
  it('wraps long words instead of losing them', () => {
    const word = 'x'.repeat(300);
    const lines = wrapText(`a ${word} b`, 100, '- ', '  ');
    expect(lines.every((line) => line.length <= 100)).toBe(true);
    expect(lines.join('').replace(/[^xab]/g, '')).toBe(`a${word}b`);
  });
  it.skipIf(!python)('is Python that compiles', () => {
    const check = 'import sys,json\nfor t in json.load(sys.stdin): compile(t, "s.py", "exec")';
    const texts = specs.flatMap(filesOf).filter((f) => f.fileName.endsWith('.py'));
    const input = JSON.stringify([...new Set(texts.map((f) => f.text))]);
    const result = spawnSync('python3', ['-c', check], { input, maxBuffer: 1e8 });
    expect(result.stderr.toString()).toBe('');
    expect(result.status).toBe(0);
  });
});

it('publishes the sources of every target as artefacts', async () => {
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
  expect([...new Set(coded?.sources.map((s) => s.target))]).toEqual(Object.keys(targets));
  for (const source of coded?.sources ?? []) {
    const file = harness.artefacts.get(source.hash) as SourceFile;
    expect(file.text.split('\n')).toHaveLength(source.lines);
  }
});

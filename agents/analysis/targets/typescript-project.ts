/** What comes with the TypeScript class: unit tests against what the desk said on invented bars, README, package.json. */
import { type CompiledStrategy, explainStrategy, parameterValues } from '../../../shared/strategy/compile.ts';
import { createEvaluator } from '../../../shared/strategy/rules/evaluate.ts';
import { regimeCodes, volatilityCodes } from '../../../shared/strategy/rules/names.ts';
import { resolveExpression } from '../../../shared/strategy/rules/resolve.ts';
import type { CodePlan } from './plan.ts';
import { proofText } from './proof.ts';
import { sampleBars, sampleEnvironment, sampleRules } from './python/sample.ts';
import { commentText, type SourceFile } from './target.ts';

const known = (value: number): number | null => (Number.isNaN(value) ? null : value);
const numbers = (column: Iterable<number>): (number | null)[] => Array.from(column, known);
const words = (codes: Uint8Array, table: Readonly<Record<string, number>>): (string | null)[] =>
  Array.from(codes, (code) => Object.keys(table).find((word) => table[word] === code) ?? null);

/** Bars, what was known, the columns of every indicator in the order they are asked for, and where each rule holds. */
function sampleFile(compiled: CompiledStrategy, plan: CodePlan): string {
  const bars = sampleBars(compiled);
  const env = sampleEnvironment(bars);
  const parameters = parameterValues(compiled.spec);
  const evaluate = createEvaluator({ ...env, parameters });
  const { openTime: _, dividend: __, ...columns } = env.columns;
  const sample = {
    bars: Object.fromEntries(Object.entries(columns).map(([name, column]) => [name, numbers(column)])),
    regime: words(env.regime.label, regimeCodes),
    volatility: words(env.regime.volatility, volatilityCodes),
    signal: numbers(env.signal),
    indicators: plan.columns.map((c) => ({
      name: c.function,
      values: numbers(evaluate(resolveExpression(c.call, parameters)) as Float64Array),
    })),
    rules: sampleRules(compiled, bars),
  };
  return `${JSON.stringify(sample)}\n`;
}

const testFile = (
  className: string,
  moduleName: string,
): string => `/** Unit tests of the class: \`node --test\`. The rules must say what the desk said on the bars of sample.json. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import * as code from './${moduleName}';

interface Sample {
  readonly bars: Readonly<Record<keyof code.Bars, number[]>>;
  readonly regime: (string | null)[];
  readonly volatility: (string | null)[];
  readonly signal: (number | null)[];
  readonly indicators: { readonly name: string; readonly values: (number | null)[] }[];
  readonly rules: Readonly<Record<'entryLong' | 'exitLong' | 'entryShort' | 'exitShort', number[]>>;
}
const sample = JSON.parse(readFileSync(new URL('./sample.json', import.meta.url), 'utf8')) as Sample;
const column = (values: (number | null)[]): Float64Array => Float64Array.from(values, (v) => v ?? Number.NaN);
const bars = Object.fromEntries(Object.entries(sample.bars).map(([name, values]) => [name, column(values)]));
const context: code.Context = {
  regime: sample.regime.map((word) => word ?? undefined),
  volatility: sample.volatility.map((word) => word ?? undefined),
  signal: column(sample.signal),
};

/** Answers with the desk's own columns, in the order they are asked for. */
function deskLibrary(): code.IndicatorLibrary {
  let next = 0;
  return (name) => {
    const answer = sample.indicators[next++];
    assert.equal(answer?.name, name);
    return column(answer?.values ?? []);
  };
}
const Strategy = code.${className};
const strategy = (columns = bars) => new Strategy(columns as unknown as code.Bars, deskLibrary(), context);

for (const rule of ['entryLong', 'exitLong', 'entryShort', 'exitShort'] as const)
  test(\`\${rule} holds where the desk said it does\`, () => {
    const built = strategy();
    const holds = Array.from(sample.bars.close.keys()).filter((i) => built[rule](i));
    assert.deepEqual(holds, sample.rules[rule]);
  });

test('nothing is decided during the warm-up', () => {
  const built = strategy();
  for (let i = 0; i < code.warmUp; i++) assert.equal(built.entryLong(i) || built.entryShort(i), false);
});

test('columns of different lengths are refused', () => {
  assert.throws(() => strategy({ ...bars, close: new Float64Array(3) }), RangeError);
});

test('too few bars are refused', () => {
  const few = Object.fromEntries(Object.entries(bars).map(([name, values]) => [name, values.slice(0, code.warmUp)]));
  assert.throws(() => strategy(few), RangeError);
});
`;

const readme = (compiled: CompiledStrategy, strategyId: string): string =>
  [
    `# ${commentText(compiled.spec.name)} in TypeScript`,
    '',
    `Strategy \`${strategyId}\`, written from its specification. Change the specification and export again; a change here is lost.`,
    '',
    ...explainStrategy(compiled.spec).map((line) => `- ${commentText(line)}`),
    '',
    `\`${strategyId}.ts\` is a class over the columns of one symbol: a method per rule, asked bar by bar. Indicators are handed in as a`,
    'function of name, inputs and parameters; what was known at each close (regimes, signals) as a context. Sizes, protection and limits',
    'are exported as data: the engine that runs the class honours them.',
    '',
    '## Test',
    '',
    '```',
    'node --test',
    '```',
    '',
    'Needs Node 24, which runs TypeScript as it is. The tests compare every rule with what the desk said on the bars of `sample.json`.',
    '',
    '## Proof',
    '',
    ...proofText('typescript'),
    '',
  ].join('\n');

/** Everything beside the class itself. */
export function typescriptExtras(
  compiled: CompiledStrategy,
  plan: CodePlan,
  strategyId: string,
  className: string,
): SourceFile[] {
  const file = (fileName: string, text: string): SourceFile => ({ target: 'typescript', fileName, text });
  const settings = { name: strategyId, private: true, type: 'module', engines: { node: '>=24' } };
  return [
    file(`${strategyId}.test.ts`, testFile(className, `${strategyId}.ts`)),
    file('sample.json', sampleFile(compiled, plan)),
    file('package.json', `${JSON.stringify(settings, null, 2)}\n`),
    file('README.md', readme(compiled, strategyId)),
  ];
}

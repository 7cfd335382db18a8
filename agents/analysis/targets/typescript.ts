/** Target `typescript`: a documented class for the built-in engine, one method per rule. */
import { ensureDefined } from '../../../shared/core/assert.ts';
import { indicators } from '../../../shared/quant/indicators/index.ts';
import { type CompiledStrategy, explainStrategy, type RuleName, ruleText } from '../../../shared/strategy/compile.ts';
import { isSeriesName } from '../../../shared/strategy/rules/names.ts';
import { type CodePlan, type IndicatorColumn, planCode } from './plan.ts';
import { supportsLanguage } from './refusal.ts';
import { className, commentText, defineTarget, type SourceFile } from './target.ts';
import { typescriptExtras } from './typescript-project.ts';
import { quoted, StatementWriter } from './typescript-rules.ts';

/** Small functions the rules lean on; only those that are called are written. */
const helpers: Readonly<Record<string, string>> = {
  value: `/** A value is unknown (NaN) before its first bar. */
const value = (column: ArrayLike<number> | undefined, i: number): number =>
  i < 0 ? Number.NaN : (column?.[i] ?? Number.NaN);`,
  word: `const word = (column: readonly (string | undefined)[] | undefined, i: number): string | undefined =>
  i < 0 ? undefined : column?.[i];`,
  differs: `/** A comparison with something unknown is false, also this one. */
const differs = (a: number, b: number): boolean => a < b || a > b;`,
  isWord: `const isWord = (a: string | undefined, b: string | undefined): boolean => a !== undefined && a === b;`,
  isOtherWord: `/** False where either is unknown. */
const isOtherWord = (a: string | undefined, b: string | undefined): boolean =>
  a !== undefined && b !== undefined && a !== b;`,
  quotient: `const quotient = (a: number, b: number): number => (b === 0 ? Number.NaN : a / b);`,
  logarithm: `const logarithm = (x: number): number => (x > 0 ? Math.log(x) : Number.NaN);`,
  weekday: `/** 1 = Monday to 7 = Sunday, UTC; a bar that closes at midnight belongs to the day that ends there. */
const weekday = (closeTime: number): number => ((Math.floor((closeTime - 1) / 86_400_000) + 3) % 7) + 1;`,
  monthOf: `const monthOf = (closeTime: number): number => new Date(closeTime - 1).getUTCMonth() + 1;`,
};

const helpersFor = (body: string): string =>
  Object.entries(helpers)
    .filter(([name]) => body.includes(`${name}(`))
    .map(([, text]) => text)
    .join('\n');

const lineWidth = 120;

/** Makes one column in the constructor; an input that is no plain price is worked out bar by bar before it. */
function columnLines(column: IndicatorColumn, plan: CodePlan): string[] {
  const lines: string[] = [];
  let next = 0;
  const inputs = (indicators[column.function]?.inputs ?? []).map((input) => {
    if (input !== 'series') return `bars.${input}`;
    const expression = ensureDefined(column.series[next++], 'the call was checked');
    if (expression.kind === 'name' && isSeriesName(expression.name)) return `bars.${expression.name}`;
    const writer = new StatementWriter(plan);
    const { text } = writer.code(expression, 'i');
    const name = `${column.id}Input`;
    lines.push(
      `    const ${name} = Float64Array.from(bars.close, (_, i) => {`,
      ...writer.statements.map((line) => `      ${line}`),
      `      return ${text};`,
      '    });',
    );
    return name;
  });
  const values = new StatementWriter(plan);
  const parameters = column.parameters.map((p) => values.code(p, 'i').text);
  const parts = [`'${column.function}'`, `[${inputs.join(', ')}]`, `[${parameters.join(', ')}]`];
  const line = `    this.columns.${column.id} = this.indicator(${parts.join(', ')});`;
  if (line.length <= lineWidth) return [...lines, line];
  return [
    ...lines,
    `    this.columns.${column.id} = this.indicator(`,
    ...parts.map((part) => `      ${part},`),
    '    );',
  ];
}

/** A rule as a method: false before the warm-up, then named parts and what holds. */
function ruleLines(compiled: CompiledStrategy, plan: CodePlan, key: RuleName): string[] {
  const tree = plan.rules.find(([rule]) => rule === key)?.[1];
  const text = ruleText(compiled.spec, key);
  const head = [
    `  /** ${text === null ? 'Not used.' : `\`${commentText(text)}\``} */`,
    `  ${key}(i: number): boolean {`,
  ];
  if (!tree) return [...head, '    return i < 0;', '  }'];
  const writer = new StatementWriter(plan);
  const filtered = key.startsWith('entry') && compiled.spec.regimeFilter !== null;
  const { text: code } = writer.code(tree, 'i');
  return [
    ...head,
    `    if (i < warmUp${filtered ? ' || !this.regimeFilter(i)' : ''}) return false;`,
    ...writer.statements.map((line) => `    ${line}`),
    `    return ${code};`,
    '  }',
  ];
}

/** `export const name = {...} as const;` with a line for each field. */
const constantLines = (name: string, value: Readonly<Record<string, string | number | null | undefined>>): string[] => [
  `export const ${name} = {`,
  ...Object.entries(value)
    .filter(([, v]) => v !== undefined)
    .map(([key, v]) => `  ${key}: ${typeof v === 'string' ? quoted(v) : String(v)},`),
  '} as const;',
];

function symbolLines(symbols: readonly string[]): string[] {
  const line = `export const symbols = [${symbols.map(quoted).join(', ')}] as const;`;
  if (line.length <= lineWidth) return [line];
  return ['export const symbols = [', ...symbols.map((s) => `  ${quoted(s)},`), '] as const;'];
}

function classFile(compiled: CompiledStrategy, strategyId: string): SourceFile {
  const { spec, warmUp } = compiled;
  const plan = planCode(compiled);
  const name = className(spec.name);
  const parameters = Object.entries(spec.parameters).map(
    ([key, p]) => `  /** Searched from ${p.min} to ${p.max} in steps of ${p.step}. */\n  ${key}: ${p.value},`,
  );
  const columns = plan.columns.flatMap((c) => columnLines(c, plan));
  const ruleNames: RuleName[] = ['entryLong', 'exitLong', 'entryShort', 'exitShort'];
  if (spec.regimeFilter !== null) ruleNames.push('regimeFilter');
  const rules = ruleNames.map((key) => ruleLines(compiled, plan, key).join('\n')).join('\n\n');
  const text = `/**
 * ${commentText(spec.name)} (${strategyId}), written from its specification: edit the specification, not this file.
 *
 * Thesis: ${commentText(spec.thesis)}
 * Proved wrong by: ${commentText(spec.falsifier)}
 *
${explainStrategy(spec)
  .map((line) => ` * - ${commentText(line)}`)
  .join('\n')}
 *
 * Everything is decided at a bar's close with what was known then; a market order fills at the next open at the earliest.
 */

/** Columns of one symbol, equally long, sorted by time. */
export interface Bars {
  readonly closeTime: Float64Array;
  readonly open: Float64Array;
  readonly high: Float64Array;
  readonly low: Float64Array;
  readonly close: Float64Array;
  readonly volume: Float64Array;
}

/** What was known at each close, by bar. */
export interface Context {
  readonly regime?: readonly (string | undefined)[];
  readonly volatility?: readonly (string | undefined)[];
  readonly signal?: ArrayLike<number>;
}

/** An indicator by name: columns and parameters in, a column out. The engine hands in its own. */
export type IndicatorLibrary = (name: string, inputs: Float64Array[], parameters: number[]) => Float64Array;

${parameters.length === 0 ? 'export const parameters = {};' : `export const parameters = {\n${parameters.join('\n')}\n};`}

${constantLines('sizing', spec.sizing).join('\n')}
${constantLines('protection', spec.protection).join('\n')}
${symbolLines(spec.symbols).join('\n')}
export const maxOpenPositions = ${spec.maxOpenPositions};
/** Bars before the first decision. */
export const warmUp = ${warmUp};

${helpersFor(`${columns.join('\n')}${rules}`)}

export class ${name} {
  readonly p: typeof parameters;
  readonly bars: Bars;
  readonly context: Context;
  readonly columns: Record<string, Float64Array> = {};
  readonly indicator: IndicatorLibrary;

  /** @throws RangeError when the columns are not equally long or too short to decide anything. */
  constructor(bars: Bars, indicator: IndicatorLibrary, context: Context = {}, p: typeof parameters = parameters) {
    const length = bars.close.length;
    for (const column of [bars.closeTime, bars.open, bars.high, bars.low, bars.volume])
      if (column.length !== length)
        throw new RangeError(\`columns of \${column.length} and \${length} bars do not belong together\`);
    if (length <= warmUp) throw new RangeError(\`\${length} bars are too few: the first decision needs \${warmUp + 1}\`);
    this.bars = bars;
    this.indicator = indicator;
    this.context = context;
    this.p = p;
${columns.map((line) => `${line}\n`).join('')}  }

${rules}
}
`;
  return { target: 'typescript', fileName: `${strategyId}.ts`, text };
}

export const typescriptTarget = defineTarget({
  name: 'typescript',
  title: 'TypeScript',
  supports: (compiled) => supportsLanguage('TypeScript', compiled),
  sources: (compiled, strategyId) => [classFile(compiled, strategyId)],
  project: (compiled, strategyId) => [
    classFile(compiled, strategyId),
    ...typescriptExtras(compiled, planCode(compiled), strategyId, className(compiled.spec.name)),
  ],
});

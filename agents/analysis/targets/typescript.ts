/** Target `typescript`: a documented class for the built-in engine, one method per rule. */
import { ensureNever } from '../../../shared/core/assert.ts';
import { ok } from '../../../shared/core/result.ts';
import { indicators } from '../../../shared/quant/indicators/index.ts';
import { type CompiledStrategy, explainStrategy } from '../../../shared/strategy/compile.ts';
import { isSeriesName } from '../../../shared/strategy/rules/names.ts';
import type { Expression } from '../../../shared/strategy/rules/syntax.ts';
import { type CodePlan, type IndicatorColumn, keyOf, planCode } from './plan.ts';
import { className, commentText, defineTarget, type SourceFile } from './target.ts';

/** Code of an expression at bar `at` (a TypeScript expression such as `i` or `i - 1`). */
function code(node: Expression, at: string, plan: CodePlan): string {
  switch (node.kind) {
    case 'number':
      return String(node.value);
    case 'text':
      return JSON.stringify(node.value);
    case 'name':
      return isSeriesName(node.name) ? `value(this.bars.${node.name}, ${at})` : `this.p.${node.name}`;
    case 'unary': {
      const inner = code(node.operand, at, plan);
      return node.operator === '-' ? `-(${inner})` : `!(${inner})`;
    }
    case 'binary': {
      const left = code(node.left, at, plan);
      const right = code(node.right, at, plan);
      if (node.left.kind === 'text' || node.right.kind === 'text')
        return `${node.operator === '==' ? 'isWord' : 'isOtherWord'}(${left}, ${right})`;
      if (node.operator === 'and') return `(${left} && ${right})`;
      if (node.operator === 'or') return `(${left} || ${right})`;
      if (node.operator === '/') return `quotient(${left}, ${right})`;
      if (node.operator === '!=') return `differs(${left}, ${right})`;
      return `(${left} ${node.operator === '==' ? '===' : node.operator} ${right})`;
    }
    case 'call':
      return callCode(node, at, plan);
    default:
      return ensureNever(node);
  }
}

function callCode(node: Extract<Expression, { kind: 'call' }>, at: string, plan: CodePlan): string {
  const column = plan.columnOf.get(keyOf(node));
  if (column) return `value(this.columns.${column.id}, ${at})`;
  const argument = (i: number, where = at): string => code(node.arguments[i] as Expression, where, plan);
  const before = `${at} - 1`;
  switch (node.name) {
    case 'cross_over':
      return `(${argument(0, before)} <= ${argument(1, before)} && ${argument(0)} > ${argument(1)})`;
    case 'cross_under':
      return `(${argument(0, before)} >= ${argument(1, before)} && ${argument(0)} < ${argument(1)})`;
    case 'prev':
      return argument(0, `${at} - (${argument(1)})`);
    case 'if':
      return `(${argument(0)} ? ${argument(1)} : ${argument(2)})`;
    case 'log':
      return `logarithm(${argument(0)})`;
    case 'abs':
    case 'sqrt':
      return `Math.${node.name}(${argument(0)})`;
    case 'min':
    case 'max':
      return `Math.${node.name}(${argument(0)}, ${argument(1)})`;
    case 'regime':
      return `word(this.context.regime, ${at})`;
    case 'volatility_regime':
      return `word(this.context.volatility, ${at})`;
    case 'signal':
      return `value(this.context.signal, ${at})`;
    case 'day_of_week':
      return `weekday(value(this.bars.closeTime, ${at}))`;
    default:
      return `monthOf(value(this.bars.closeTime, ${at}))`;
  }
}

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

/** The columns an indicator takes: prices, or an expression worked out bar by bar. */
function inputsCode(column: IndicatorColumn, plan: CodePlan): string {
  let next = 0;
  return (indicators[column.function]?.inputs ?? [])
    .map((input) => {
      if (input !== 'series') return `bars.${input}`;
      const expression = column.series[next++] as Expression;
      if (expression.kind === 'name' && isSeriesName(expression.name)) return `bars.${expression.name}`;
      return `Float64Array.from(bars.close, (_, i) => ${code(expression, 'i', plan)})`;
    })
    .join(', ');
}

function classFile(compiled: CompiledStrategy, strategyId: string): SourceFile {
  const { spec, warmUp } = compiled;
  const plan = planCode(compiled);
  const name = className(spec.name);
  const parameters = Object.entries(spec.parameters).map(
    ([key, p]) => `  /** Searched from ${p.min} to ${p.max} in steps of ${p.step}. */\n  ${key}: ${p.value},`,
  );
  const columns = plan.columns.map((c) => {
    const values = c.parameters.map((p) => code(p, 'i', plan)).join(', ');
    return `    this.columns.${c.id} = this.indicator('${c.function}', [${inputsCode(c, plan)}], [${values}]);`;
  });
  const rule = (key: string): string => {
    const tree = plan.rules.find(([r]) => r === key)?.[1];
    const text = key === 'regimeFilter' ? spec.regimeFilter : spec.rules[key as keyof typeof spec.rules];
    const entry = key.startsWith('entry') && spec.regimeFilter !== null;
    return [
      `  /** ${text === null ? 'Not used.' : `\`${commentText(text)}\``} */`,
      `  ${key}(i: number): boolean {`,
      tree
        ? `    return i >= warmUp && ${entry ? 'this.regimeFilter(i) && ' : ''}${code(tree, 'i', plan)};`
        : `    return i < 0;`,
      '  }',
    ].join('\n');
  };
  const ruleNames = [
    'entryLong',
    'exitLong',
    'entryShort',
    'exitShort',
    ...(spec.regimeFilter ? ['regimeFilter'] : []),
  ];
  const rules = ruleNames.map(rule).join('\n\n');
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

export const parameters = {
${parameters.join('\n')}
};

export const sizing = ${JSON.stringify(spec.sizing)} as const;
export const protection = ${JSON.stringify(spec.protection)} as const;
export const symbols = ${JSON.stringify(spec.symbols)} as const;
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
      if (column.length !== length) throw new RangeError(\`columns of \${column.length} and \${length} bars do not belong together\`);
    if (length <= warmUp) throw new RangeError(\`\${length} bars are too few: the first decision needs \${warmUp + 1}\`);
    this.bars = bars;
    this.indicator = indicator;
    this.context = context;
    this.p = p;
${columns.join('\n')}
  }

${rules}
}
`;
  return { target: 'typescript', fileName: `${strategyId}.ts`, text };
}

export const typescriptTarget = defineTarget({
  name: 'typescript',
  title: 'TypeScript',
  supports: () => ok(true),
  sources: (compiled, strategyId) => [classFile(compiled, strategyId)],
  project: (compiled, strategyId) => [classFile(compiled, strategyId)],
});

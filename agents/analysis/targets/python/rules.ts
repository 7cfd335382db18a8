/** Writes the rules as a Python class that takes one bar after another: stateful parts first, then plain expressions. */
import { ensureDefined, ensureNever } from '../../../../shared/core/assert.ts';
import { indicators } from '../../../../shared/quant/indicators/index.ts';
import type { CompiledStrategy, RuleName } from '../../../../shared/strategy/compile.ts';
import { isSeriesName } from '../../../../shared/strategy/rules/names.ts';
import { formatExpression } from '../../../../shared/strategy/rules/print.ts';
import type { BinaryNode, CallNode, Expression } from '../../../../shared/strategy/rules/syntax.ts';
import { inputsOf, pythonForms } from './indicator-forms.ts';
import { assignment, constantText, isWhole, pythonName } from './names.ts';

/** How tightly Python binds what was printed. */
const binding = { choice: 0, or: 1, and: 2, not: 3, compare: 4, sum: 5, product: 6, sign: 7, atom: 9 } as const;
interface Code {
  readonly text: string;
  readonly binds: number;
}
const atom = (text: string): Code => ({ text, binds: binding.atom });
const wrap = (code: Code, least: number): string => (code.binds > least ? code.text : `(${code.text})`);
/** Parts longer than this get a name of their own, so that no line grows past the formatter's width. */
const longest = 38;

export interface PythonRules {
  /** Lines of the constructor. */
  readonly members: readonly string[];
  /** Lines of `update` before the signals. */
  readonly steps: readonly string[];
  /** The Python expression of each rule that is set. */
  readonly rules: ReadonlyMap<RuleName, string>;
  /** Classes of `desk_indicators.py` that are used. */
  readonly classes: ReadonlySet<string>;
  /** Functions of `desk_indicators.py` that are used. */
  readonly functions: ReadonlySet<string>;
}

class Writer {
  readonly members: string[] = [];
  readonly steps: string[] = [];
  readonly classes = new Set<string>();
  readonly functions = new Set<string>();
  readonly #parameters: Readonly<Record<string, { readonly value: number }>>;
  readonly #whole: ReadonlySet<string>;
  readonly #seen = new Map<string, string>();
  readonly #taken = new Set<string>(['bar', 'self', 'p']);

  constructor(compiled: CompiledStrategy) {
    this.#parameters = compiled.spec.parameters;
    this.#whole = new Set(Object.keys(compiled.spec.parameters).filter((n) => isWhole(compiled.spec.parameters[n])));
  }

  #name(text: string): string {
    const words = (text.match(/[A-Za-z0-9]+/g) ?? ['part']).join('_').toLowerCase().slice(0, 30).replace(/_+$/, '');
    let name = words;
    for (let i = 2; this.#taken.has(name); i++) name = `${words}_${i}`;
    this.#taken.add(name);
    return name;
  }

  /** A stateful part: a member that is fed on every bar, and the local that holds its value. */
  #stateful(key: string, className: string, make: string, feed: string): Code {
    const known = this.#seen.get(key);
    if (known !== undefined) return atom(known);
    const name = this.#name(key);
    this.classes.add(className);
    this.members.push(...assignment(`self._${name}`, `${className}(${make})`));
    this.steps.push(...assignment(name, `self._${name}.update(${feed})`));
    this.#seen.set(key, name);
    return atom(name);
  }

  /** Gives a long part a name of its own. */
  #short(code: Code, key: string): Code {
    if (code.text.length <= longest) return code;
    const known = this.#seen.get(`part ${key}`);
    if (known !== undefined) return atom(known);
    const name = this.#name(`part ${this.#taken.size}`);
    this.steps.push(...assignment(name, code.text));
    this.#seen.set(`part ${key}`, name);
    return atom(name);
  }

  #call(name: string, ...arguments_: readonly string[]): Code {
    this.functions.add(name);
    return atom(`${name}(${arguments_.join(', ')})`);
  }

  part(node: Expression): Code {
    return this.#short(this.code(node), formatExpression(node));
  }

  code(node: Expression): Code {
    switch (node.kind) {
      case 'number':
        return atom(constantText(node.value));
      case 'text':
        return atom(JSON.stringify(node.value));
      case 'name':
        return atom(isSeriesName(node.name) ? `bar.${node.name}` : `p.${pythonName(node.name)}`);
      case 'unary': {
        const inner = this.part(node.operand);
        return node.operator === '-'
          ? { text: `-${wrap(inner, binding.product)}`, binds: binding.sign }
          : { text: `not ${wrap(inner, binding.compare)}`, binds: binding.not };
      }
      case 'binary':
        return this.#binary(node);
      case 'call':
        return this.#callCode(node);
      default:
        return ensureNever(node);
    }
  }

  #binary(node: BinaryNode): Code {
    const left = this.part(node.left);
    const right = this.part(node.right);
    const { operator } = node;
    if (operator === '/') return this.#call('quotient', left.text, right.text);
    const hasText = node.left.kind === 'text' || node.right.kind === 'text';
    if (operator === '!=') return this.#call(hasText ? 'is_other' : 'differs', left.text, right.text);
    const binds =
      operator === 'or'
        ? binding.or
        : operator === 'and'
          ? binding.and
          : operator === '+' || operator === '-'
            ? binding.sum
            : operator === '*'
              ? binding.product
              : binding.compare;
    // A chain of one operator needs no brackets on its left; a comparison must not chain.
    const leftLeast = binds === binding.compare ? binds : binds - 1;
    return { text: `${wrap(left, leftLeast)} ${operator} ${wrap(right, binds)}`, binds };
  }

  #callCode(node: CallNode): Code {
    const key = formatExpression(node);
    const form = pythonForms[node.name];
    if (form !== undefined) {
      const count = (indicators[node.name]?.inputs ?? []).filter((i) => i === 'series').length;
      const feeds = node.arguments.slice(0, count).map((a) => this.part(a).text);
      const limits = indicators[node.name]?.parameters ?? [];
      const values = node.arguments
        .slice(count)
        .map((a, i) => (limits[i]?.whole === true ? this.#wholeText(a) : this.code(a).text));
      return this.#stateful(key, form.className, form.make(values), inputsOf(node.name, feeds));
    }
    const argument = (i: number): Code => this.part(ensureDefined(node.arguments[i], 'the call was checked'));
    switch (node.name) {
      case 'cross_over':
        return this.#stateful(key, 'Cross', '', `${argument(0).text}, ${argument(1).text}`);
      case 'cross_under':
        return this.#stateful(key, 'Cross', '', `${argument(1).text}, ${argument(0).text}`);
      case 'prev':
        return this.#stateful(key, 'Lag', this.#wholeText(node.arguments[1] as Expression), argument(0).text);
      case 'if': {
        const text = `${wrap(argument(1), 0)} if ${wrap(argument(0), 0)} else ${wrap(argument(2), 0)}`;
        return this.#short({ text, binds: binding.choice }, key);
      }
      case 'abs':
        return atom(`abs(${argument(0).text})`);
      case 'min':
        return this.#call('smaller', argument(0).text, argument(1).text);
      case 'max':
        return this.#call('larger', argument(0).text, argument(1).text);
      case 'log':
        return this.#call('logarithm', argument(0).text);
      case 'sqrt':
        return this.#call('square_root', argument(0).text);
      case 'regime':
        return atom('self._known.regime(bar.day)');
      case 'volatility_regime':
        return atom('self._known.volatility_regime(bar.day)');
      case 'signal':
        return atom('self._known.signal(self._symbol, bar.day)');
      case 'day_of_week':
        return atom('bar.day.isoweekday()');
      default:
        return atom('bar.day.month');
    }
  }

  /** Python text of a whole number of bars. */
  #wholeText(node: Expression): string {
    const code = this.code(node);
    const plain = node.kind === 'number' || (node.kind === 'name' && this.#whole.has(node.name));
    return plain ? code.text : `int(${code.text})`;
  }

  get parameterNames(): readonly string[] {
    return Object.keys(this.#parameters);
  }
}

/** Splits every rule into stateful parts and expressions over them. */
export function writeRules(compiled: CompiledStrategy): PythonRules {
  const writer = new Writer(compiled);
  const rules = new Map<RuleName, string>();
  for (const [name, tree] of Object.entries(compiled.rules) as [RuleName, Expression][])
    rules.set(name, writer.code(tree).text);
  const { members, steps, classes, functions } = writer;
  return { members, steps, rules, classes, functions };
}

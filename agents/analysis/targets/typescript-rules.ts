/** Writes rules as TypeScript statements: long parts get names, so that every line stays within the formatter's width. */
import { ensureDefined, ensureNever } from '../../../shared/core/assert.ts';
import { isSeriesName } from '../../../shared/strategy/rules/names.ts';
import type { BinaryNode, CallNode, Expression } from '../../../shared/strategy/rules/syntax.ts';
import { type CodePlan, keyOf } from './plan.ts';

/** How tightly TypeScript binds what was printed. */
const binding = { choice: 0, or: 1, and: 2, equal: 3, compare: 4, sum: 5, product: 6, sign: 7, atom: 9 } as const;
interface Code {
  readonly text: string;
  readonly binds: number;
}
const atom = (text: string): Code => ({ text, binds: binding.atom });
const wrap = (code: Code, least: number): string => (code.binds > least ? code.text : `(${code.text})`);
const longest = 44;
/** Three of these share a line. */
const longestOfThree = 30;

/** Text in the formatter's quotes; what is not to be seen is escaped, for it could show a reader another order than the compiler's. */
export function quoted(text: string): string {
  const safe = JSON.stringify(text).replace(/[\p{Cf}\p{Zl}\p{Zp}]/gu, (unseen) =>
    Array.from({ length: unseen.length }, (_, i) => `\\u${unseen.charCodeAt(i).toString(16).padStart(4, '0')}`).join(
      '',
    ),
  );
  const inner = safe.slice(1, -1).replaceAll('\\"', '"');
  if (!inner.includes("'")) return `'${inner}'`;
  return inner.includes('"') ? safe : `"${inner}"`;
}

/** The statements of one function body; `i` is the bar. */
export class StatementWriter {
  readonly statements: string[] = [];
  readonly #plan: CodePlan;
  readonly #named = new Map<string, string>();
  readonly #taken = new Set<string>(['i', 'bars', 'p']);

  constructor(plan: CodePlan) {
    this.#plan = plan;
  }

  #name(code: Code, base: string, key: string): Code {
    const known = this.#named.get(key);
    if (known !== undefined) return atom(known);
    let name = base;
    for (let n = 2; this.#taken.has(name); n++) name = `${base}${n}`;
    this.#taken.add(name);
    this.#named.set(key, name);
    this.statements.push(`const ${name} = ${code.text};`);
    return atom(name);
  }

  #short(code: Code, node: Expression, at: string, limit: number): Code {
    return code.text.length <= limit ? code : this.#name(code, 'part', `${keyOf(node)} at ${at}`);
  }

  part(node: Expression, at: string, limit = longest): Code {
    return this.#short(this.code(node, at), node, at, limit);
  }

  code(node: Expression, at: string): Code {
    switch (node.kind) {
      case 'number':
        return atom(String(node.value));
      case 'text':
        return atom(quoted(node.value));
      case 'name':
        return atom(isSeriesName(node.name) ? `value(this.bars.${node.name}, ${at})` : `this.p.${node.name}`);
      case 'unary': {
        const inner = this.part(node.operand, at);
        return { text: `${node.operator === '-' ? '-' : '!'}${wrap(inner, binding.sign)}`, binds: binding.sign };
      }
      case 'binary':
        return this.#binary(node, at);
      case 'call':
        return this.#call(node, at);
      default:
        return ensureNever(node);
    }
  }

  #binary(node: BinaryNode, at: string): Code {
    const left = this.part(node.left, at);
    const right = this.part(node.right, at);
    const { operator } = node;
    if (node.left.kind === 'text' || node.right.kind === 'text')
      return atom(`${operator === '==' ? 'isWord' : 'isOtherWord'}(${left.text}, ${right.text})`);
    if (operator === '/') return atom(`quotient(${left.text}, ${right.text})`);
    if (operator === '!=') return atom(`differs(${left.text}, ${right.text})`);
    if (operator === 'and' || operator === 'or') {
      const binds = binding[operator];
      // The formatter puts brackets where the two are mixed.
      const mixed = (code: Code): string =>
        code.binds !== binds && (code.binds === binding.or || code.binds === binding.and)
          ? `(${code.text})`
          : wrap(code, 0);
      return { text: `${mixed(left)} ${operator === 'and' ? '&&' : '||'} ${mixed(right)}`, binds };
    }
    const binds =
      operator === '+' || operator === '-'
        ? binding.sum
        : operator === '*'
          ? binding.product
          : operator === '=='
            ? binding.equal
            : binding.compare;
    const chains = binds === binding.sum || binds === binding.product;
    const sign = operator === '==' ? '===' : operator;
    return {
      text: `${wrap(left, chains ? binds - 1 : binding.compare)} ${sign} ${wrap(right, chains ? binds : binding.compare)}`,
      binds,
    };
  }

  /** An earlier bar: `i`, one back -> `i - 1`; further back the numbers add up. */
  #back(at: string, bars: string): string {
    return /^\d+$/.test(bars) && bars === '0' ? at : `${at} - ${bars}`;
  }

  #call(node: CallNode, at: string): Code {
    const column = this.#plan.columnOf.get(keyOf(node));
    if (column)
      return this.#name(
        atom(`value(this.columns.${column.id}, ${at})`),
        at === 'i' ? column.id : `${column.id}Before`,
        `${column.id} at ${at}`,
      );
    const argument = (n: number, where = at, limit = longest): Code =>
      this.part(ensureDefined(node.arguments[n], 'the call was checked'), where, limit);
    const crossing = (before: string, after: string): Code => {
      const earlier = this.#back(at, '1');
      const [a, b, c, d] = [argument(0, earlier), argument(1, earlier), argument(0), argument(1)];
      const text = `${wrap(a, 4)} ${before} ${wrap(b, 4)} && ${wrap(c, 4)} ${after} ${wrap(d, 4)}`;
      return this.#short({ text, binds: binding.and }, node, at, longest);
    };
    switch (node.name) {
      case 'cross_over':
        return crossing('<=', '>');
      case 'cross_under':
        return crossing('>=', '<');
      case 'prev':
        return argument(0, this.#back(at, wrap(argument(1), binding.sum)));
      case 'if': {
        const [condition, yes, no] = [0, 1, 2].map((n) => wrap(argument(n, at, longestOfThree), 0));
        return this.#short({ text: `${condition} ? ${yes} : ${no}`, binds: binding.choice }, node, at, longest);
      }
      case 'log':
        return atom(`logarithm(${argument(0).text})`);
      case 'abs':
      case 'sqrt':
        return atom(`Math.${node.name}(${argument(0).text})`);
      case 'min':
      case 'max':
        return atom(`Math.${node.name}(${argument(0).text}, ${argument(1).text})`);
      case 'regime':
        return atom(`word(this.context.regime, ${at})`);
      case 'volatility_regime':
        return atom(`word(this.context.volatility, ${at})`);
      case 'signal':
        return atom(`value(this.context.signal, ${at})`);
      case 'day_of_week':
        return atom(`weekday(value(this.bars.closeTime, ${at}))`);
      default:
        return atom(`monthOf(value(this.bars.closeTime, ${at}))`);
    }
  }
}

/** Parses rule text into a syntax tree by operator precedence, with limits on depth and size. */
import {
  type BinaryOperator,
  type Expression,
  precedence,
  type RuleError,
  type RuleResult,
  refuseRule,
  type Span,
} from './syntax.ts';
import { type Token, tokenize } from './tokens.ts';

/** Deepest nesting of parentheses, calls and signs. */
export const maxRuleDepth = 60;
/** Most nodes in a tree. */
export const maxRuleNodes = 800;

const keywords: readonly string[] = ['and', 'or', 'not'];
const comparisons: readonly string[] = ['<', '<=', '>', '>=', '==', '!='];

/** Carries a rule error up the recursion; never leaves this file. */
class Stop extends Error {
  readonly error: RuleError;
  constructor(error: RuleError) {
    super(error.message);
    this.error = error;
  }
}

const stop = (code: string, message: string, at: Span, fix?: string): never => {
  throw new Stop(refuseRule(code, message, at, fix).error);
};

/** Parses a whole rule. Errors name the character and how to mend it. */
export function parseExpression(text: string): RuleResult<Expression> {
  const tokens = tokenize(text);
  if (!tokens.ok) return tokens;
  try {
    return { ok: true, value: new Parser(tokens.value).whole() };
  } catch (error) {
    if (error instanceof Stop) return { ok: false, error: error.error };
    throw error;
  }
}

class Parser {
  readonly #tokens: readonly Token[];
  #at = 0;
  #depth = 0;
  #nodes = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  whole(): Expression {
    if (this.#peek().kind === 'end')
      stop('rule-empty', 'the rule is empty', this.#peek(), 'write a condition such as close > sma(close, 50)');
    const expression = this.#expression(0);
    const rest = this.#peek();
    if (rest.kind !== 'end') {
      const closes = rest.text === ')';
      stop(
        'rule-syntax',
        closes ? 'there is a ")" without its "("' : `"${rest.text}" was not expected here`,
        rest,
        closes ? 'remove it or add the "("' : 'join conditions with and / or',
      );
    }
    return expression;
  }

  #peek(): Token {
    return this.#tokens[this.#at] as Token;
  }

  #next(): Token {
    const token = this.#peek();
    if (token.kind !== 'end') this.#at++;
    return token;
  }

  #node<T extends Expression>(node: T): T {
    if (++this.#nodes > maxRuleNodes)
      stop('rule-too-large', `a rule has at most ${maxRuleNodes} parts`, node, 'split it');
    return node;
  }

  #expression(least: number): Expression {
    if (++this.#depth > maxRuleDepth) {
      stop('rule-too-deep', `a rule is nested at most ${maxRuleDepth} levels deep`, this.#peek(), 'simplify it');
    }
    let left = this.#operand();
    for (;;) {
      const token = this.#peek();
      const isOperator = token.kind === 'symbol' || (token.kind === 'word' && keywords.includes(token.text));
      const binds = isOperator && token.text !== 'not' ? precedence[token.text as BinaryOperator] : undefined;
      if (binds === undefined || binds <= least) break;
      this.#next();
      const operator = token.text as BinaryOperator;
      const right = this.#expression(binds);
      if (comparisons.includes(operator) && comparisons.includes(this.#peek().text) && this.#peek().kind === 'symbol') {
        stop('rule-syntax', 'comparisons cannot be chained', this.#peek(), 'write a < b and b < c');
      }
      left = this.#node({ kind: 'binary', operator, left, right, start: left.start, end: right.end });
    }
    this.#depth--;
    return left;
  }

  #operand(): Expression {
    const token = this.#next();
    const { start } = token;
    if (token.kind === 'number')
      return this.#node({ kind: 'number', value: Number(token.text), start, end: token.end });
    if (token.kind === 'text') return this.#node({ kind: 'text', value: token.text, start, end: token.end });
    if (token.kind === 'symbol' && token.text === '(') {
      const inner = this.#expression(0);
      this.#close(token);
      return inner;
    }
    if (token.text === '-' && token.kind === 'symbol') {
      const operand = this.#expression(precedence.negate);
      return this.#node({ kind: 'unary', operator: '-', operand, start, end: operand.end });
    }
    if (token.kind === 'word' && token.text === 'not') {
      const operand = this.#expression(precedence.not);
      return this.#node({ kind: 'unary', operator: 'not', operand, start, end: operand.end });
    }
    if (token.kind === 'word' && !keywords.includes(token.text)) {
      if (this.#peek().text === '(' && this.#peek().kind === 'symbol') return this.#call(token);
      return this.#node({ kind: 'name', name: token.text, start, end: token.end });
    }
    return stop(
      'rule-syntax',
      token.kind === 'end' ? 'the rule ends where a value was expected' : `a value was expected, not "${token.text}"`,
      token,
      'put a number, a series such as close, or a call such as sma(close, 20) here',
    );
  }

  #call(name: Token): Expression {
    const open = this.#next();
    const values: Expression[] = [];
    if (this.#peek().text !== ')' || this.#peek().kind !== 'symbol') {
      for (;;) {
        values.push(this.#expression(0));
        if (this.#peek().text !== ',' || this.#peek().kind !== 'symbol') break;
        this.#next();
      }
    }
    const end = this.#close(open);
    return this.#node({ kind: 'call', name: name.text, arguments: values, start: name.start, end });
  }

  #close(open: Token): number {
    const token = this.#next();
    if (token.kind !== 'symbol' || token.text !== ')') {
      stop(
        'rule-syntax',
        `")" was expected, not ${token.kind === 'end' ? token.text : `"${token.text}"`}`,
        token,
        `close the "(" at character ${open.start + 1}`,
      );
    }
    return token.end;
  }
}

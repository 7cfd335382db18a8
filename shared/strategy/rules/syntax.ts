/** The syntax tree of a rule, and what may go wrong with one. */
import type { Refusal, Result } from '../../core/result.ts';

/** Half-open range of characters in the rule's text. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export type ArithmeticOperator = '+' | '-' | '*' | '/';
export type ComparisonOperator = '<' | '<=' | '>' | '>=' | '==' | '!=';
export type LogicOperator = 'and' | 'or';
export type BinaryOperator = ArithmeticOperator | ComparisonOperator | LogicOperator;

export interface NumberNode extends Span {
  readonly kind: 'number';
  /** Finite, never negative: a sign is an operator. */
  readonly value: number;
}
/** A quoted word such as `"bull"`. */
export interface TextNode extends Span {
  readonly kind: 'text';
  readonly value: string;
}
/** A price series or a parameter. */
export interface NameNode extends Span {
  readonly kind: 'name';
  readonly name: string;
}
export interface CallNode extends Span {
  readonly kind: 'call';
  readonly name: string;
  readonly arguments: readonly Expression[];
}
export interface UnaryNode extends Span {
  readonly kind: 'unary';
  readonly operator: '-' | 'not';
  readonly operand: Expression;
}
export interface BinaryNode extends Span {
  readonly kind: 'binary';
  readonly operator: BinaryOperator;
  readonly left: Expression;
  readonly right: Expression;
}
export type Expression = NumberNode | TextNode | NameNode | CallNode | UnaryNode | BinaryNode;

/** A refusal that points at characters of the rule. */
export interface RuleError extends Refusal, Span {}
export type RuleResult<T> = Result<T, RuleError>;

/** Builds a refused rule: code, sentence, place and cure. */
export const refuseRule = (code: string, message: string, at: Span, fix?: string) =>
  ({
    ok: false,
    error: {
      code,
      message,
      where: `character ${at.start + 1}`,
      ...(fix === undefined ? {} : { fix }),
      start: at.start,
      end: at.end,
    } satisfies RuleError,
  }) as const;

/** How tightly operators bind; a higher number binds tighter. */
export const precedence: Readonly<Record<BinaryOperator | 'not' | 'negate', number>> = {
  or: 1,
  and: 2,
  not: 3,
  '<': 4,
  '<=': 4,
  '>': 4,
  '>=': 4,
  '==': 4,
  '!=': 4,
  '+': 5,
  '-': 5,
  '*': 6,
  '/': 6,
  negate: 7,
};

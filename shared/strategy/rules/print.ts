/** Prints a syntax tree as canonical rule text: one spelling per tree, fewest parentheses. */
import { type Expression, precedence } from './syntax.ts';

/** Parsing the printed text gives the same tree back. */
export const formatExpression = (expression: Expression): string => print(expression, 0);

const wrap = (text: string, mine: number, least: number): string => (mine <= least ? `(${text})` : text);

function print(node: Expression, least: number): string {
  switch (node.kind) {
    case 'number':
      return String(node.value);
    case 'text':
      return node.value.includes('"') ? `'${node.value}'` : `"${node.value}"`;
    case 'name':
      return node.name;
    case 'call':
      return `${node.name}(${node.arguments.map((a) => print(a, 0)).join(', ')})`;
    case 'unary': {
      const mine = node.operator === 'not' ? precedence.not : precedence.negate;
      const sign = node.operator === 'not' ? 'not ' : '-';
      return wrap(`${sign}${print(node.operand, mine)}`, mine, least);
    }
    case 'binary': {
      const mine = precedence[node.operator];
      const chains = mine === precedence['<'];
      const left = print(node.left, chains ? mine : mine - 1);
      return wrap(`${left} ${node.operator} ${print(node.right, mine)}`, mine, least);
    }
  }
}

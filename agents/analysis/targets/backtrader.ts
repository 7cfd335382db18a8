/** Target `backtrader`: a Python strategy with the same rules, sizing, protection and a log. */
import { ensureDefined, ensureNever } from '../../../shared/core/assert.ts';
import { indicators } from '../../../shared/quant/indicators/index.ts';
import { explainStrategy } from '../../../shared/strategy/compile.ts';
import { isSeriesName } from '../../../shared/strategy/rules/names.ts';
import type { Expression } from '../../../shared/strategy/rules/syntax.ts';
import type { Protection, Sizing } from '../../../shared/strategy/spec.ts';
import { pythonIndicators } from './backtrader-indicators.ts';
import { type CodePlan, type IndicatorColumn, keyOf, planCode } from './plan.ts';
import { className, commentText, defineTarget } from './target.ts';

/** `smaCloseFast` -> `sma_close_fast`. */
const snake = (id: string): string => id.replace(/[A-Z]/g, (c) => `_${c.toLowerCase()}`);

/** Python of an expression `back` bars ago. */
function code(node: Expression, back: string, plan: CodePlan): string {
  const at = back === '0' ? '[0]' : `[-(${back})]`;
  switch (node.kind) {
    case 'number':
      return String(node.value);
    case 'text':
      return JSON.stringify(node.value);
    case 'name':
      return isSeriesName(node.name) ? `d.${node.name}${at}` : `self.p.${node.name}`;
    case 'unary': {
      const inner = code(node.operand, back, plan);
      return node.operator === '-' ? `-(${inner})` : `(not ${inner})`;
    }
    case 'binary': {
      const left = code(node.left, back, plan);
      const right = code(node.right, back, plan);
      if (node.left.kind === 'text' || node.right.kind === 'text')
        return node.operator === '==' ? `(${left} == ${right})` : `other_word(${left}, ${right})`;
      if (node.operator === '/') return `quotient(${left}, ${right})`;
      return `(${left} ${node.operator} ${right})`;
    }
    case 'call':
      return callCode(node, back, plan);
    default:
      return ensureNever(node);
  }
}

function callCode(node: Extract<Expression, { kind: 'call' }>, back: string, plan: CodePlan): string {
  const column = plan.columnOf.get(keyOf(node));
  if (column) return `self.lines_of[d].${snake(column.id)}${back === '0' ? '[0]' : `[-(${back})]`}`;
  const argument = (i: number, where = back): string => code(node.arguments[i] as Expression, where, plan);
  const before = back === '0' ? '1' : `${back} + 1`;
  switch (node.name) {
    case 'cross_over':
      return `(${argument(0, before)} <= ${argument(1, before)} and ${argument(0)} > ${argument(1)})`;
    case 'cross_under':
      return `(${argument(0, before)} >= ${argument(1, before)} and ${argument(0)} < ${argument(1)})`;
    case 'prev':
      return argument(0, back === '0' ? `int(${argument(1)})` : `${back} + int(${argument(1)})`);
    case 'if':
      return `(${argument(1)} if ${argument(0)} else ${argument(2)})`;
    case 'log':
      return `logarithm(${argument(0)})`;
    case 'sqrt':
      return `root(${argument(0)})`;
    case 'abs':
    case 'min':
    case 'max':
      return `${node.name}(${node.arguments.map((_, i) => argument(i)).join(', ')})`;
    case 'regime':
      return `self.known(d, 'regime', ${back})`;
    case 'volatility_regime':
      return `self.known(d, 'volatility', ${back})`;
    case 'signal':
      return `self.known(d, 'signal', ${back}, math.nan)`;
    case 'day_of_week':
      return `d.datetime.date(-(${back})).isoweekday()`;
    default:
      return `d.datetime.date(-(${back})).month`;
  }
}

/** A line made of an expression that is not a plain price: a small indicator class of its own is not needed, Backtrader adds lines. */
function lineCode(expression: Expression, plan: CodePlan): string {
  switch (expression.kind) {
    case 'name':
      return isSeriesName(expression.name) ? `d.${expression.name}` : `self.p.${expression.name}`;
    case 'number':
      return String(expression.value);
    case 'unary':
      return `-(${lineCode(expression.operand, plan)})`;
    case 'binary':
      return `(${lineCode(expression.left, plan)} ${expression.operator} ${lineCode(expression.right, plan)})`;
    case 'call': {
      const column = plan.columnOf.get(keyOf(expression));
      if (column) return `own.${snake(column.id)}`;
      if (expression.name === 'signal') return `SignalLine(d, known=self.p.known)`;
      return lineCode(ensureDefined(expression.arguments[0], 'calls over lines take one'), plan);
    }
    case 'text':
      return JSON.stringify(expression.value);
  }
}

function columnCode(column: IndicatorColumn, plan: CodePlan): string {
  const python = ensureDefined(pythonIndicators[column.function], `${column.function} has a Python form`);
  const takesPrices = !(indicators[column.function]?.inputs ?? []).includes('series');
  const source = takesPrices ? 'd' : lineCode(ensureDefined(column.series[0], 'a series was given'), plan);
  const values = column.parameters.map((p, i) => `, ${python.parameters[i]}=${code(p, '0', plan)}`).join('');
  return `            own.${snake(column.id)} = ${python.className}(${source}${values})`;
}

const sizeCode = (sizing: Sizing): string[] => {
  if (sizing.kind === 'percent-of-equity') return [`        return int(equity * ${sizing.percent} / 100.0 / price)`];
  if (sizing.kind === 'atr-risk')
    return [
      `        risk = ${sizing.atrMultiple} * self.lines_of[d].sizing_atr[0]`,
      `        return int(equity * ${sizing.riskPercent} / 100.0 / risk) if risk > 0 else 0`,
    ];
  if (sizing.kind !== 'volatility-target') throw new Error(`${sizing.kind} is refused before code is written`);
  return [
    '        wild = self.lines_of[d].sizing_volatility[0]',
    `        share = min(${sizing.annualPercent} / 100.0 / wild, ${sizing.maxPercent} / 100.0) if wild > 0 else 0.0`,
    '        return int(equity * share / price)',
  ];
};

const stopCode = (p: Protection): string => {
  if (p.stopLossPercent !== null) return `price * ${p.stopLossPercent} / 100.0`;
  if (p.stopLossAtr !== null) return `${p.stopLossAtr} * self.lines_of[d].stop_atr[0]`;
  return 'None';
};

export const backtraderTarget = defineTarget({
  name: 'backtrader',
  write(compiled, strategyId) {
    const { spec, warmUp } = compiled;
    const plan = planCode(compiled);
    const { sizing, protection } = spec;
    const own = [...plan.columns.map((c) => columnCode(c, plan))];
    if (protection.stopLossAtr !== null) own.push(`            own.stop_atr = Atr(d, length=${protection.atrLength})`);
    if (sizing.kind === 'atr-risk') own.push(`            own.sizing_atr = Atr(d, length=${sizing.atrLength})`);
    if (sizing.kind === 'volatility-target')
      own.push(`            own.sizing_volatility = Volatility(d.close, length=${sizing.lookback})`);
    const body = own.join('\n');
    const classes = Object.values(pythonIndicators)
      .filter(({ className: name }) => new RegExp(`\\b${name}\\(`).test(body))
      .map(({ text }) => text);
    if (body.includes('SignalLine(')) classes.push(signalLine);
    const rule = (key: 'entryLong' | 'exitLong' | 'entryShort' | 'exitShort' | 'regimeFilter'): string => {
      const tree = plan.rules.find(([name]) => name === key)?.[1];
      const text = key === 'regimeFilter' ? spec.regimeFilter : spec.rules[key];
      return `    def ${snake(key)}(self, d):
        """${text === null ? 'Not used.' : `Holds where: ${commentText(text)} `}"""
        return ${tree ? `bool(${code(tree, '0', plan)})` : key === 'regimeFilter' ? 'True' : 'False'}`;
    };
    const text = `"""${commentText(spec.name)} (${strategyId}), written from its specification: edit the specification, not this file.

Thesis: ${commentText(spec.thesis)}
Proved wrong by: ${commentText(spec.falsifier)}

${explainStrategy(spec)
  .map((line) => `- ${commentText(line)}`)
  .join('\n')}

Run: add one daily data feed per symbol, named as in SYMBOLS, and add this strategy to a bt.Cerebro with
cerebro.broker.setcommission(commission=0.0001) and cerebro.broker.set_slippage_perc(0.0002). Orders fill at the next open.
"""
import datetime
import math
import statistics
from types import SimpleNamespace

import backtrader as bt

SYMBOLS = ${JSON.stringify(spec.symbols)}
MAX_OPEN_POSITIONS = ${spec.maxOpenPositions}
WARM_UP = ${warmUp}


def quotient(a, b):
    """Unknown where nothing can be divided."""
    return a / b if b else math.nan


def logarithm(x):
    return math.log(x) if x > 0 else math.nan


def root(x):
    return math.sqrt(x) if x >= 0 else math.nan


def other_word(a, b):
    """False where either is unknown."""
    return a is not None and b is not None and a != b


${classes.join('\n\n\n')}${classes.length > 0 ? '\n\n\n' : ''}class ${className(spec.name)}(bt.Strategy):
    params = (
${Object.entries(spec.parameters)
  .map(([name, p]) => `        ('${name}', ${p.value}),  # searched from ${p.min} to ${p.max} in steps of ${p.step}`)
  .join('\n')}
        # What was known at each close: {'regime': {date: 'bull'}, 'volatility': {date: 'low'}, 'signal': {(symbol, date): 0.1}}.
        ('known', {}),
        ('verbose', False),
    )

    def __init__(self):
        self.lines_of = {}
        self.protective = {}
        self.opened_at = {}
        for d in self.datas:
            own = SimpleNamespace()
            self.lines_of[d] = own
${body === '' ? '            own.close = d.close' : body}

    def log(self, d, text):
        if self.p.verbose:
            print(f'{d.datetime.date(0).isoformat()} {d._name}: {text}')

    def known(self, d, what, back=0, missing=None):
        """As-of lookup: the newest value of at most ten days before the bar."""
        values = self.p.known.get(what, {})
        day = d.datetime.date(-back)
        for age in range(10):
            key = day - datetime.timedelta(days=age)
            found = values.get((d._name, key) if what == 'signal' else key)
            if found is not None:
                return found
        return missing

${(['entryLong', 'exitLong', 'entryShort', 'exitShort', 'regimeFilter'] as const).map(rule).join('\n\n')}

    def size_of(self, d):
        """Shares for a new position; 0 when nothing can be afforded."""
        equity, price = self.broker.getvalue(), d.close[0]
${sizeCode(sizing).join('\n')}

    def open_position(self, d, side):
        size, price = self.size_of(d), d.close[0]
        if size < 1:
            self.log(d, 'no entry: the size is below one share')
            return
        enter, leave = (self.buy, self.sell) if side > 0 else (self.sell, self.buy)
        distance = ${stopCode(protection)}
        target = ${protection.takeProfitPercent === null ? 'None' : `price * (1 + side * ${protection.takeProfitPercent} / 100.0)`}
        trail = ${protection.trailingStopPercent === null ? 'None' : `${protection.trailingStopPercent} / 100.0`}
        entry = enter(data=d, size=size, transmit=False)
        children = []
        if distance is not None and math.isfinite(distance):
            children.append(dict(exectype=bt.Order.Stop, price=price - side * distance))
        if target is not None:
            children.append(dict(exectype=bt.Order.Limit, price=target))
        if trail is not None:
            children.append(dict(exectype=bt.Order.StopTrail, trailpercent=trail))
        if not children:
            raise ValueError(f'{d._name}: a position without a protective stop is not opened')
        first = None
        made = []
        for number, child in enumerate(children):
            last = number == len(children) - 1
            made.append(leave(data=d, size=size, parent=entry, oco=first, transmit=last, **child))
            first = first or made[0]
        self.protective[d] = made
        self.opened_at[d] = len(d)
        self.log(d, f'enters {size} shares near {price:.2f}')

    def close_position(self, d, why):
        for order in self.protective.pop(d, []):
            self.cancel(order)
        self.close(data=d)
        self.log(d, f'leaves: {why}')

    def next(self):
        for d in self.datas:
            held = self.getposition(d).size
            if held == 0 or len(d) <= WARM_UP:
                continue
            if (held > 0 and self.exit_long(d)) or (held < 0 and self.exit_short(d)):
                self.close_position(d, 'the exit rule holds')
${protection.timeExitBars === null ? '' : `            elif len(d) - self.opened_at.get(d, len(d)) >= ${protection.timeExitBars}:\n                self.close_position(d, 'its time is over')\n`}        taken = sum(1 for d in self.datas if self.getposition(d).size != 0)
        for d in sorted(self.datas, key=lambda feed: feed._name):
            if taken >= MAX_OPEN_POSITIONS:
                break
            if len(d) <= WARM_UP or self.getposition(d).size != 0 or not self.regime_filter(d):
                continue
            side = 1 if self.entry_long(d) else -1 if self.entry_short(d) else 0
            if side:
                self.open_position(d, side)
                taken += 1

    def notify_order(self, order):
        if order.status == order.Completed:
            self.log(order.data, f'filled {order.executed.size} at {order.executed.price:.2f}')
        elif order.status in (order.Margin, order.Rejected):
            self.log(order.data, f'order refused: {order.getstatusname()}')
`;
    return { target: 'backtrader', fileName: `${strategyId.replace(/-/g, '_')}.py`, text };
  },
});

const signalLine = `class SignalLine(bt.Indicator):
    """The fused signal known at each close, as a line."""
    lines = ('value',)
    params = (('known', {}),)

    def next(self):
        values = self.p.known.get('signal', {})
        day = self.data.datetime.date(0)
        found = [values.get((self.data._name, day - datetime.timedelta(days=age))) for age in range(10)]
        self.lines.value[0] = next((v for v in found if v is not None), math.nan)`;

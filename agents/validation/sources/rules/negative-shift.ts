/** Values of later bars: a negative shift, lead or roll, a forward window, an index after the current bar. */
import { barFieldOf, barLoops, indicesIn, isDecision, offsetOf, rootOf } from '../bars.ts';
import { words } from '../history.ts';
import { keyOf, type SourceModel } from '../model.ts';
import { defineSourceRule } from '../rule.ts';
import { argumentsOf, around, keywordOf, type SyntaxNode } from '../syntax.ts';

const fix = 'use only this bar and earlier ones: shift(1) looks back.';
const labelNames = /(^|[_.\s])(y|ys|label|labels|target|targets|fwd\w*|forward\w*|future\w*|horizon\w*)($|[_.\d\s])/i;
const learners =
  /^(fit|train_test_split|cross_val_score|cross_validate|split|partial_fit|fit_transform|score|purged\w*|evaluate)$/;

/** A label of the future may be learned from, never decided on: every use ends in a fit. */
function isLabel(node: SyntaxNode, model: SourceModel): boolean {
  let target: SyntaxNode | undefined;
  for (const outer of around(node))
    if (outer.kind === 'assign') {
      target = outer.parts[0];
      break;
    }
  const key = target && keyOf(target);
  if (!target || key === undefined || !labelNames.test(key)) return false;
  const uses = model.usesOf(key).filter((u) => u !== target);
  let isLearned = false;
  for (const use of uses) {
    let isFine = false;
    for (const outer of around(use)) {
      if (outer.kind === 'call' && learners.test(model.method(outer))) isFine = true;
      // Rows left out, or another label made of it.
      if (
        outer.kind === 'call' &&
        /^(dropna|notna|isna|notnull|reindex|loc|mean_squared_error)$/.test(model.method(outer))
      )
        isFine = true;
      if (outer.kind === 'assign' && outer.parts[0] && labelNames.test(keyOf(outer.parts[0]) ?? words(outer.parts[0])))
        isFine = true;
      if (isFine) break;
    }
    if (!isFine) return false;
    isLearned = true;
  }
  return isLearned;
}

/** Realised results may read later bars: the next open is a fill, the next return is a profit. */
function isOutcome(node: SyntaxNode): boolean {
  if (isDecision(node)) return false;
  for (const outer of around(node)) {
    if (outer.kind === 'assign') {
      const target = words(outer.parts[0]);
      return (
        /^(\+=|-=|\*=)$/.test(outer.text) ||
        /pnl|profit|ret|equity|cash|fill|entry|exit|cost|proceeds|label|target|nav|wealth|capital|\by\b/i.test(target)
      );
    }
    if (outer.kind === 'keyword' || outer.kind === 'entry') return /price|fill|pnl|profit|exit|entry/i.test(outer.text);
    if (
      outer.kind === 'call' &&
      /^(buy|sell|fill|execute|enter|exit|open_position|close_position)/i.test(outer.parts[0]?.text ?? '')
    )
      return true;
    if (outer.kind === 'block') return false;
  }
  return false;
}

export const negativeShift = defineSourceRule({
  name: 'negative-shift',
  kind: 'look-ahead',
  severity: 'fail',
  run(model, report) {
    for (const call of model.calls) {
      const name = model.method(call);
      const given = argumentsOf(call);
      const back = (node: SyntaxNode | undefined): boolean => (model.number(node) ?? 0) < 0;
      const steps = model.keyword(call, 'periods', 'shift', 'n', 'length', 'lag', 'offset');
      const isMethod = call.parts[0]?.kind === 'member' || call.parts[0]?.kind === 'call';
      if (
        /^(shift|tshift|pct_change|diff|lag|delay|momentum|roc|offset|prev)$/.test(name) &&
        (back(given[isMethod ? 0 : 1]) || back(given[0]) || back(steps))
      ) {
        if (!isLabel(call, model))
          report(call, `${name} by a negative number brings the values of later bars to this one.`, fix);
      } else if (name === 'roll' && (back(given[1]) || back(steps)))
        report(call, 'roll by a negative number moves later values to earlier bars.', fix);
      else if (/^(lead|lookahead|look_ahead|forward_fill_from_future)$/.test(name) && isMethod)
        report(call, `${name} reads later bars.`, fix);
      else if (/^(FixedForwardWindowIndexer)$/.test(name))
        report(call, 'A forward window is made of the bars after this one.', 'use a trailing window: rolling(n).');
      else if (/^(sliding|forward)_?window/i.test(name) && keywordOf(call, 'forward')?.value === true)
        report(call, 'A forward window is made of the bars after this one.', 'use a trailing window.');
    }
    positiveLines(model, report);
    laterBars(model, report);
  },
});

/** In Backtrader [0] is now, [-1] the bar before, and [1] the bar after; a line called with a number is moved likewise. */
function positiveLines(model: SourceModel, report: (n: SyntaxNode, r: string, f: string) => void): void {
  for (const node of model.nodes) {
    const owner = model.classAround(node);
    if (!owner?.parts.some((p) => /^(bt|backtrader)\.|Strategy$|Indicator$/.test(model.qualified(p)))) continue;
    if (!/backtrader|\bbt\b/.test(owner.parts.map((p) => model.qualified(p)).join(' '))) continue;
    const place = node.kind === 'index' ? node.parts[1] : node.kind === 'call' ? argumentsOf(node)[0] : undefined;
    const object = node.parts[0];
    if (!place || !object || (model.number(place) ?? 0) <= 0) continue;
    const isLine =
      /(^|\.)(close|open|high|low|volume|lines\.\w+|openinterest)$/.test(keyOf(object) ?? chain(object)) ||
      isIndicator(object, model);
    if (isLine && object.kind !== 'name')
      report(
        node,
        `In Backtrader [${model.number(place)}] is a bar after the current one.`,
        'write [0] for now and [-1] for the bar before.',
      );
  }
}
const chain = (node: SyntaxNode): string =>
  node.kind === 'member' ? `${chain(node.parts[0] as SyntaxNode)}.${node.text}` : node.text;
const isIndicator = (node: SyntaxNode, model: SourceModel): boolean => {
  const value = keyOf(node) === undefined ? undefined : model.boundTo(node);
  return (
    value?.kind === 'call' &&
    /^(backtrader|bt)\.(ind|indicators|talib)\./.test(model.qualified(value.parts[0] as SyntaxNode))
  );
};

function laterBars(model: SourceModel, report: (n: SyntaxNode, r: string, f: string) => void): void {
  for (const loop of barLoops(model)) {
    const seen = new Set<SyntaxNode>();
    for (const node of insideOf(loop.body)) {
      if (node.kind !== 'index' && node.kind !== 'call') continue;
      for (const index of [...indicesIn(node)].slice(0, 1)) {
        const offset = offsetOf(index, loop.counters, model);
        if (offset === undefined || offset <= 0 || seen.has(index)) continue;
        if (node.kind === 'call' && node.parts[0]?.text !== 'at') continue;
        const isTarget = node.parent?.kind === 'assign' && node.parent.parts[0] === node;
        const whole = outermost(node);
        if (isTarget || (whole.parent?.kind === 'assign' && whole.parent.parts[0] === whole)) continue;
        seen.add(index);
        const field = barFieldOf(whole, loop, model)?.field;
        const root = rootOf(node);
        if (!looksLikeSeries(root, whole)) continue;
        if (field === 'open' && !isDecision(whole)) continue;
        if (isOutcome(whole) || isLabel(whole, model)) continue;
        report(
          whole,
          `It reads the bar ${offset} after the one it decides on.`,
          'read this bar and earlier ones only; a fill at the next open may read the next open.',
        );
      }
    }
    windowAround(loop.body, loop.counters, model, report);
  }
}
const outermost = (node: SyntaxNode): SyntaxNode => {
  let at = node;
  while (at.parent && (at.parent.kind === 'member' || at.parent.kind === 'index') && at.parent.parts[0] === at)
    at = at.parent;
  // prices.loc[dates[i + 1]]: what is read is the price.
  if (at.parent?.kind === 'index' && at.parent.parts[0] !== at) return outermost(at.parent);
  return at;
};
function* insideOf(body: SyntaxNode): Generator<SyntaxNode> {
  const open = [body];
  for (let next = open.pop(); next; next = open.pop()) {
    yield next;
    open.push(...[...next.parts].reverse());
  }
}
const looksLikeSeries = (root: SyntaxNode, whole: SyntaxNode): boolean =>
  /close|open|high|low|volume|price|bar|candle|row|df|data|ohlc|ret|series|x$|p$|c$|h$|l$|^v$|quote|kline|spread|values/i.test(
    `${words(whole)} ${root.text}`,
  );

/** closes[i - 2 : i + 3], closes.slice(i - 2, i + 3): a window that reaches past the bar itself. */
function windowAround(
  body: SyntaxNode,
  counters: ReadonlySet<string>,
  model: SourceModel,
  report: (n: SyntaxNode, r: string, f: string) => void,
): void {
  for (const node of insideOf(body)) {
    const stop =
      node.kind === 'slice'
        ? node.parts[1]
        : node.kind === 'call' && /^(slice|subarray)$/.test(model.method(node))
          ? argumentsOf(node)[1]
          : undefined;
    if (!stop) continue;
    const isLabelled = node.parent?.kind === 'index' && node.parent.parts[0]?.text === 'loc';
    const offset = offsetOf(stop, counters, model);
    const past = isLabelled ? 0 : 1;
    if (offset === undefined || offset <= past) continue;
    const whole = node.kind === 'slice' ? (node.parent ?? node) : node;
    if (!isOutcome(whole) && !isLabel(whole, model))
      report(whole, 'The window reaches past the bar that is decided on.', 'end the window at this bar.');
  }
}

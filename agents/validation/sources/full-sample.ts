/** Finds a series that is compared with, or scaled by, a statistic over all of its bars. */
import { aggregates, extentOf, hasWindow } from './history.ts';
import { keyOf, type SourceModel } from './model.ts';
import type { Report } from './rule.ts';
import { argumentsOf, around, keywordOf, type SyntaxNode } from './syntax.ts';

export interface FullSample {
  /** Statistics that give one number over a series. */
  readonly aggregates: RegExp;
  /** Calls and estimators that scale a series by such numbers. */
  readonly calls: RegExp;
  readonly what: string;
  readonly fix: string;
}

const combines = /^(-|\/|<|>|<=|>=|\*)$/;

/** The series whose statistic the node is: `x` of `x.mean()`, `np.mean(x)`, `Math.max(...x)`, or of a name bound to one. */
function statisticOf(node: SyntaxNode, model: SourceModel, pattern: RegExp, left = 6): SyntaxNode | undefined {
  if (left === 0) return undefined;
  if (node.kind === 'call') {
    const name = model.method(node);
    const callee = node.parts[0];
    const given = argumentsOf(node);
    const object = callee?.kind === 'member' ? callee.parts[0] : undefined;
    if (pattern.test(name)) {
      const isFree =
        callee?.kind === 'name' ||
        /^(numpy|np|math|Math|statistics|pandas|pd|scipy|ss|stats)\b/.test(model.qualified(callee ?? node));
      const series = isFree ? given[0] : object;
      if (!series) return undefined;
      const axis = model.number(keywordOf(node, 'axis') ?? given[isFree ? 1 : 0]);
      if (axis === 1 && /axis/.test(keywordOf(node, 'axis') ? 'axis' : '')) return undefined;
      if (isFree && given.length > 1 && /^(min|max)$/.test(name) && series.kind !== 'spread') return undefined;
      return series.kind === 'spread' ? series.parts[0] : series;
    }
    // Math.max.apply(null, closes)
    if (name === 'apply' && object?.kind === 'member' && pattern.test(object.text)) return given[1];
    if (/^(abs|sqrt|float|round|Number)$/.test(name) && given[0])
      return statisticOf(given[0], model, pattern, left - 1);
    return undefined;
  }
  if (keyOf(node) !== undefined) {
    const value = model.boundTo(node);
    return value && statisticOf(value, model, pattern, left - 1);
  }
  if (node.kind === 'binary') {
    // closes.reduce((a, b) => a + b, 0) / closes.length, mean + 2 * deviation
    for (const part of node.parts) {
      const found = statisticOf(part, model, pattern, left - 1);
      if (found) return found;
    }
  }
  return undefined;
}

const isSeries = (node: SyntaxNode, model: SourceModel): boolean => {
  const extent = extentOf(node, model);
  return extent === 'whole';
};
/** An element of the same series: the parameter of a map, `x[i]`, or the loop's own value. */
const isElement = (node: SyntaxNode, model: SourceModel): boolean => {
  if (node.kind === 'index') return true;
  if (node.kind === 'member' && node.parts[0] && isElement(node.parts[0], model)) return true;
  if (node.kind !== 'name') return false;
  for (const outer of around(node)) {
    if (outer.kind === 'function' && outer.parts.some((p) => p.kind === 'parameter' && p.text === node.text)) {
      const call = outer.parent;
      return call?.kind === 'call' && /^(map|filter|apply|forEach|some|every|find)$/.test(model.method(call));
    }
    if (outer.kind === 'for' && outer.parts[0]?.text === node.text) return true;
  }
  const value = model.boundTo(node);
  return value?.kind === 'index' && isElement(value, model);
};

export function scalesAcrossAll(model: SourceModel, report: Report, sample: FullSample): void {
  const said = new Set<number>();
  const say = (node: SyntaxNode, reason: string): void => {
    if (said.has(node.from)) return;
    said.add(node.from);
    report(node, reason, sample.fix);
  };
  const reason = `It measures each bar against ${sample.what}, which early bars could not know.`;
  for (const node of model.nodes) {
    if (node.kind === 'binary' && combines.test(node.text)) {
      const [left, right] = node.parts;
      if (!left || !right) continue;
      for (const [one, other] of [
        [left, right],
        [right, left],
      ] as const) {
        const series = statisticOf(one, model, sample.aggregates);
        if (!series || hasWindow(series, model) || !isSeries(series, model)) continue;
        if (statisticOf(other, model, aggregates)) continue;
        if (node.text === '*' && other.kind !== 'name' && other.kind !== 'member' && other.kind !== 'index') continue;
        if (node.text === '*') continue;
        if (isSeries(other, model) || isElement(other, model)) {
          if (!isOnlyReported(node, model)) say(node, reason);
          break;
        }
      }
    }
    if (node.kind === 'call') checkCall(node);
  }

  function checkCall(call: SyntaxNode): void {
    const name = model.method(call);
    const given = argumentsOf(call);
    const object = call.parts[0]?.kind === 'member' ? call.parts[0].parts[0] : undefined;
    // x.sub(x.mean()).div(x.std())
    if (/^(sub|div|subtract|divide|gt|lt|ge|le|truediv)$/.test(name) && object && given[0]) {
      const series = statisticOf(given[0], model, sample.aggregates);
      if (series && !hasWindow(series, model) && isSeries(series, model) && isSeries(object, model)) say(call, reason);
      return;
    }
    if (/^(fit_transform|fit)$/.test(name) && object) {
      const made = model.resolve(object);
      const maker = made.kind === 'call' ? model.method(made) : '';
      const data = given[0];
      if (sample.calls.test(maker) && data && isSeries(data, model) && !isTrain(data)) say(call, reason);
      return;
    }
    if (!sample.calls.test(name) || /^[A-Z]/.test(name)) return;
    const isFree =
      call.parts[0]?.kind === 'name' ||
      /^(numpy|pandas|scipy|sklearn|stats|preprocessing|np|pd)\b/.test(model.qualified(call.parts[0] as SyntaxNode));
    const data = isFree ? given[0] : name === 'rank' ? object : undefined;
    if (!data || hasWindow(data, model) || !isSeries(data, model)) return;
    const axis = keywordOf(call, 'axis');
    if (model.number(axis) === 1 || model.string(axis) === 'columns') return;
    // A rank across symbols is no rank across time.
    if (name === 'rank' && !keywordOf(call, 'pct')) return;
    say(call, reason);
  }
  function isTrain(node: SyntaxNode): boolean {
    return /train|in_?sample/i.test(node.text);
  }
}

/** A summary printed at the end decides nothing. */
function isOnlyReported(node: SyntaxNode, model: SourceModel): boolean {
  for (const outer of around(node)) {
    if (outer.kind === 'call' && /^(print|log|debug|info|format)$/.test(model.method(outer))) return true;
    if (outer.kind === 'assign' || outer.kind === 'block') return false;
  }
  return false;
}

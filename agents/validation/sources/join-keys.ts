/** Columns by which rows are matched to bars: what a join, a sort, an index or a comparison with time is made on. */
import { words } from './history.ts';
import { keyOf, type SourceModel } from './model.ts';
import { argumentsOf, around, isComparison, keywordOf, type SyntaxNode, walk } from './syntax.ts';

export interface JoinKey {
  readonly node: SyntaxNode;
  readonly key: string;
}

const joins =
  /^(merge|merge_asof|join|set_index|groupby|pivot|pivot_table|reindex|searchsorted|asof|sort_values|sortBy|orderBy|indexBy|keyBy|to_datetime|parse|from_records)$/;
const times = /(^|[^a-z])(date|time|ts|now|dt|day|bar|index|as_?of|closeTime|timestamp|today|decision)/i;

/** A key that something is added to (a day, a business day) is delayed and passes. */
export function* joinKeys(model: SourceModel): Generator<JoinKey> {
  for (const call of model.calls) {
    if (!joins.test(model.method(call))) continue;
    const named = ['on', 'left_on', 'right_on', 'by', 'keys', 'index'].map((name) => keywordOf(call, name));
    const given = [...named, ...argumentsOf(call)];
    for (const one of given) {
      if (!one) continue;
      for (const key of one.kind === 'list' ? one.parts : [one]) {
        const name = model.string(key) ?? lastColumn(key) ?? lambdaKey(key);
        if (name !== undefined && !isDelayed(name, model)) yield { node: key, key: name };
      }
    }
  }
  for (const node of model.nodes) {
    if (isComparison(node)) {
      const [a, b] = node.parts as [SyntaxNode, SyntaxNode];
      for (const [one, other] of [
        [a, b],
        [b, a],
      ] as const) {
        const name = lastColumn(one);
        if (name !== undefined && other.kind !== 'none' && times.test(words(other)) && !isDelayed(name, model))
          yield { node, key: name };
      }
    }
    if (node.kind === 'assign' && node.parts[0] && node.parts[1]) {
      // df['time'] = df['updated_at'], df.index = df['filing_date'], { time: item.updatedAt }
      const target = keyOf(node.parts[0]) ?? words(node.parts[0]);
      const name = lastColumn(strip(node.parts[1], model));
      if (
        name !== undefined &&
        /(^|\.)(index|time|timestamp|date|known_?at|knownAt|available(_at)?|published(_at)?|as_?of|ts|bar_time)$/i.test(
          target,
        ) &&
        !isDelayed(name, model) &&
        !target.endsWith(name)
      )
        yield { node, key: name };
    }
    if (
      node.kind === 'entry' &&
      /^(time|timestamp|date|knownAt|known_at|at|availableAt|publishedAt|asOf|ts)$/i.test(node.text) &&
      node.parts[0]
    ) {
      const name = lastColumn(strip(node.parts[0], model));
      if (name !== undefined && name !== node.text) yield { node, key: name };
    }
    // bars.get(story.updatedAt), byDay[filing.filingDate]
    if (
      (node.kind === 'index' || (node.kind === 'call' && /^(get|has|asof|indexOf)$/.test(model.method(node)))) &&
      node.parts[1]
    ) {
      const name = lastColumn(node.parts[1]);
      if (name !== undefined && node.parts[1].kind === 'member') yield { node, key: name };
    }
  }
}

const wrappers =
  /^(to_datetime|Timestamp|parse|parseISO|Date|Number|getTime|valueOf|astype|fromisoformat|strptime|normalize|tz_localize|tz_convert)$/;
function strip(node: SyntaxNode, model: SourceModel, left = 4): SyntaxNode {
  if (left === 0 || node.kind !== 'call' || !wrappers.test(model.method(node))) return node;
  const object = node.parts[0]?.kind === 'member' ? node.parts[0].parts[0] : undefined;
  const inner = argumentsOf(node)[0] ?? object;
  return inner ? strip(inner, model, left - 1) : node;
}
function lastColumn(node: SyntaxNode): string | undefined {
  if (node.kind === 'member') return node.text;
  if (node.kind === 'index' && node.parts[1]?.kind === 'string') return node.parts[1].text;
  return undefined;
}
function lambdaKey(node: SyntaxNode): string | undefined {
  if (node.kind !== 'function') return undefined;
  for (const one of walk(node)) {
    const name = one.kind === 'return' ? one.parts[0] && lastColumn(one.parts[0]) : undefined;
    if (name !== undefined) return name;
  }
  return undefined;
}

/** Is a day or more added to the column somewhere, or is it part of a sum? */
function isDelayed(name: string, model: SourceModel): boolean {
  for (const node of model.nodes) {
    if (lastColumn(node) !== name) continue;
    for (const outer of around(node)) {
      if (outer.kind === 'binary' && outer.text === '+') return true;
      if (outer.kind === 'assign' && outer.text === '+=') return true;
      if (outer.kind === 'block') break;
    }
  }
  return false;
}

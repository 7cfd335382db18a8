/** How much of time a value has seen: all of the history, only what was known, or a single moment. */
import { keyOf, type SourceModel } from './model.ts';
import { argumentsOf, keywordOf, type SyntaxNode } from './syntax.ts';

/**
 * `whole`: a series over all bars; `bounded`: a series that ends at the decision or at the end of the training part;
 * `moment`: one number; `unknown`: cannot be told.
 */
export type Extent = 'whole' | 'bounded' | 'moment' | 'unknown';

/** Handlers that a platform calls bar by bar: what they are given ends now. */
export const handlers =
  /^(next|next_open|prenext|nextstart|notify_\w+|handle_data|on_?data|on_?bar\w*|onBar\w*|onData|onCandle|onTick|before_trading_start|rebalance|on_end_of_day|on_securities_changed|on_order_event|update|select\w*|schedule\w*)$/i;
const wholeNames =
  /^(\w*_)?(df|data|dataframe|frame|prices?|close|closes|opens?|highs?|lows?|volumes?|bars?|candles|ohlcv?|rets?|returns|series|panel|features?|x|spread|quotes|market)\d*$/i;
const boundedNames =
  /(^|_)(train\w*|in_?sample|insample|past|window|lookback|recent|seen|known|hist|history|so_?far|until|trailing|fit_part)($|_)|(Train|Window|Past|SoFar)$/i;
const windows = /^(rolling|expanding|ewm|tail_window|window)$/;
const feeds = /^(history|History|get|get_history|window_safe|current)$/;
/** Calls that give one number over all of a series. */
export const aggregates =
  /^(mean|std|var|median|min|max|sum|quantile|percentile|nanmean|nanstd|nanmax|nanmin|nanmedian|nanpercentile|mad|sem|skew|kurt|kurtosis|idxmax|idxmin|amax|amin|average|ptp|last|first)$/;
const loaders =
  /^(read_\w+|load_\w+|download|fetch_\w+|get_price|get_data\w*|get_pricing|fetch\w*|loadBars|readBars|DataReader|from_csv)$/;
const scalars = /^(len|int|float|bool|round|str|item|count|nunique|size|Number|parseFloat|parseInt)$/;
const elementwise = /^(map|apply|applymap|forEach|filter|some|every|find|findIndex|reduce|transform|agg)$/;

const join = (a: Extent, b: Extent): Extent => {
  for (const one of ['whole', 'bounded', 'unknown'] as const) if (a === one || b === one) return one;
  return 'moment';
};

export function extentOf(node: SyntaxNode, model: SourceModel, left = 14): Extent {
  if (left === 0) return 'unknown';
  const at = (one: SyntaxNode | undefined): Extent => (one ? extentOf(one, model, left - 1) : 'moment');
  switch (node.kind) {
    case 'number':
    case 'string':
    case 'boolean':
    case 'none':
      return 'moment';
    case 'name':
      return extentOfName(node, model, left);
    case 'member': {
      const value = model.boundTo(node);
      if (value && value !== node) return at(value);
      return extentOfMember(node, model, left);
    }
    case 'index':
      return extentOfIndex(node, model, left);
    case 'call':
      return extentOfCall(node, model, left);
    case 'await':
    case 'unary':
    case 'spread':
      return at(node.parts[0]);
    case 'binary':
      return join(at(node.parts[0]), at(node.parts[1]));
    case 'conditional':
      return join(at(node.parts[1]), at(node.parts[2]));
    case 'list':
    case 'other':
      return node.parts.map(at).reduce(join, 'moment');
    default:
      return 'unknown';
  }
}

function extentOfName(node: SyntaxNode, model: SourceModel, left: number): Extent {
  const value = model.boundTo(node);
  if (value) {
    const found = extentOf(value, model, left - 1);
    return found === 'unknown' && boundedNames.test(node.text) ? 'bounded' : found;
  }
  if (isLoopItem(node, model)) return 'moment';
  if (boundedNames.test(node.text)) return 'bounded';
  const parameter = parameterNamed(node, model);
  if (parameter) return extentOfParameter(parameter, model, left);
  return wholeNames.test(node.text) ? 'whole' : 'unknown';
}

const parameterNamed = (node: SyntaxNode, model: SourceModel): SyntaxNode | undefined => {
  for (let scope = model.functionAround(node); scope; scope = model.functionAround(scope)) {
    const found = scope.parts.find((p) => p.kind === 'parameter' && p.text === node.text);
    if (found) return found;
  }
  return undefined;
};

/** What a function is handed over to: `rolling(20).apply(f)` gives it windows, `map` single values. */
function extentOfParameter(parameter: SyntaxNode, model: SourceModel, left: number): Extent {
  const owner = parameter.parent;
  if (!owner) return 'unknown';
  const passed = owner.text === '' ? owner : undefined;
  const users = passed
    ? [passed]
    : model.usesOf(owner.text).filter((u) => u.parent?.kind === 'call' && u.parent.parts[0] !== u);
  for (const user of users) {
    const call = user.parent?.kind === 'keyword' ? user.parent.parent : user.parent;
    if (call?.kind !== 'call') continue;
    const name = model.method(call);
    const object = call.parts[0]?.parts[0];
    if (!elementwise.test(name) && name !== 'pipe') continue;
    if (object && hasWindow(object, model)) return 'bounded';
    if (name === 'pipe' || name === 'transform' || name === 'agg')
      return object ? extentOf(object, model, left - 1) : 'unknown';
    return 'moment';
  }
  if (handlers.test(owner.text)) return 'bounded';
  const given = model.givenTo(parameter).map((g) => extentOf(g, model, Math.min(left - 1, 6)));
  if (given.length > 0) return given.reduce(join);
  return wholeNames.test(parameter.text) ? 'whole' : 'unknown';
}

function isLoopItem(node: SyntaxNode, model: SourceModel): boolean {
  for (let at: SyntaxNode | null = node; at; at = at.parent)
    if (at.kind === 'for' && at.parts[0] && names(at.parts[0]).includes(node.text)) {
      const over = at.parts[1];
      // Walking over symbols or folds hands out whole series; walking over bars hands out moments.
      if (
        over &&
        /^(groupby|items|split|values|symbols|assets)$/.test(over.kind === 'call' ? model.method(over) : over.text)
      )
        return false;
      return true;
    }
  return false;
}
const names = (target: SyntaxNode): string[] =>
  target.kind === 'list' || target.kind === 'dict'
    ? target.parts.flatMap((p) => names(p.kind === 'entry' ? (p.parts[0] ?? p) : p))
    : [target.text];

/** True when a window or an as-of history stands somewhere in the chain of calls. */
export function hasWindow(node: SyntaxNode, model: SourceModel, left = 10): boolean {
  if (left === 0) return false;
  if (node.kind === 'call' && (windows.test(model.method(node)) || feeds.test(model.method(node)))) return true;
  const value = keyOf(node) === undefined ? undefined : model.boundTo(node);
  if (value) return hasWindow(value, model, left - 1);
  const inner = node.kind === 'call' || node.kind === 'member' || node.kind === 'index' ? node.parts[0] : undefined;
  return inner ? hasWindow(inner, model, left - 1) : false;
}

function extentOfMember(node: SyntaxNode, model: SourceModel, left: number): Extent {
  const object = node.parts[0];
  if (!object) return 'unknown';
  if (/^(length|size|shape|ndim|empty|name|symbol)$/.test(node.text)) return 'moment';
  if (object.kind === 'name' && (object.text === 'self' || object.text === 'this')) {
    if (boundedNames.test(node.text)) return 'bounded';
    // A line of a platform's strategy ends at the current bar.
    if (/^(data|datas|data\d|d|close|open|high|low|volume|dnames|I)$/.test(node.text)) return 'bounded';
    return 'unknown';
  }
  return extentOf(object, model, left - 1);
}

function extentOfIndex(node: SyntaxNode, model: SourceModel, left: number): Extent {
  const [object, first] = node.parts;
  if (!object || !first) return 'unknown';
  const inner = extentOf(object, model, left - 1);
  const value = keyOf(node) === undefined ? undefined : model.boundTo(node);
  if (value) return extentOf(value, model, left - 1);
  if (inner === 'bounded') return 'bounded';
  if (first.kind === 'string' || first.kind === 'list') return inner;
  const rows = first.kind === 'slice' ? first : undefined;
  if (rows) {
    const stop = rows.parts[1];
    if (stop && stop.kind !== 'none') return 'bounded';
    return inner;
  }
  const key = model.resolve(first);
  // df[df.index < cutoff] ends at the cutoff.
  if (key.kind === 'binary' && (key.text === '<' || key.text === '<='))
    return /index|date|time|year/i.test(words(key.parts[0])) ? 'bounded' : inner;
  if (key.kind === 'binary' || key.kind === 'call' || key.kind === 'unary') return inner;
  if (/train|in_?sample|fit_/i.test(words(first))) return 'bounded';
  // df[column] for each of some columns is a column, not a row.
  if (first.kind === 'name' && object.kind === 'name' && frames.test(object.text) && !countsRows(first, model))
    return inner;
  if (object.kind === 'member' && /^(loc|iloc|at|iat)$/.test(object.text) && inner !== 'whole') return inner;
  return model.string(first) === undefined ? 'moment' : inner;
}

const frames = /^(\w*_)?(df|data|dataframe|frame|prices|panel|features?|X|closes|returns)\d*$/;
/** Is the name the counter of a loop over a range? */
function countsRows(node: SyntaxNode, model: SourceModel): boolean {
  for (let at: SyntaxNode | null = node; at; at = at.parent) {
    if (at.kind === 'loop') return true;
    if (at.kind === 'for' && at.parts[0] && names(at.parts[0]).includes(node.text)) {
      const over = at.parts[1];
      return over?.kind === 'call' && /^(range|enumerate)$/.test(model.method(over));
    }
  }
  return /^(i|j|k|t|n|idx|index|row|now)$/.test(node.text);
}

/** The words of a name, member or column, for tests by name. */
export const words = (node: SyntaxNode | undefined): string =>
  node === undefined ? '' : [node.text, ...node.parts.slice(0, 2).map(words)].filter(Boolean).join(' ');

function extentOfCall(node: SyntaxNode, model: SourceModel, left: number): Extent {
  const name = model.method(node);
  const callee = node.parts[0];
  const object = callee?.kind === 'member' ? callee.parts[0] : undefined;
  const given = argumentsOf(node);
  const full = callee ? model.qualified(callee) : '';
  const isLibrary = /^(numpy|np|pandas|pd|scipy|talib|ta|math|Math|pandas_ta|statsmodels|sklearn)\b/.test(full);
  const parts = [...(object && !isLibrary ? [object] : []), ...given].map((p) => extentOf(p, model, left - 1));
  const all = parts.reduce(join, 'moment');
  if (windows.test(name)) return 'bounded';
  if (feeds.test(name) && object && !/ticker|yf/i.test(words(object))) {
    if (name !== 'get' || keywordOf(node, 'size') || given.length === 0) return 'bounded';
    return extentOf(object, model, left - 1);
  }
  if (loaders.test(name)) return 'whole';
  if (scalars.test(name)) return 'moment';
  if (name === 'slice' || name === 'subarray') {
    if (given[1] !== undefined) return 'bounded';
    return object ? extentOf(object, model, left - 1) : all;
  }
  if (/^(head|truncate|train_test_split|first)$/.test(name)) return 'bounded';
  if (aggregates.test(name) || /^(reduce|at)$/.test(name)) {
    if (model.number(keywordOf(node, 'axis') ?? (isLibrary ? given[1] : given[0])) === 1) return all;
    return object && !isLibrary && parts[0] === 'bounded' ? 'bounded' : 'moment';
  }
  return all;
}

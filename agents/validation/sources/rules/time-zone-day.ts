/** A day cut from a time in another zone than the exchange's: evening news and bars land on the wrong day. */
import { keyOf, type SourceModel } from '../model.ts';
import { defineSourceRule } from '../rule.ts';
import { argumentsOf, keywordOf, type SyntaxNode, walk } from '../syntax.ts';

const days = /^(date|normalize|floor|toISOString|getDate|getDay|toDateString|strftime|getUTCDate|to_period|dayofyear)$/;

export const timeZoneDay = defineSourceRule({
  name: 'time-zone-day',
  kind: 'look-ahead',
  severity: 'fail',
  run(model, report) {
    const fix = "convert to the exchange's zone first: tz_localize('UTC').tz_convert('America/New_York').";
    for (const node of model.nodes) {
      if (node.kind === 'call') {
        const name = model.method(node);
        const object = node.parts[0]?.kind === 'member' ? node.parts[0].parts[0] : undefined;
        if (
          name === 'tz_localize' &&
          object &&
          isExchangeZone(model.string(argumentsOf(node)[0])) &&
          isUtc(object, model)
        )
          report(node, 'Times in UTC are declared to be local: they move by hours, across midnight.', fix);
        else if (/^(slice|split|substring|substr)$/.test(name) && object && method(object, model) === 'toISOString')
          report(node, 'The day of an ISO time is the day in UTC, not that of the exchange.', fix);
        else if (name === 'utcfromtimestamp' && isCutToDay(node, model))
          report(node, 'The day in UTC is not the day of the exchange.', fix);
        else if (
          name === 'fromtimestamp' &&
          argumentsOf(node).length === 1 &&
          !keywordOf(node, 'tz') &&
          isCutToDay(node, model)
        )
          report(node, "The day in this machine's zone is not the day of the exchange.", fix);
        else if (
          /^(normalize|floor)$/.test(name) &&
          object &&
          (name === 'normalize' || /^1?D$/i.test(model.string(argumentsOf(node)[0]) ?? '')) &&
          isUtc(object, model)
        )
          report(node, 'Days are cut in UTC, not in the zone of the exchange.', fix);
        else if (
          /^(getDate|getDay|toDateString|toLocaleDateString|getUTCDate|getUTCDay)$/.test(name) &&
          object &&
          isTimestamp(object, model) &&
          !keywordOf(node, 'timeZone')
        )
          report(node, "The day is cut in the zone of this machine or in UTC, not the exchange's.", fix);
      }
      if (
        node.kind === 'member' &&
        node.text === 'date' &&
        node.parent?.kind !== 'call' &&
        node.parts[0] &&
        isUtc(node.parts[0], model)
      )
        report(node, 'Days are cut in UTC, not in the zone of the exchange.', fix);
      if (
        node.kind === 'call' &&
        model.method(node) === 'date' &&
        node.parts[0]?.parts[0] &&
        isUtc(node.parts[0].parts[0], model)
      )
        report(node, 'Days are cut in UTC, not in the zone of the exchange.', fix);
    }
  },
});

const isExchangeZone = (zone: string | undefined): boolean =>
  zone !== undefined && !/^(UTC|GMT|Etc\/UTC|Z)$/i.test(zone);
const method = (node: SyntaxNode, model: SourceModel): string => (node.kind === 'call' ? model.method(node) : '');

/** Made from UTC, and not converted since. */
function isUtc(node: SyntaxNode, model: SourceModel, left = 8): boolean {
  if (left === 0) return false;
  if (node.kind === 'call') {
    const name = model.method(node);
    if (name === 'tz_convert' || name === 'astimezone')
      return /^(UTC|GMT)$/i.test(model.string(argumentsOf(node)[0]) ?? '');
    if (name === 'tz_localize' && isExchangeZone(model.string(argumentsOf(node)[0]))) return false;
    if (
      /^(to_datetime|Timestamp|from_unixtime|DatetimeIndex|fromisoformat)$/.test(name) &&
      (keywordOf(node, 'unit') || model.constant(keywordOf(node, 'utc')) === true)
    )
      return true;
    if (name === 'utcfromtimestamp' || name === 'utcnow') return true;
    if (name === 'tz_localize') {
      const zone = model.constant(argumentsOf(node)[0]);
      const object = node.parts[0]?.parts[0];
      if (zone === 'UTC') return true;
      return object ? isUtc(object, model, left - 1) : false;
    }
  }
  const value = keyOf(node) === undefined ? undefined : model.boundTo(node);
  if (value && value !== node) return isUtc(value, model, left - 1);
  if (keyOf(node) !== undefined && /utc/i.test(keyOf(node) ?? '')) return true;
  if (node.kind === 'member' || node.kind === 'call' || node.kind === 'index')
    return node.parts[0] ? isUtc(node.parts[0], model, left - 1) : false;
  return false;
}
const isCutToDay = (node: SyntaxNode, _model: SourceModel): boolean => {
  for (let at = node.parent; at && at.kind !== 'block'; at = at.parent)
    if (at.kind === 'member' && days.test(at.text)) return true;
  return false;
};
const isTimestamp = (node: SyntaxNode, model: SourceModel): boolean => {
  const made = model.resolve(node);
  if (made.kind === 'call' && made.text === 'new' && made.parts[0]?.text === 'Date' && made.parts.length > 1)
    return true;
  for (const one of walk(made)) if (/timestamp|published|closeTime|openTime|epoch/i.test(one.text)) return true;
  return false;
};

/** Only the names that are still listed, or have a price on every day: the dead ones are left out. */
import { words } from '../history.ts';
import { keyOf } from '../model.ts';
import { defineSourceRule } from '../rule.ts';
import { argumentsOf, keywordOf, type SyntaxNode } from '../syntax.ts';

const alive =
  /^(is_?active|active|is_?listed|listed|still_?trading|isTrading|is_?alive|currently_?listed|tradable_?today)$/i;
const dead =
  /^(is_?delisted|delisted|isDelisted|delistedAt|delisted_?(at|date|on)|delisting_?date|delistingDate|end_?date_?listed)$/i;

export const survivorsOnly = defineSourceRule({
  name: 'survivors-only',
  kind: 'look-ahead',
  severity: 'fail',
  run(model, report) {
    const fix = 'keep delisted names with their last prices, and choose the universe as of each bar.';
    const reason = 'Names that were delisted later are left out from the start.';
    const last = (node: SyntaxNode | undefined): string =>
      !node ? '' : node.kind === 'index' ? (node.parts[1]?.text ?? '') : node.text;
    for (const node of model.nodes) {
      if (node.kind === 'binary' && (node.text === '==' || node.text === '!=')) {
        const [a, b] = node.parts;
        const [left, right] = [last(a), model.constant(b)];
        const isAlive =
          alive.test(left) && (node.text === '==' ? right === true || right === 1 || right === 'Y' : right === false);
        const isNotDead =
          dead.test(left) &&
          (node.text === '==' ? right === false || right === null || right === 0 || right === 'N' : right === true);
        const isStatus =
          /status|state/i.test(left) && node.text === '==' && /^(active|listed|trading)$/i.test(String(right));
        if (isAlive || isNotDead || isStatus) report(node, reason, fix);
      }
      if (node.kind === 'unary' && /^(~|not)$/.test(node.text) && dead.test(last(node.parts[0])) && !isDated(node))
        report(node, reason, fix);
      // universe[universe.active], assets.filter(a => a.active)
      if (node.kind === 'index' && node.parts[1] && node.parts[1].kind !== 'string' && alive.test(last(node.parts[1])))
        report(node, reason, fix);
      // [s for s in stocks if s.active]
      if (
        node.kind === 'other' &&
        node.parts.length >= 3 &&
        node.parts.at(-1)?.kind === 'member' &&
        alive.test(last(node.parts.at(-1)))
      )
        report(node, reason, fix);
      if (node.kind === 'call') checkCall(node);
    }
    function checkCall(call: SyntaxNode): void {
      const name = model.method(call);
      const given = argumentsOf(call);
      const object = call.parts[0]?.kind === 'member' ? call.parts[0].parts[0] : undefined;
      if (name === 'filter') {
        const body = given.find((g) => g.kind === 'function')?.parts.at(-1)?.parts[0]?.parts[0];
        if (body && alive.test(last(body))) report(call, reason, fix);
      }
      if (model.constant(keywordOf(call, 'include_delisted', 'includeDelisted', 'with_delisted', 'delisted')) === false)
        report(call, reason, fix);
      if (/^(active|listed)$/i.test(model.string(keywordOf(call, 'status', 'state')) ?? '')) report(call, reason, fix);
      if (/^(isna|isnull)$/.test(name) && object && dead.test(last(object))) report(call, reason, fix);
      if (
        name === 'query' &&
        /\b(active|is_active|listed)\s*(==\s*(True|1))?|delisted\s*==\s*(False|0)/i.test(model.string(given[0]) ?? '')
      )
        report(call, reason, fix);
      // prices.dropna(axis=1): every name that lacks a day, so every name that died, is gone.
      if (name === 'dropna') {
        const axis = model.constant(keywordOf(call, 'axis') ?? given[0]);
        const how = model.string(keywordOf(call, 'how'));
        const isPanel = axis === 1 || axis === 'columns';
        if (isPanel && how !== 'all' && !keywordOf(call, 'thresh') && !/feature|factor|\bX\b/.test(words(object)))
          report(
            call,
            'Dropping every column with a gap drops every name that was delisted or listed later.',
            'keep them, and trade each while it has prices.',
          );
      }
      if (
        /^(list_assets|get_all_assets|get_assets|getAssets|listAssets)$/.test(name) &&
        model.string(given[0]) === 'active'
      )
        report(call, reason, fix);
    }
    function isDated(node: SyntaxNode): boolean {
      for (let at = node.parent; at && at.kind !== 'block'; at = at.parent)
        if (at.kind === 'binary' && /date|time|as_?of/i.test(keyOf(at.parts[1] as SyntaxNode) ?? '')) return true;
      return false;
    }
  },
});

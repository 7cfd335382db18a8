/** Gaps filled with the next known value. */
import { defineSourceRule } from '../rule.ts';
import { argumentsOf, keywordOf, type SyntaxNode, walk } from '../syntax.ts';

export const backFill = defineSourceRule({
  name: 'back-fill',
  kind: 'look-ahead',
  severity: 'fail',
  run(model, report) {
    const fix = 'fill with the last known value (ffill), or leave the gap.';
    for (const call of model.calls) {
      const name = model.method(call);
      const given = argumentsOf(call);
      const how = model.string(keywordOf(call, 'method', 'direction', 'strategy', 'fill_method')) ?? '';
      if (/^(bfill|backfill|backward_fill|fill_backward|fillBackward|backFill)$/.test(name))
        report(call, 'A gap is filled with a value that was not known yet.', fix);
      else if (
        /^(fillna|reindex|reindex_like|asfreq|resample|get_indexer|fill_null|align|pct_change)$/.test(name) &&
        /^(bfill|backfill|backward|nearest|next)$/.test(how || (model.string(given[1]) ?? ''))
      )
        report(call, `${name} with ${how || model.string(given[1])} fills with a later value.`, fix);
      else if (name === 'merge_asof' && /^(forward|nearest)$/.test(how))
        report(call, `merge_asof with direction ${how} joins rows that come later.`, "use direction='backward'.");
    }
    for (const loop of model.nodes) if (runsDown(loop)) carriedBack(loop);
    /** Walking from the end, what was met later is written into earlier gaps. */
    function carriedBack(loop: SyntaxNode): void {
      const assigns = [...walk(loop)].filter((n) => n.kind === 'assign' && n.text === '=');
      for (const write of assigns) {
        const [target, value] = write.parts;
        if (target?.kind !== 'index' || value?.kind !== 'name') continue;
        const isCarried = assigns.some(
          (a) =>
            a.parts[0]?.text === value.text &&
            a.parts[1]?.kind === 'index' &&
            a.parts[1].parts[0]?.text === target.parts[0]?.text,
        );
        if (isCarried) report(write, 'Walking from the end, a gap is filled with a value met later.', fix);
      }
    }
    function runsDown(node: SyntaxNode): boolean {
      if (node.kind === 'loop') return node.parts[1]?.kind === 'binary' && /^>=?$/.test(node.parts[1].text);
      const over = node.kind === 'for' ? node.parts[1] : undefined;
      return over?.kind === 'call' && (model.method(over) === 'reversed' || model.number(argumentsOf(over)[2]) === -1);
    }
    // for (let i = n - 2; i >= 0; i--) if (isNaN(x[i])) x[i] = x[i + 1]
    for (const node of model.nodes) {
      if (node.kind !== 'assign' || node.text !== '=') continue;
      const [target, value] = node.parts;
      if (target?.kind !== 'index' || value?.kind !== 'index') continue;
      const [a, b] = [target.parts[0], value.parts[0]];
      const [i, j] = [target.parts[1], value.parts[1]];
      if (
        !a ||
        !b ||
        a.text !== b.text ||
        a.text === '' ||
        i?.kind !== 'name' ||
        j?.kind !== 'binary' ||
        j.text !== '+'
      )
        continue;
      if (j.parts[0]?.text === i.text && (model.number(j.parts[1]) ?? 0) > 0)
        report(node, 'A gap is filled with the value of the next bar.', fix);
    }
  },
});

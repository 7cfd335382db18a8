/** Today's close decides a trade at today's open. */
import { barLoops, fieldsIn, isInHandler } from '../bars.ts';
import { fillsIn } from '../fills.ts';
import { defineSourceRule } from '../rule.ts';
import { vectorised } from '../same-bar.ts';
import { type SyntaxNode, walk } from '../syntax.ts';

export const closeForOpen = defineSourceRule({
  name: 'close-for-open',
  kind: 'look-ahead',
  severity: 'fail',
  run(model, report) {
    const fix = 'decide on the bar before: shift the signal by one, or fill at the next open.';
    for (const { node, earns } of vectorised(model))
      if (earns === 'intraday') report(node, 'A signal that knows the close of the bar earns from its open.', fix);
    for (const loop of barLoops(model)) {
      if (isInHandler(loop.node, model)) continue;
      for (const fill of fillsIn(loop, model)) {
        const decided = fill.tests.flatMap((t) => fieldsIn(t, loop, model));
        // min(stop, open): a stop that is gapped fills at the open, whatever made it fire.
        if (isGapFill(fill.price)) continue;
        const paid = fieldsIn(fill.price, loop, model);
        for (const price of paid)
          if (price.field === 'open' && decided.some((d) => d.field !== 'open' && d.offset >= price.offset)) {
            report(fill.price, 'It trades at the open of the bar whose close, high, low or volume it decides on.', fix);
            break;
          }
      }
    }
    // Cheat-on-open hands the handler the whole bar before its open is traded.
    for (const node of model.nodes)
      if (
        node.kind === 'member' &&
        /^(close|high|low|volume)$/.test(node.text) &&
        model.functionAround(node)?.text === 'next_open'
      ) {
        const index = node.parent?.kind === 'index' ? model.number(node.parent.parts[1]) : undefined;
        if (index === 0)
          report(
            node,
            `next_open trades at the open and reads the ${node.text} of the same bar.`,
            'read [-1] in next_open.',
          );
      }
    function isGapFill(price: SyntaxNode): boolean {
      for (const one of walk(price))
        if (one.kind === 'call' && /^(min|max|minimum|maximum)$/.test(model.method(one))) return true;
      return false;
    }
  },
});

/** Positions are opened and nothing limits their loss. */
import { entryCalls, hasStop } from '../orders.ts';
import { defineSourceRule } from '../rule.ts';

export const missingStop = defineSourceRule({
  name: 'missing-stop',
  kind: 'care',
  severity: 'warn',
  run(model, report) {
    const [first] = entryCalls(model).filter((e) =>
      /^(buy|buy_bracket|order\w*|set_?holdings|market_order|enter\w*|from_signals|submit_?order|place_?order)$/i.test(
        e.name,
      ),
    );
    if (first && first.name !== 'buy_bracket' && !hasStop(model))
      report(
        first.call,
        'Positions are opened and nothing limits their loss.',
        'send a protective stop with each entry.',
      );
  },
});

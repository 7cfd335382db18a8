/** The trade is filled at the price that made the signal: it is decided and done in the same instant. */
import { barLoops, fieldsIn, isInHandler } from '../bars.ts';
import { fillsIn } from '../fills.ts';
import { lagOf } from '../lag.ts';
import { defineSourceRule } from '../rule.ts';
import { vectorised } from '../same-bar.ts';
import { argumentsOf, keywordOf } from '../syntax.ts';

export const signalPriceFill = defineSourceRule({
  name: 'signal-price-fill',
  kind: 'look-ahead',
  severity: 'fail',
  run(model, report) {
    const fix = 'fill at the next open, or shift the signal by one bar.';
    for (const { node, earns } of vectorised(model))
      if (earns === 'bar')
        report(node, 'A signal that knows the close of the bar earns the return of that same bar.', fix);
    for (const call of model.calls) {
      const name = model.method(call);
      if (/^(set_coc|set_cheat_on_close)$/.test(name) && model.constant(argumentsOf(call)[0]) === true)
        report(
          call,
          'Cheat-on-close fills at the close that made the decision.',
          'leave it off: orders fill at the next open.',
        );
      for (const word of ['trade_on_close', 'cheat_on_close', 'coc', 'fillOnSignalBar', 'sameBarFill'])
        if (model.constant(keywordOf(call, word)) === true)
          report(
            call,
            `${word} fills at the close that made the decision.`,
            'leave it off: orders fill at the next open.',
          );
      if (/^from_signals$/.test(name)) {
        const price = keywordOf(call, 'price');
        const entries = keywordOf(call, 'entries') ?? argumentsOf(call)[1];
        const isNextOpen =
          price !== undefined &&
          /open/i.test(JSON.stringify(model.string(price) ?? price.text) + (price.parts[0]?.text ?? ''));
        if (entries && !isNextOpen && lagOf(entries, model) < 1)
          report(
            call,
            'from_signals fills at the close that made the signal.',
            'shift the signals by one, or fill at the next open.',
          );
      }
    }
    for (const loop of barLoops(model)) {
      if (isInHandler(loop.node, model)) continue;
      for (const fill of fillsIn(loop, model)) {
        const decided = fill.tests.flatMap((t) => fieldsIn(t, loop, model));
        const paid = fieldsIn(fill.price, loop, model);
        if (paid.some((p) => p.field === 'close' && decided.some((d) => d.field === 'close' && d.offset >= p.offset)))
          report(fill.price, 'It trades at the close that it decides on.', fix);
      }
    }
  },
});

/** Orders without a size: the platform's default decides how much is risked. */
import { entryCalls } from '../orders.ts';
import { defineSourceRule } from '../rule.ts';
import { argumentsOf } from '../syntax.ts';

export const missingSize = defineSourceRule({
  name: 'missing-size',
  kind: 'care',
  severity: 'warn',
  run(model, report) {
    const hasSizer = model.calls.some((c) => /^(addsizer|setsizer|add_sizer|set_sizer)$/.test(model.method(c)));
    if (hasSizer) return;
    for (const { call, name, unit } of entryCalls(model)) {
      if (!/^(buy|sell|buy_bracket|sell_bracket|enter_long|enter_short|enterLong|enterShort)$/.test(name)) continue;
      // backtesting.py sizes a bare buy() with all the equity, Backtrader with one share.
      if (unit === 'none' && argumentsOf(call).length <= 1)
        report(call, `${name}() names no size.`, 'size it by equity and risk.');
    }
  },
});

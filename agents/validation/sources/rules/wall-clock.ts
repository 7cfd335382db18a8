/** The clock of the machine: a backtest asks it what day it is today. */
import { defineSourceRule } from '../rule.ts';
import { argumentsOf } from '../syntax.ts';

const clocks =
  /^(datetime\.(datetime\.)?(now|utcnow|today)|datetime\.date\.today|date\.today|time\.(time|time_ns|monotonic|perf_counter|localtime|gmtime|sleep)|pandas\.Timestamp\.(now|today|utcnow)|pd\.Timestamp\.(now|today|utcnow)|Date\.now|performance\.now|arrow\.(now|utcnow)|pendulum\.now|process\.hrtime|Temporal\.Now\.\w+)$/;

export const wallClock = defineSourceRule({
  name: 'wall-clock',
  kind: 'care',
  severity: 'fail',
  run(model, report) {
    const fix = 'use the time of the bar.';
    for (const call of model.calls) {
      const callee = call.parts[0];
      if (!callee) continue;
      const full = model.qualified(callee);
      if (clocks.test(full)) report(call, `${full} is the time of the machine, not of the bar.`, fix);
      else if (
        callee.text === 'Date' &&
        callee.kind === 'name' &&
        argumentsOf(call).length === 0 &&
        model.language === 'typescript'
      )
        report(call, 'A date without arguments is the time of the machine, not of the bar.', fix);
      else if (
        model.language === 'python' &&
        /^to_datetime|Timestamp$/.test(model.method(call)) &&
        /^(now|today)$/.test(model.string(argumentsOf(call)[0]) ?? '')
      )
        report(call, 'It asks for the time of the machine.', fix);
    }
  },
});

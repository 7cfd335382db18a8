/** Every symbol is in the dataset with bars of the strategy's timeframe, and may be traded. */
import { defineSpecCheck } from './check.ts';

export const knownSymbols = defineSpecCheck({
  name: 'known-symbols',
  run({ compiled, manifest }) {
    const { symbols, timeframe } = compiled.spec;
    const withBars = new Set(
      manifest.series.filter((s) => s.timeframe === timeframe && s.bars > 0).map((s) => s.symbol),
    );
    const tradable = new Set(manifest.instruments.filter((i) => i.tradable).map((i) => i.symbol));
    const missing = symbols.filter((s) => !withBars.has(s));
    const watched = symbols.filter((s) => withBars.has(s) && !tradable.has(s));
    const twice = symbols.filter((s, i) => symbols.indexOf(s) !== i);
    const wrong = missing.length + watched.length + twice.length;
    const said = [
      missing.length > 0 ? `no ${timeframe} bars for ${missing.slice(0, 5).join(', ')}` : '',
      watched.length > 0 ? `${watched.slice(0, 5).join(', ')} cannot be traded` : '',
      twice.length > 0 ? `${twice.slice(0, 5).join(', ')} named twice` : '',
    ].filter(Boolean);
    return {
      passed: wrong === 0,
      evidence:
        wrong === 0 ? `All ${symbols.length} symbols have ${timeframe} bars and can be traded.` : `${said.join('; ')}.`,
      value: wrong,
      threshold: 0,
    };
  },
});

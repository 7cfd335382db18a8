/** The npm libraries the indicators are raced against, each asked in its own way over all its points. */

export interface Prices {
  readonly high: Float64Array;
  readonly low: Float64Array;
  readonly close: Float64Array;
}
export type Peer = () => number;
/** Each peer's own way over all its points; answers its last value. */
export interface IndicatorPeers {
  readonly technicalindicators: Readonly<Record<string, Peer>>;
  readonly 'trading-signals': Readonly<Record<string, Peer>>;
}

/** @param theirPoints a share of the points, or a round would last minutes */
export async function loadPeers(p: Prices, theirPoints: number): Promise<IndicatorPeers | undefined> {
  try {
    const ti = await import('technicalindicators');
    const ts = await import('trading-signals');
    const values = Array.from(p.close.subarray(0, theirPoints));
    const high = Array.from(p.high.subarray(0, theirPoints));
    const low = Array.from(p.low.subarray(0, theirPoints));
    const candles = values.map((close, i) => ({ high: high[i] as number, low: low[i] as number, close }));
    const last = <T>(list: readonly T[]): T => list.at(-1) as T;
    const each = <I, R>(indicator: { add(input: I): R | null }, inputs: readonly I[]): R => {
      let result: R | null = null;
      for (const input of inputs) result = indicator.add(input);
      return result as R;
    };
    return {
      technicalindicators: {
        sma: () => last(ti.SMA.calculate({ period: 20, values })),
        ema: () => last(ti.EMA.calculate({ period: 20, values })),
        rsi: () => last(ti.RSI.calculate({ period: 14, values })),
        atr: () => last(ti.ATR.calculate({ period: 14, high, low, close: values })),
        macd: () =>
          last(
            ti.MACD.calculate({
              values,
              fastPeriod: 12,
              slowPeriod: 26,
              signalPeriod: 9,
              SimpleMAOscillator: false,
              SimpleMASignal: false,
            }),
          ).MACD as number,
        bands: () => last(ti.BollingerBands.calculate({ period: 20, stdDev: 2, values })).upper,
      },
      'trading-signals': {
        sma: () => each(new ts.SMA(20), values),
        ema: () => each(new ts.EMA(20), values),
        rsi: () => each(new ts.RSI(14, ts.WSMA), values),
        atr: () => each(new ts.ATR(14, ts.WSMA), candles),
        macd: () => each(new ts.MACD(new ts.EMA(12), new ts.EMA(26), new ts.EMA(9)), values).macd,
        bands: () => each(new ts.BollingerBands(20, 2), values).upper,
      },
    };
  } catch {
    return undefined;
  }
}

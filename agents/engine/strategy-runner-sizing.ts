/** Sizing rules: how many shares an entry is worth, within the strategy's limits, in whole lots. */
import type { Sizing } from '../../shared/strategy/spec.ts';
import type { RunnerState, SymbolMoment } from './strategy-runner.ts';

/** Least part of the wanted size that an entry takes when leverage leaves no more. */
const leastShare = 0.25;

/** Shares to enter with on a side, 1 = long; 0 when the size cannot be known yet or nothing is affordable. */
export function sizePosition(moment: SymbolMoment, state: RunnerState, sizing: Sizing, side: 1 | -1 = 1): number {
  const { close, lotSize, index, signals } = moment;
  if (!(state.equity > 0) || !(close > 0)) return 0;
  const notional = wantedNotional();
  if (!(notional > 0)) return 0;
  const { maxPositionShare, maxGrossLeverage } = state.limits;
  const room = maxGrossLeverage * state.equity - state.grossExposure;
  const allowed = Math.min(notional, maxPositionShare * state.equity, room);
  // What is left of the room may be crumbs: a quarter of the wanted size is the least that is worth an order.
  if (allowed < notional * leastShare && allowed === room) return 0;
  const lots = Math.floor(allowed / close / lotSize + 1e-9);
  return lots > 0 ? Number((lots * lotSize).toFixed(8)) : 0;

  function wantedNotional(): number {
    switch (sizing.kind) {
      case 'percent-of-equity':
        return (state.equity * sizing.percent) / 100;
      case 'atr-risk': {
        const move = (signals.sizingAtr[index] as number) * sizing.atrMultiple;
        // Without movement there is no risk to size by.
        return move > 0 ? (((state.equity * sizing.riskPercent) / 100) * close) / move : 0;
      }
      case 'volatility-target': {
        const volatility = signals.volatility[index] as number;
        if (!(volatility > 0)) return 0;
        return state.equity * Math.min(sizing.annualPercent / 100 / volatility, sizing.maxPercent / 100);
      }
      case 'fixed-quantity':
        return sizing.quantity * close;
      case 'fixed-cash':
        return sizing.cash;
      case 'kelly': {
        // Against the sign of the mean the Kelly share is negative: the best bet is none.
        const share = side * sizing.fraction * (signals.edge?.[index] ?? Number.NaN);
        return share > 0 ? state.equity * Math.min(share, sizing.maxPercent / 100) : 0;
      }
    }
  }
}

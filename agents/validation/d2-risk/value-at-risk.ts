/** One-bar historical value at risk: what today's positions would have lost on the bars of the past. */
import type { Position } from '../../../shared/domain/position.ts';
import type { PriceHistory } from './price-history.ts';

/** Coverage of the loss. */
const confidence = 0.95;
/** Fewer scenarios than this say nothing. */
const minimumScenarios = 60;

/**
 * Historical simulation (Jorion, Value at Risk, ch. 10): each past bar's returns applied to today's positions; the loss
 * that 95 % of them stay below, positive = loss, never below zero. Null with fewer than 60 bars common to all symbols.
 */
export function valueAtRisk(positions: readonly Position[], history: PriceHistory): number | null {
  if (positions.length === 0) return 0;
  const held = positions.map((p) => ({ value: Number(p.marketValue), returns: history.returns(p.symbol) }));
  const times = [...(held[0]?.returns.keys() ?? [])].filter((time) => held.every((h) => h.returns.has(time)));
  if (times.length < minimumScenarios) return null;
  const losses = times
    .map((time) => -held.reduce((sum, h) => sum + h.value * (h.returns.get(time) ?? 0), 0))
    .sort((a, b) => a - b);
  return Math.max(0, losses[Math.ceil(confidence * losses.length) - 1] ?? 0);
}

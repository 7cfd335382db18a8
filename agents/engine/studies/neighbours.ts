/** The variants next to a strategy: one parameter moved by a step or two, within its range. */
import { compileStrategy } from '../../../shared/strategy/compile.ts';
import type { StrategySpec } from '../../../shared/strategy/spec.ts';

const moves = [-1, 1, -2, 2] as const;

/**
 * At most `count` variants that compile, the nearest first and every parameter in turn. A step is the parameter's own, or a
 * tenth of its value where its own is finer: a neighbour that trades alike says nothing.
 */
export function neighboursOf(spec: StrategySpec, count: number): StrategySpec[] {
  const found: StrategySpec[] = [];
  const names = Object.keys(spec.parameters).sort();
  for (const move of moves)
    for (const name of names) {
      if (found.length >= count) return found;
      const parameter = spec.parameters[name];
      if (!parameter) continue;
      const { value, min, max, step } = parameter;
      const steps = Math.max(1, Math.round((0.1 * Math.abs(value)) / step));
      const moved = Math.round((value + move * steps * step) * 1e9) / 1e9;
      if (moved < min || moved > max || moved === value) continue;
      const variant = { ...spec, parameters: { ...spec.parameters, [name]: { ...parameter, value: moved } } };
      if (compileStrategy(variant).ok) found.push(variant);
    }
  return found;
}

/** Moves the parameters of a parent by whole steps; rules stay. */
import { ensureDefined } from '../../../../shared/core/assert.ts';
import type { Random } from '../../../../shared/core/random.ts';
import type { Parameter } from '../../../../shared/strategy/spec.ts';
import { defineOperator } from './operator.ts';

/** The value some steps on, inside its range, with the decimals of the step. */
export function moved(parameter: Parameter, steps: number): Parameter {
  const places = Math.max(0, Math.ceil(-Math.log10(parameter.step) - 1e-9));
  const value = Math.min(parameter.max, Math.max(parameter.min, parameter.value + steps * parameter.step));
  return { ...parameter, value: Number(value.toFixed(places)) };
}

/** One to three steps either way. */
export const fewSteps = (random: Random): number => (1 + random.int(3)) * (random.next() < 0.5 ? -1 : 1);

export const tune = defineOperator({
  name: 'tune',
  parents: 1,
  apply([parent], { random }) {
    const spec = ensureDefined(parent, 'tuning takes one parent');
    const names = Object.keys(spec.parameters).sort();
    if (names.length === 0) return { spec, change: 'has nothing to tune' };
    const chosen = random.shuffle(names).slice(0, 1 + random.int(Math.min(3, names.length)));
    const parameters = { ...spec.parameters };
    const said: string[] = [];
    for (const name of [...chosen].sort()) {
      const before = ensureDefined(parameters[name], 'the name was listed');
      const steps = fewSteps(random);
      const there = moved(before, steps);
      // At the edge of its range a parameter can only go back.
      const after = there.value === before.value ? moved(before, -steps) : there;
      parameters[name] = after;
      said.push(`${name} ${before.value} to ${after.value}`);
    }
    return { spec: { ...spec, parameters }, change: `tuned ${said.join(', ')}` };
  },
});

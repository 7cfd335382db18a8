/** Few numbers to search: every free parameter is one more way to fit the past. */
import { defineSpecCheck } from './check.ts';

const mostParameters = 9;

export const fewParameters = defineSpecCheck({
  name: 'few-parameters',
  run({ compiled }) {
    const names = Object.keys(compiled.spec.parameters);
    return {
      passed: names.length <= mostParameters,
      evidence: `${names.length} parameters can be searched (most ${mostParameters})${names.length > 0 ? `: ${names.join(', ')}` : ''}.`,
      value: names.length,
      threshold: mostParameters,
    };
  },
});

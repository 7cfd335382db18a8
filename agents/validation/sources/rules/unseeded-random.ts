/** Chance without a seed: two runs of the same strategy differ. */
import { defineSourceRule } from '../rule.ts';
import { argumentsOf, keywordOf } from '../syntax.ts';

const draws =
  /^(random\.(random|randint|randrange|choice|choices|shuffle|sample|uniform|gauss|normalvariate|betavariate|expovariate|triangular)|numpy\.random\.(rand|randn|random|randint|choice|normal|uniform|shuffle|permutation|standard_normal|random_sample|binomial|poisson|exponential)|np\.random\.\w+|secrets\.\w+|uuid\.uuid[14])$/;

export const unseededRandom = defineSourceRule({
  name: 'unseeded-random',
  kind: 'care',
  severity: 'fail',
  run(model, report) {
    const fix = 'draw from a generator with a seed.';
    const isSeeded = model.calls.some((c) => model.method(c) === 'seed' && argumentsOf(c).length > 0);
    for (const call of model.calls) {
      const callee = call.parts[0];
      if (!callee) continue;
      const full = model.qualified(callee);
      if (/^Math\.random$|^crypto\.(randomUUID|getRandomValues|randomBytes)$/.test(full))
        report(call, `${full} cannot be given a seed.`, fix);
      else if (
        /(^|\.)(default_rng|RandomState|SeedSequence)$/.test(full) &&
        argumentsOf(call).length === 0 &&
        !keywordOf(call, 'seed')
      )
        report(call, 'The generator has no seed.', fix);
      else if (full === 'random.Random' && argumentsOf(call).length === 0)
        report(call, 'The generator has no seed.', fix);
      else if (
        draws.test(full) &&
        !/\.(seed|default_rng|RandomState|SeedSequence|Generator|PCG64)$/.test(full) &&
        !isSeeded
      )
        report(call, `${full} draws without a seed.`, fix);
    }
  },
});

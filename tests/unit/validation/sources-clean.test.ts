/** Sound strategies raise no alarm: hand-written ones of every platform, and what A2 writes for every template. */
import { describe, expect, it } from 'vitest';
import { createPool, generate } from '../../../agents/analysis/generation/generate.ts';
import { readUniverse } from '../../../agents/analysis/generation/universe.ts';
import { templates } from '../../../agents/analysis/grammar/index.ts';
import { targets } from '../../../agents/analysis/targets/index.ts';
import { analyseSource } from '../../../agents/validation/sources/analyse.ts';
import { languageOf } from '../../../agents/validation/sources/reader.ts';
import { createRandom } from '../../../shared/core/random.ts';
import { compileStrategy } from '../../../shared/strategy/compile.ts';
import { strategyFamilies, strategyIdOf } from '../../../shared/strategy/spec.ts';
import { smallMarket } from '../../support/small-market.ts';
import { cleanPython } from './corpus/clean-python.ts';
import { cleanPythonData } from './corpus/clean-python-data.ts';
import { secondCleanPython, secondCleanTypescript } from './corpus/clean-second.ts';
import { cleanTypescript } from './corpus/clean-typescript.ts';

const findingsOf = (text: string, language: 'python' | 'typescript') => {
  const analysis = analyseSource(text, language);
  if (!analysis.ok) throw new Error(`${analysis.error.code}: ${analysis.error.message} ${analysis.error.where}`);
  return analysis.value.findings;
};

it('holds at least twenty-five by hand', () => {
  expect(
    Object.keys(cleanPython).length + Object.keys(cleanPythonData).length + Object.keys(cleanTypescript).length,
  ).toBeGreaterThanOrEqual(25);
});
describe('Python', () => {
  it.each(Object.entries({ ...cleanPython, ...cleanPythonData }))('%s', (_name, text) => {
    expect(findingsOf(text, 'python')).toEqual([]);
  });
});
describe('TypeScript', () => {
  it.each(Object.entries(cleanTypescript))('%s', (_name, text) => {
    expect(findingsOf(text, 'typescript')).toEqual([]);
  });
});

describe('the second set', () => {
  it.each(secondCleanPython)('%s', (_name, text) => {
    expect(findingsOf(text, 'python')).toEqual([]);
  });
  it.each(secondCleanTypescript)('%s', (_name, text) => {
    expect(findingsOf(text, 'typescript')).toEqual([]);
  });
});

describe('what A2 writes', () => {
  const specs = generate({
    generation: 0,
    population: 96,
    universe: readUniverse(smallMarket()),
    guidance: {
      generation: -1,
      familyWeights: Object.fromEntries(strategyFamilies.map((f) => [f, 1 / strategyFamilies.length])) as never,
      featureWeights: {},
      lessons: [],
      parents: [],
      summary: '',
    },
    pool: createPool(),
    random: createRandom('clean'),
  }).map((c) => c.spec);
  it('comes from every family', () => {
    expect(new Set(specs.map((s) => s.family)).size).toBe(strategyFamilies.length);
    expect(specs.length).toBeGreaterThanOrEqual(Math.min(60, templates.length));
  });
  it.each(Object.entries(targets))('for %s', (_name, target) => {
    let written = 0;
    for (const spec of specs) {
      const compiled = compileStrategy(spec);
      if (!compiled.ok) throw new Error(compiled.error.message);
      // As A2 does: what the target cannot express is not written.
      if (!target.supports(compiled.value).ok) continue;
      written++;
      for (const file of target.sources(compiled.value, strategyIdOf(spec))) {
        const language = languageOf(file.fileName);
        if (language === undefined) throw new Error(`${file.fileName} is not a source`);
        expect(findingsOf(file.text, language), `${spec.name}: ${file.fileName}`).toEqual([]);
      }
    }
    expect(written).toBeGreaterThan(40);
  });
});

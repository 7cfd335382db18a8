/** What A2 writes of every template is read by D5 as sternly as a stranger's code, and raises nothing that blocks; a planted leak does. */
import { describe, expect, test } from 'vitest';
import { dress } from '../../../agents/analysis/generation/dress.ts';
import { readUniverse } from '../../../agents/analysis/generation/universe.ts';
import { templates } from '../../../agents/analysis/grammar/index.ts';
import { targets } from '../../../agents/analysis/targets/index.ts';
import type { SourceFile } from '../../../agents/analysis/targets/target.ts';
import { generateSampleMarket } from '../../../agents/sources/sample-market/generate.ts';
import type { CheckFacts } from '../../../agents/validation/checks/check.ts';
import { generatedSources } from '../../../agents/validation/checks/generated-sources.ts';
import {
  type GeneratedSourcesJobOutput,
  generatedSourcesJob,
  meaningOf,
} from '../../../agents/validation/jobs/generated-sources.ts';
import { ensureDefined } from '../../../shared/core/assert.ts';
import { hashOf } from '../../../shared/core/canonical.ts';
import { createRandom } from '../../../shared/core/random.ts';
import { compileStrategy } from '../../../shared/strategy/compile.ts';
import { datasetOf, instrumentOf } from '../../golden/small-market.ts';

const batch = generateSampleMarket();
const universe = readUniverse(
  datasetOf(
    Object.fromEntries(
      batch.series.filter((s) => s.series.timeframe === '1d').map((s) => [s.series.symbol, s.series.columns]),
    ),
    batch.instruments.map((i) => instrumentOf(i.symbol, { ...i })),
    batch.benchmark,
  ),
);

function written(name: string): SourceFile[] {
  const template = ensureDefined(
    templates.find((t) => t.name === name),
    name,
  );
  const random = createRandom(`generated/${name}`);
  const compiled = compileStrategy(
    dress(template.draw(random.fork('rules')), template.family, universe, random.fork('dress')),
  );
  if (!compiled.ok) throw new Error(compiled.error.message);
  return Object.values(targets)
    .filter((target) => target.supports(compiled.value).ok)
    .flatMap((target) => target.sources(compiled.value, `st-${hashOf(name).slice(0, 12)}`));
}

async function read(files: readonly SourceFile[]): Promise<GeneratedSourcesJobOutput> {
  const held = new Map(files.map((file) => [hashOf(file), file] as const));
  return generatedSourcesJob.run(
    { sources: [...held].map(([hash, { fileName }]) => ({ fileName, hash })) },
    {
      dataset: async () => {
        throw new Error('it reads no bars');
      },
      artefact: async <T>(hash: string) => held.get(hash) as T,
    },
  );
}
const judge = (sources: GeneratedSourcesJobOutput) =>
  generatedSources.needs === 'studies' ? generatedSources.run({ sources } as CheckFacts) : undefined;

describe('the code of every template', () => {
  test.each(templates.map((t) => t.name))('%s is read and not blocked', async (name) => {
    const files = written(name);
    const found = await read(files);
    expect(found.files.filter((f) => f.failures > 0).map((f) => f.first)).toEqual([]);
    expect(judge(found)).toMatchObject(
      files.length > 0 ? { passed: true, value: 0, threshold: 0 } : { passed: true, verdict: 'not-applicable' },
    );
  });
  test('exists, but for those no platform can express', () => {
    const without = templates.filter((t) => written(t.name).length === 0).map((t) => t.name);
    expect(templates.length - without.length).toBeGreaterThanOrEqual(27);
  });
});

describe('what is remembered of a file', () => {
  const body = 'import backtrader\n\nsize = 1\n';
  test('is the same for two that differ in their opening words alone', () => {
    expect(meaningOf(`"""One.\n\nMore.\n"""\n${body}`)).toBe(meaningOf(`"""Two, (3 %).\n\nOther.\n"""\n${body}`));
  });
  test.each([
    ['another body', `"""One."""\n${body}x = 2\n`],
    ['another count of lines, which moves every place', `"""One.\nTwo."""\n${body}`],
    ['words that are read', `"""One."""\n${body}eval(__doc__)\n`],
    ['an escape, which may end the words elsewhere', `"""One\\"""."""\n${body}`],
    ['a character that hides text', `"""One\u202e."""\n${body}`],
    ['code behind the words', `"""One."""; eval("1")\n${body}`],
  ])('is not the same with %s', (_what, text) => {
    expect(meaningOf(text)).not.toBe(meaningOf(`"""Two."""\n${body}`));
  });
});

describe('a leak in what was written', () => {
  const planted = {
    target: 'backtrader',
    fileName: 'leak.py',
    text: "import pandas as pd\n\ndef signal(df):\n    return df['close'].shift(-1) > df['close']\n",
  };
  test('blocks, with its file and line', async () => {
    const verdict = judge(await read([planted]));
    expect(verdict).toMatchObject({ passed: false, verdict: 'fail' });
    expect(verdict?.evidence).toMatch(/leak\.py, line 4: negative-shift/);
  });
  test('so does code that cannot be read, and a language nobody reads', async () => {
    expect(judge(await read([{ ...planted, text: 'def (:\n' }]))?.passed).toBe(false);
    expect(judge(await read([{ ...planted, fileName: 'leak.cs' }]))?.passed).toBe(false);
  });
});

test('no code at all is said, not passed over', () => {
  expect(judge({ files: [] })).toMatchObject({ passed: true, verdict: 'not-applicable' });
});

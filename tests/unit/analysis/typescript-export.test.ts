/** Exported TypeScript is what this repository would accept: formatted, linted, and its own unit tests pass. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { typescriptTarget } from '../../../agents/analysis/targets/typescript.ts';
import { compileStrategy } from '../../../shared/strategy/compile.ts';
import { specOf } from '../../golden/small-market.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const rules = [
  'cross_over(sma(close, fast), ema(close, slow)) and close > prev(close, 3)',
  'macd_histogram(close * 2 + open * 3 - low / 4, fast, slow, 9) > 0 and -(close - open) * -2 < (high - low) * (high + low) / 2 - -1',
  'if(close > sma(close, slow) and open > sma(open, slow), max(close, open) * 2, min(high / low, sqrt(abs(log(close))))) != if(not (volume > 0), prev(close * 2, 3), 1 / 0) or close == 5 and (close > 1 or open > 2)',
  'regime() == "bull" or volatility_regime() != "high" and signal() > 0.1 and day_of_week() < 4 and not (month() == 3)',
];
const specs = rules.map((entryLong) =>
  specOf({
    rules: { entryLong, exitShort: 'close > 1' },
    parameters: { fast: 5, slow: 30 },
    protection: { stopLossAtr: 3 },
  }),
);
let folder = '';

describe('exported TypeScript', () => {
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'quantai-typescript-'));
    const settings = JSON.parse(readFileSync(join(root, '.biome.json'), 'utf8')) as object;
    writeFileSync(join(folder, '.biome.json'), JSON.stringify({ ...settings, vcs: { enabled: false } }));
    for (const [i, spec] of specs.entries()) {
      const compiled = compileStrategy(spec);
      if (!compiled.ok) throw new Error(compiled.error.message);
      mkdirSync(join(folder, String(i)));
      for (const file of typescriptTarget.project(compiled.value, `st-${i}`))
        writeFileSync(join(folder, String(i), file.fileName), file.text);
    }
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('has nothing for the formatter and the linter to say', { timeout: 120_000 }, () => {
    const files = specs.flatMap((_, i) => [`${i}/st-${i}.ts`, `${i}/st-${i}.test.ts`]);
    const biome = join(root, 'node_modules', '@biomejs', 'biome', 'bin', 'biome');
    const said = spawnSync(process.execPath, [biome, 'check', ...files], { cwd: folder, encoding: 'utf8' });
    const text = said.status === 0 ? '' : said.stdout + said.stderr;
    expect({ status: said.status, text }).toEqual({ status: 0, text: '' });
    expect(said.stdout + said.stderr).toContain(`Checked ${files.length} files`);
  });
  it('passes its own unit tests', { timeout: 120_000 }, () => {
    for (const i of specs.keys()) {
      const said = spawnSync(process.execPath, ['--test', '--test-reporter=tap'], {
        cwd: join(folder, String(i)),
        encoding: 'utf8',
      });
      expect(said.stdout, rules[i]).toMatch(/# pass 7\n# fail 0/);
    }
  });
});

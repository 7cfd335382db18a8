/** `quantai generate`: the same seed draws the same strategies, they compile, and a wrong name is told with the right ones. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compileStrategy } from '../../../shared/strategy/compile.ts';
import { readSpec } from '../../../shared/strategy/read-spec.ts';
import { runCli } from '../../support/run-cli.ts';

const folder = mkdtempSync(join(tmpdir(), 'quantai-generate-'));
const files = ['ONE', 'TWO', 'SIX'].map((symbol) => join(folder, `${symbol}.csv`));
beforeAll(() => {
  files.forEach((path, k) => {
    const rows = Array.from({ length: 300 }, (_, i) => {
      const price = 100 + 10 * Math.sin(i / 9 + k) + i / 10;
      const day = new Date(Date.UTC(2020, 0, 1 + i)).toISOString().slice(0, 10);
      return `${day},${price},${price + 1},${price - 1},${price + 0.5},1000000`;
    });
    writeFileSync(path, ['date,open,high,low,close,volume', ...rows].join('\n'));
  });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const generate = (...args: string[]) => runCli(folder, 'generate', '--data', files.join(','), ...args);

describe('quantai generate', () => {
  it('draws the same for the same seed, in the families asked for, on the symbols asked for', async () => {
    const asked = ['--families', 'trend,breakout', '--symbols', 'ONE,SIX', '--n', '6', '--seed', '3', '--json'];
    const [one, two] = [await generate(...asked), await generate(...asked)];
    expect(one.status).toBe(0);
    expect(two.out).toBe(one.out);
    const { strategies } = JSON.parse(one.out) as { strategies: { spec: { family: string; symbols: string[] } }[] };
    expect(strategies).toHaveLength(6);
    for (const { spec } of strategies) {
      expect(['trend', 'breakout']).toContain(spec.family);
      for (const symbol of spec.symbols) expect(['ONE', 'SIX']).toContain(symbol);
      expect(compileStrategy(spec as never)).toMatchObject({ ok: true });
    }
  });

  it('writes specifications that are read back', async () => {
    const out = join(folder, 'drawn');
    expect((await generate('--n', '4', '--out', out)).status).toBe(0);
    const written = readdirSync(out);
    expect(written).toHaveLength(4);
    for (const file of written) expect(readSpec(readFileSync(join(out, file), 'utf8')).problems).toEqual([]);
  });

  it.each([
    [['--families', 'trendy'], /no family "trendy".*momentum/s],
    [['--symbols', 'NONE'], /no symbol "NONE".*ONE/s],
    [['--n', '0'], /whole number from 1 to 500/],
  ])('refuses %j', async (args, words) => {
    const { status, err } = await generate(...args);
    expect(status).not.toBe(0);
    expect(err).toMatch(words);
  });
});

/** `quantai code`: a project in a folder, and one clear sentence for everything that stands in its way. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { strategyIdOf } from '../../../shared/strategy/spec.ts';
import { specOf } from '../../golden/small-market.ts';
import { runCli } from '../../support/run-cli.ts';

const spec = specOf({
  rules: { entryLong: 'cross_over(close, sma(close, length))', exitLong: 'close < sma(close, length)' },
  parameters: { length: 20 },
  symbols: ['SPY'],
  protection: { stopLossPercent: 5 },
});
let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'quantai-code-'));
  writeFileSync(join(home, 'spec.json'), JSON.stringify(spec));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const code = (target: string, out: string, ...more: string[]) =>
  runCli(home, 'code', '--strategy', join(home, 'spec.json'), '--target', target, '--out', join(home, out), ...more);

describe('quantai code', () => {
  it.each(['typescript', 'backtrader', 'zipline', 'lean'])('writes a %s project and lists it', async (target) => {
    const said = await code(target, 'out', '--json');
    expect(said.err).toBe('');
    expect(said.status).toBe(0);
    const answer = JSON.parse(said.out) as {
      strategyId: string;
      target: string;
      proven: string;
      files: { fileName: string; bytes: number }[];
    };
    expect(answer).toMatchObject({ strategyId: strategyIdOf(spec), target });
    expect(answer.proven).not.toBe('');
    expect(readdirSync(join(home, 'out')).sort()).toEqual(answer.files.map((f) => f.fileName).sort());
    for (const { fileName, bytes } of answer.files)
      expect(readFileSync(join(home, 'out', fileName))).toHaveLength(bytes);
  });
  it('keeps the layout the LEAN command line wants', async () => {
    await code('lean', 'out');
    const config = JSON.parse(readFileSync(join(home, 'out', 'config.json'), 'utf8')) as object;
    expect(config).toMatchObject({ 'algorithm-language': 'Python', parameters: { cash: '100000' } });
    expect(readFileSync(join(home, 'out', 'main.py'), 'utf8')).toContain('class DeskAlgorithm(QCAlgorithm)');
  });
  it('overwrites nothing unless told to', async () => {
    mkdirSync(join(home, 'out'));
    writeFileSync(join(home, 'out', 'mine.txt'), 'mine');
    const refused = await code('lean', 'out');
    expect(refused.status).toBe(1);
    expect(refused.err).toContain('The folder is not empty.');
    expect((await code('lean', 'out', '--force')).status).toBe(0);
    expect(readFileSync(join(home, 'out', 'mine.txt'), 'utf8')).toBe('mine');
  });
  it.each([
    ['no file', undefined, 3, 'There is no such file.'],
    ['no JSON', '{', 1, 'The file is not JSON'],
    ['no specification', '{"schema":1}', 1, 'The file is no specification'],
    [
      'a rule that is wrong',
      JSON.stringify({ ...spec, rules: { ...spec.rules, entryLong: 'close > smaa(close, 5)' } }),
      1,
      'there is no function "smaa"',
    ],
    ['an hourly strategy', JSON.stringify({ ...spec, timeframe: '1h' }), 1, 'cannot express bars of 1h'],
  ])('%s: one sentence', async (_what, text, status, sentence) => {
    if (text === undefined) rmSync(join(home, 'spec.json'));
    else writeFileSync(join(home, 'spec.json'), text);
    const said = await code('zipline', 'out');
    expect(said.status).toBe(status);
    expect(said.err).toContain(sentence);
    expect(readdirSync(home)).not.toContain('out');
  });
  it('asks for a known target', async () => {
    const said = await code('ninja', 'out');
    expect(said.status).toBe(2);
    expect(said.err).toContain('typescript');
  });
});

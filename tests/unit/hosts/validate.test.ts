/** `quantai validate`, `trials` and `verdict`: one report for specifications and sources, with exit statuses a script can use. */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeColumns, specOf } from '../../golden/small-market.ts';
import { runCli } from '../../support/run-cli.ts';

const folder = mkdtempSync(join(tmpdir(), 'validate-'));
const file = (name: string, text: string): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};
const quantai = (...args: string[]) => runCli(join(folder, 'home'), ...args);
const bars = (symbol: string): string => {
  const c = makeColumns(symbol, 900);
  const rows = Array.from(c.close, (close, i) =>
    [
      new Date(c.closeTime[i] as number).toISOString().slice(0, 10),
      c.open[i],
      c.high[i],
      c.low[i],
      close,
      c.volume[i],
    ].join(','),
  );
  return file(`${symbol}.csv`, `Date,Open,High,Low,Close,Volume\n${rows.join('\n')}\n`);
};
const spec = specOf({
  rules: { entryLong: 'rsi(close, short) < floor', exitLong: 'rsi(close, short) > top' },
  parameters: { short: 5, floor: 35, top: 60 },
  symbols: ['AAA', 'BBB'],
  protection: { stopLossPercent: 8, timeExitBars: 25 },
  maxOpenPositions: 2,
});

describe('sources', () => {
  it('a leak fails with its line, its reason and its cure', async () => {
    const path = file('leak.py', "def f(df):\n    df['t'] = df['close'].shift(-1)\n    return df['t'] > df['close']\n");
    const said = await quantai('validate', path, '--json');
    expect(said.status).toBe(1);
    const report = JSON.parse(said.out);
    expect(report).toMatchObject({ file: 'leak.py', kind: 'source', verdict: 'fail', failed: 1, language: 'python' });
    expect(report.findings).toEqual([
      {
        rule: 'negative-shift',
        severity: 'fail',
        line: 2,
        column: 15,
        excerpt: "df['close'].shift(-1)",
        reason: expect.any(String),
        fix: expect.any(String),
      },
    ]);
    for (const check of report.checks)
      expect(check).toMatchObject({
        verdict: expect.stringMatching(/pass|fail|warn/),
        evidence: expect.any(String),
        threshold: 0,
        command: 'quantai validate leak.py',
      });
  });
  it('a sound one passes', async () => {
    const path = file(
      'sound.ts',
      'export const f = (closes: number[], i: number): boolean => closes[i]! > closes[i - 1]!;\n',
    );
    const said = await quantai('validate', path);
    expect(said.status).toBe(0);
    expect(said.out).toContain('sound.ts: pass');
  });
  it('what cannot be read is refused with the place', async () => {
    const said = await quantai('validate', file('bad.py', 'def f(:\n'));
    expect(said.status).toBe(1);
    expect(said.err).toMatch(/not valid Python.*bad\.py, line 1/s);
  });
});

describe('specifications', () => {
  it('on paper, without data', async () => {
    const said = await quantai('validate', file('spec.json', JSON.stringify(spec)), '--json');
    expect(said.status).toBe(0);
    const report = JSON.parse(said.out);
    expect(report).toMatchObject({ kind: 'spec', verdict: 'pass', failed: 0 });
    expect(report.notApplicable).toBeGreaterThan(3);
  });
  it('without a stop it fails', async () => {
    const open = { ...spec, protection: { ...spec.protection, stopLossPercent: null } };
    const said = await quantai('validate', file('open.json', JSON.stringify(open)), '--json');
    expect(said.status).toBe(1);
    expect(JSON.parse(said.out).checks).toContainEqual(
      expect.objectContaining({ check: 'protective-stop', verdict: 'fail' }),
    );
  });
  it('with data everything is run, and the same command says the same', async () => {
    const args = [
      'validate',
      file('spec.json', JSON.stringify(spec)),
      '--data',
      `${bars('AAA')},${bars('BBB')}`,
      '--trials',
      '50',
      '--neighbours',
      '6',
      '--noise',
      '3',
      '--json',
    ];
    const said = await quantai(...args);
    const report = JSON.parse(said.out);
    const names = report.checks.map((c: { check: string }) => c.check);
    for (const name of [
      'look-ahead',
      'settled-start',
      'deflated-sharpe',
      'track-record',
      'run-look-ahead',
      'crash',
      'permutation',
      'noise-control',
      'parameter-plateau',
      'capacity',
    ])
      expect(names).toContain(name);
    expect(said.status).toBe(report.failed > 0 ? 1 : 0);
    expect(report.command).toContain('--trials 50');
    expect(report.checks.find((c: { check: string }) => c.check === 'deflated-sharpe').evidence).toContain('51 trials');
    expect((await quantai(...args)).out).toBe(said.out);
  });
  it.each([
    ['nothing.json', undefined, 3, 'cannot be read'],
    ['not.json', '{', 1, 'neither JSON'],
    ['field.json', '{"schema":1}', 1, 'does not fit its schema'],
  ])('%s is refused in a sentence', async (name, text, status, words) => {
    const path = text === undefined ? join(folder, name) : file(name, text);
    const said = await quantai('validate', path);
    expect(said.status).toBe(status);
    expect(said.err).toContain(words);
  });
});

describe('the ledger and the verdict', () => {
  it('trials of every dataset are counted', async () => {
    const said = await quantai('trials', '--json');
    expect(said.status).toBe(0);
    for (const row of JSON.parse(said.out).datasets) expect(row).toMatchObject({ trials: 0, variance: 0 });
    expect((await quantai('trials', '--dataset', 'ds-none')).status).toBe(3);
  });
  it('an unknown strategy is named as such', async () => {
    const said = await quantai('verdict', 'st-none');
    expect(said.status).toBe(3);
    expect(said.err).toContain('st-none');
  });
});

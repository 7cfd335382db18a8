/** `quantai spec` on files good, bad and hostile: documents, exit statuses and the lines that point at the place. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { formatSpec } from '../../../shared/strategy/format-spec.ts';
import { type StrategySpec, specHash, strategyIdOf } from '../../../shared/strategy/spec.ts';
import { specOf } from '../../golden/small-market.ts';
import { runCli } from '../../support/run-cli.ts';

const folder = mkdtempSync(join(tmpdir(), 'quantai-spec-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const quantai = (...args: string[]) => runCli(folder, ...args);
function fileOf(name: string, content: unknown): string {
  const path = join(folder, name);
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}
const good = specOf({ rules: { entryLong: 'rsi(close, 14)<30', exitLong: 'close>sma( close,5 )' } });

describe('check', () => {
  it('says that a specification is well-formed, with its id and warm-up', async () => {
    const path = fileOf('good.json', good);
    const said = await quantai('spec', 'check', path);
    expect(said).toMatchObject({ status: 0, err: '' });
    expect(said.out).toContain(`well-formed (${strategyIdOf(good)}, schema 1, 14 bars of warm-up)`);
    const { out } = await quantai('spec', 'check', path, '--json');
    expect(JSON.parse(out)).toMatchObject({
      ok: true,
      strategyId: strategyIdOf(good),
      specHash: specHash(good),
      schema: 1,
      warmUpBars: 14,
      problems: [],
    });
  });
  it('points at every problem, and at units that schema 1 lets pass', async () => {
    const bad = { ...good, rules: { ...good.rules, entryLong: 'rsi(close, 14) > close', exitLong: 'clos > 1' } };
    const path = fileOf('bad.json', bad);
    const { status, out } = await quantai('spec', 'check', path);
    expect(status).toBe(1);
    expect(out.split('\n').slice(0, 4)).toEqual([
      'error: "clos" is neither a series nor a parameter (rules.exitLong, character 1)',
      '    clos > 1',
      '    ^^^^',
      '  fix: did you mean close?',
    ]);
    expect(out).toContain('rsi(close, 14) is a percentage (0 to 100) and close is a price');
    expect(out).toContain('2 problems');
    const json = JSON.parse((await quantai('spec', 'check', path, '--json')).out);
    expect(json).toMatchObject({
      ok: false,
      problems: [
        {
          code: 'rule-name',
          path: 'rules.exitLong',
          character: 1,
          caret: ['clos > 1', '^^^^'],
          fix: 'did you mean close?',
        },
        { code: 'rule-unit', path: 'rules.entryLong' },
      ],
    });
  });
  it('refuses what is no specification, no file or no action', async () => {
    expect(await quantai('spec', 'check', fileOf('broken.json', '{"schema": 1,'))).toMatchObject({ status: 1 });
    expect((await quantai('spec', 'check', join(folder, 'none.json'))).status).toBe(3);
    expect((await quantai('spec', 'check')).status).toBe(2);
    expect((await quantai('spec', 'chek', 'x')).status).toBe(2);
    expect((await quantai('spec', 'check', folder)).status).toBe(2);
    const start = performance.now();
    const huge = await quantai('spec', 'check', fileOf('huge.json', 'x'.repeat(6_000_000)), '--json');
    expect(performance.now() - start).toBeLessThan(1000);
    expect(JSON.parse(huge.out).problems[0].code).toBe('spec-too-long');
  });
});

describe('explain and format', () => {
  it('explain says it in sentences; a specification with problems is checked instead', async () => {
    const { out, status } = await quantai('spec', 'explain', fileOf('good.json', good));
    expect(status).toBe(0);
    expect(out).toContain('Buys when the 14-bar relative strength index of the close is below 30.');
    expect((await quantai('spec', 'explain', fileOf('bad.json', { ...good, name: 'x' }))).status).toBe(1);
  });
  it('format prints the canonical text, and in the newest schema when asked', async () => {
    const path = fileOf('good.json', good);
    const { out, err } = await quantai('spec', 'format', path);
    expect(err).toContain('another version with another hash');
    expect(out).toBe(formatSpec(good));
    expect(out).toContain('"exitLong": "close > sma(close, 5)"');
    expect((await quantai('spec', 'format', fileOf('again.json', out))).out).toBe(out);
    const upgraded = JSON.parse((await quantai('spec', 'format', path, '--upgrade', '--json')).out);
    expect(upgraded).toMatchObject({ schema: 2, changed: true, specHashBefore: specHash(good) });
    expect((JSON.parse(upgraded.text) as StrategySpec).schema).toBe(2);
  });
});

it('help prints the reference of the language', async () => {
  const { out, status } = await quantai('spec', 'help');
  expect(status).toBe(0);
  for (const part of [
    'cross_over(a, b)',
    'on("1w", x)',
    'rank(x)',
    'universe.rankBy *',
    'schedule.every *',
    'rsi(x, length)',
  ])
    expect(out).toContain(part);
  const json = JSON.parse((await quantai('spec', 'help', '--json')).out);
  expect(json.functions.length).toBeGreaterThan(20);
});

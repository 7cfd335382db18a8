/** `quantai portfolio`: every objective answers, the document holds its numbers, and bad input has one clear sentence. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRandom } from '../../../shared/core/random.ts';
import { expectedReturns } from '../../../shared/quant/optimizer/expected-returns/index.ts';
import { objectives } from '../../../shared/quant/optimizer/objectives/index.ts';
import { riskModels } from '../../../shared/quant/optimizer/risk-models/index.ts';
import { runCli } from '../../support/run-cli.ts';

let folder: string;
let prices: string;
let market: string;
const names = ['AAA', 'BBB', 'CCC', 'DD-D'];

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'quantai-portfolio-'));
  prices = join(folder, 'prices.csv');
  market = join(folder, 'market.csv');
  const random = createRandom('prices');
  const levels = names.map(() => 50);
  let index = 100;
  const lines = [`date,${names.join(',')}`];
  const marketLines = ['date,INDEX'];
  for (let day = 0; day < 160; day++) {
    const common = 0.008 * random.normal();
    index *= 1 + common;
    for (const [i] of names.entries())
      levels[i] = (levels[i] as number) * (1 + 0.0006 * (i + 1) + common + 0.01 * random.normal());
    const date = new Date(Date.UTC(2023, 0, 2 + day)).toISOString().slice(0, 10);
    // The third asset is listed later.
    lines.push(`${date},${levels.map((v, i) => (i === 2 && day < 30 ? '' : v.toFixed(6))).join(',')}`);
    marketLines.push(`${date},${index.toFixed(6)}`);
  }
  writeFileSync(prices, lines.join('\n'));
  writeFileSync(market, marketLines.join('\n'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Document {
  objective: string;
  weights: Record<string, number>;
  performance: Record<string, number>;
  allocation?: { shares: Record<string, number>; leftover: number };
  frontier?: unknown[];
  notes: string[];
}
async function ask(...options: string[]): Promise<Document> {
  const said = await runCli(folder, 'portfolio', '--prices', prices, '--json', ...options);
  expect(said.err).toBe('');
  expect(said.status).toBe(0);
  return JSON.parse(said.out) as Document;
}
const sum = (weights: Record<string, number>): number => Object.values(weights).reduce((a, b) => a + b, 0);

describe('quantai portfolio', () => {
  const extra: Record<string, string[]> = {
    'efficient-risk': ['--target', '0.3'],
    'efficient-return': ['--target', '0.2'],
    'black-litterman': ['--view', 'AAA=0.2@0.6', '--view', 'BBB-DD-D=0.05@0.3'],
  };
  it.each(objectives.map((o) => o.name))('%s', async (name) => {
    const answer = await ask('--objective', name, ...(extra[name] ?? []));
    expect(answer.objective).toBe(name);
    expect(Object.keys(answer.weights)).toEqual(names);
    expect(sum(answer.weights)).toBeCloseTo(1, 9);
    for (const w of Object.values(answer.weights)) expect(w).toBeGreaterThanOrEqual(-1e-9);
    for (const figure of ['return', 'volatility', 'sharpe'])
      expect(Number.isFinite(answer.performance[figure])).toBe(true);
  });

  it.each(riskModels.map((m) => m.name))('with the risk model %s', async (name) => {
    expect(sum((await ask('--objective', 'min-volatility', '--risk', name)).weights)).toBeCloseTo(1, 9);
  });
  it.each(expectedReturns.map((m) => m.name))('with the returns of %s', async (name) => {
    expect(sum((await ask('--objective', 'quadratic-utility', '--mu', name, '--market', market)).weights)).toBeCloseTo(
      1,
      9,
    );
  });

  it('keeps bounds, sectors and neutrality', async () => {
    const box = await ask('--objective', 'min-volatility', '--bounds', '0.1,0.4', '--bound', 'AAA=0.3,0.35');
    for (const w of Object.values(box.weights)) expect(w).toBeLessThanOrEqual(0.4 + 1e-9);
    expect(box.weights.AAA).toBeGreaterThanOrEqual(0.3 - 1e-9);
    const sector = await ask('--sector', 'old=AAA,BBB', '--sector-limit', 'old=0.6,none', '--risk-free', '0');
    expect((sector.weights.AAA as number) + (sector.weights.BBB as number)).toBeGreaterThanOrEqual(0.6 - 1e-9);
    const neutral = await ask('--objective', 'quadratic-utility', '--market-neutral');
    expect(sum(neutral.weights)).toBeCloseTo(0, 9);
  });

  it('buys whole shares both ways, within the money', async () => {
    for (const allocation of ['greedy', 'integer']) {
      const answer = await ask('--objective', 'hrp', '--allocate', '2000', '--allocation', allocation);
      expect(answer.allocation?.leftover).toBeGreaterThanOrEqual(0);
      expect(answer.allocation?.leftover).toBeLessThan(2000);
    }
  });

  it('shows a table to a person', async () => {
    const said = await runCli(folder, 'portfolio', '--prices', prices, '--objective', 'frontier', '--points', '4');
    expect(said.status).toBe(0);
    for (const part of ['Asset', 'weight', 'Sharpe ratio', 'Annual volatility', '4 assets, 159 returns'])
      expect(said.out).toContain(part);
  });

  it.each([
    [2, 'such as 0,0.2', ['--bounds', '1']],
    [2, 'like AAPL=0.05,0.2', ['--bound', 'AAA=x']],
    [3, '"ZZZ"', ['--bound', 'ZZZ=0,1']],
    [2, 'Allowed choices', ['--objective', 'luck']],
    [1, 'add up to 0.4, less than 1', ['--bounds', '0,0.1']],
    [2, 'needs a wanted return', ['--objective', 'efficient-return']],
    [1, 'out of reach', ['--objective', 'efficient-return', '--target', '50']],
    [2, 'in two sectors', ['--sector', 'a=AAA', '--sector', 'b=AAA']],
    [3, 'No asset belongs to the sector "c"', ['--sector-limit', 'c=0,0.5']],
    [
      2,
      'Some views have a confidence',
      ['--objective', 'black-litterman', '--view', 'AAA=0.1@0.5', '--view', 'BBB=0.1'],
    ],
    [1, 'no view', ['--objective', 'black-litterman']],
    [2, 'bounds only', ['--objective', 'cla', '--sector', 'a=AAA', '--sector-limit', 'a=0,0.5']],
    [2, 'Trading costs have no place', ['--cost', '0.01', '--risk-free', '0']],
  ])('exit status %i: %s', async (status, sentence, options) => {
    const said = await runCli(folder, 'portfolio', '--prices', prices, ...options);
    expect(said.err).toContain(sentence);
    expect(said.status).toBe(status);
    expect(said.out).toBe('');
  });
});

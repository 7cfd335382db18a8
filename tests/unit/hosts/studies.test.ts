/** The studies of the command line: one document each, the same for any number of workers, clear refusals, and a stop that says what was done. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CommandContext } from '../../../electron/headless/command.ts';
import { sweep } from '../../../electron/headless/commands/sweep.ts';
import { createRandom } from '../../../shared/core/random.ts';
import { runCli } from '../../support/run-cli.ts';
import { crossingSpec } from '../../support/study-fixture.ts';

let folder: string;
let data: string;
let strategy: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'quantai-studies-'));
  data = join(folder, 'ABC.csv');
  strategy = join(folder, 'cross.json');
  const random = createRandom('studies');
  let price = 100;
  const rows = ['Date,Open,High,Low,Close,Volume'];
  for (let i = 0; rows.length <= 700; i++) {
    const day = new Date(Date.UTC(2019, 0, 1 + i));
    if (day.getUTCDay() % 6 === 0) continue;
    const open = price * Math.exp(0.003 * random.normal());
    price = open * Math.exp(0.001 * Math.sin(i / 40) + 0.008 * random.normal());
    const high = Math.max(open, price) * 1.004;
    const low = Math.min(open, price) * 0.996;
    rows.push(
      `${day.toISOString().slice(0, 10)},${[open, high, low, price].map((v) => v.toFixed(4)).join(',')},1000000`,
    );
  }
  writeFileSync(data, rows.join('\n'));
  writeFileSync(strategy, JSON.stringify(crossingSpec));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const run = async (command: string, ...more: string[]) => {
  const said = await runCli(folder, command, '--strategy', strategy, '--data', data, ...more, '--json');
  return { ...said, json: JSON.parse(said.out) as Record<string, unknown> };
};

// Ten pools of workers are started here, each of which loads the engine.
describe('quantai', { timeout: 120_000 }, () => {
  it('sweep answers every variant, the best one by the gated backtest, its plateau and its luck', async () => {
    const more = ['--param', 'fast=5:20:5', 'slow=25:60:5'];
    const one = await run('sweep', ...more, '--workers', '1');
    expect(one.status).toBe(0);
    expect(one.json).toMatchObject({ tried: 32, size: 32, engine: 'fast', stopped: false, method: 'grid' });
    const { best, variants, plateau } = one.json as {
      best: Record<string, unknown>;
      variants: unknown[];
      plateau: object;
    };
    expect(variants.length).toBe(32);
    expect(best).toMatchObject({ fullEngine: { bars: 700 } });
    expect(best.deflatedSharpe).toBeGreaterThanOrEqual(0);
    expect(plateau).toMatchObject({ keep: 0.6 });
    expect((await run('sweep', ...more, '--workers', '2')).json).toEqual(one.json);
    expect(one.err).toContain('32 of 32 variants');
  });

  it('walkforward, montecarlo, scenarios and attribution answer one document each', async () => {
    const search = ['--param', 'fast=5,10', 'slow=30,50'];
    const walk = await run('walkforward', ...search, '--train', '300', '--test', '100');
    expect(walk.json).toMatchObject({ tried: 16, stopped: false });
    expect((walk.json as { windows: unknown[] }).windows.length).toBe(4);
    const paths = await run('montecarlo', '--method', 'bootstrap', '--paths', '200', '--seed', '7');
    expect(paths.json).toMatchObject({ fan: { paths: 200 }, asked: 200, seed: 7 });
    const shaken = await run('scenarios');
    expect((shaken.json as { outcomes: unknown[] }).outcomes.length).toBeGreaterThan(15);
    const parts = await run('attribution');
    expect(parts.json).toMatchObject({ bySymbol: [{ key: 'ABC' }] });
    for (const { status } of [walk, paths, shaken, parts]) expect(status).toBe(0);
  });

  it.each([
    [['sweep', '--param', 'speed=1:3'], 2, 'no parameter "speed"'],
    [['sweep', '--param', 'fast=9:3'], 2, 'from a smaller to a larger number'],
    [['sweep', '--param', 'fast=two'], 2, 'not made of numbers'],
    [['sweep', '--param', 'fast=2:40', 'slow=41:90', '--n', '100'], 1, 'The grid has 1,950 points'],
    [['walkforward', '--param', 'fast=5,10', '--train', '900'], 1, 'too few for a training window'],
  ] as const)('refuses %j with status %i', async ([command, ...more], status, sentence) => {
    const said = await run(command, ...more);
    expect(said.status).toBe(status);
    expect((said.json as unknown as { error: { message: string } }).error.message).toContain(sentence);
  });

  it('says that a file is not there', async () => {
    const said = await runCli(
      folder,
      'sweep',
      '--strategy',
      strategy,
      '--data',
      join(folder, 'none.csv'),
      '--param',
      'fast=5,6',
    );
    expect(said).toMatchObject({ status: 3, out: '' });
  });

  it('stops at an interruption and answers what was done', async () => {
    const stop = new AbortController();
    const context = {
      interrupted: stop.signal,
      interactive: true,
      redraw: (lines: string[]) => {
        if (/[1-9]\d* of 3200 variants/.test(lines.join())) stop.abort();
      },
      log: () => {},
    } as unknown as CommandContext;
    const options = {
      strategy,
      data: [data],
      cash: 1e5,
      commission: 0.0001,
      slippage: 0.0002,
      seed: 1,
      workers: 1,
      rows: 3,
    };
    const search = {
      param: ['fast=1:40', 'slow=41:120'],
      method: 'grid',
      n: 5000,
      objective: 'sharpe',
      leastTrades: 1,
    };
    const answer = await sweep.run(context, [], { ...options, ...search, engine: 'full' });
    if (!answer.ok) throw new Error(answer.error.message);
    expect(answer.value.exitCode).toBe(130);
    const { stopped, tried, size } = answer.value.json as { stopped: boolean; tried: number; size: number };
    expect(stopped).toBe(true);
    expect(tried).toBeLessThan(size);
    expect(answer.value.lines.join('\n')).toContain(`Stopped: ${tried} variants tried of 3,200 points`);
  });
});

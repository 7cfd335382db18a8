/** D5 passes sound strategies and refuses each planted fault by its own check, in words. */
import { describe, expect, it } from 'vitest';
import { checks } from '../../../agents/validation/checks/index.ts';
import { d5Validator } from '../../../agents/validation/d5-validator.ts';
import { type StrategySpec, specHash, strategyIdOf } from '../../../shared/strategy/spec.ts';
import { startHarness } from '../../support/agent-harness.ts';
import { smallMarket, smallMarketId } from '../../support/small-market.ts';

const dataset = smallMarket();
const length = (value: number) => ({ value, min: 2, max: 200, step: 1 });
const sound: StrategySpec = {
  schema: 1,
  name: 'Dip in a rise',
  family: 'mean-reversion',
  thesis: 'Dips in a rise are bought back by those who missed it.',
  falsifier: 'Dips are followed by further falls.',
  symbols: ['SA', 'SB', 'SC'],
  timeframe: '1d',
  parameters: { short: length(5), trend: length(60), floor: { value: 40, min: 10, max: 50, step: 5 }, top: length(60) },
  rules: {
    entryLong: 'rsi(close, short) < floor and close > sma(close, trend)',
    exitLong: 'rsi(close, short) > top',
    entryShort: null,
    exitShort: null,
  },
  regimeFilter: null,
  sizing: { kind: 'percent-of-equity', percent: 30 },
  protection: {
    stopLossPercent: 8,
    stopLossAtr: null,
    takeProfitPercent: null,
    trailingStopPercent: null,
    timeExitBars: 20,
    atrLength: 14,
  },
  maxOpenPositions: 3,
};

async function check(spec: StrategySpec, hash = specHash(spec), code?: string) {
  const harness = await startHarness({ agents: [d5Validator], dataset });
  const file = { target: 'backtrader', fileName: 'strategy.py', text: code ?? '' };
  const stored =
    code === undefined ? [] : [{ target: file.target, fileName: file.fileName, lines: 1, hash: harness.keep(file) }];
  await harness.send('strategy.coded', {
    strategyId: strategyIdOf(spec),
    place: { generation: 0, index: 0, of: 1 },
    datasetId: smallMarketId,
    spec,
    specHash: hash,
    sources: stored,
    regimeHash: '',
    signalHash: '',
  });
  const [checked] = harness.published('validation.checked');
  if (!checked) throw new Error('a candidate is always answered');
  return checked;
}
const failing = async (spec: StrategySpec) => (await check(spec)).checks.filter((c) => !c.passed).map((c) => c.check);
const rules = (entryLong: string, exitLong: string | null = sound.rules.exitLong): StrategySpec['rules'] => ({
  ...sound.rules,
  entryLong,
  exitLong,
});

it('passes a sound strategy with evidence for every check', async () => {
  const checked = await check(sound);
  expect(checked.checks.filter((c) => !c.passed)).toEqual([]);
  expect(checked.checks.map((c) => c.check)).toEqual(['well-formed', ...checks.map((c) => c.name)]);
  for (const { evidence } of checked.checks) expect(evidence).toMatch(/\d|schema|stop|entry|parameter/);
  expect(await check(sound)).toEqual(checked);
});

it('reads the code that was written for it, and a leak there blocks it', async () => {
  const clean = await check(sound, specHash(sound), 'size = 1\n');
  expect(clean.checks.find((c) => c.check === 'generated-sources')).toMatchObject({ passed: true, value: 0 });
  const leaky = await check(sound, specHash(sound), "def signal(df):\n    return df['close'].shift(-1) > 0\n");
  expect(leaky.passed).toBe(false);
  expect(leaky.checks.filter((c) => !c.passed).map((c) => c.check)).toEqual(['generated-sources']);
  expect(leaky.checks.find((c) => !c.passed)?.evidence).toContain('strategy.py, line 2: negative-shift');
});

describe('refuses', () => {
  it.each<[string, Partial<StrategySpec>]>([
    ['known-symbols', { symbols: ['SA', 'NOPE'] }],
    ['known-symbols', { symbols: ['SA', 'INDEX'] }],
    ['protective-stop', { protection: { ...sound.protection, stopLossPercent: null } }],
    ['leverage', { sizing: { kind: 'percent-of-equity', percent: 90 } }],
    ['leverage', { sizing: { kind: 'atr-risk', riskPercent: 5, atrMultiple: 2, atrLength: 14 } }],
    [
      'exits',
      { rules: rules('rsi(close, short) < floor', null), protection: { ...sound.protection, timeExitBars: null } },
    ],
    ['named-numbers', { rules: rules('rsi(close, 7) < 33') }],
    ['live-rules', { rules: rules('rsi(close, short) > 100') }],
    ['live-rules', { rules: rules('close > 0') }],
    ['live-rules', { rules: rules('rsi(close, short) > top') }],
    ['enough-history', { parameters: { ...sound.parameters, trend: { value: 400, min: 2, max: 400, step: 1 } } }],
    [
      'few-parameters',
      {
        parameters: {
          ...sound.parameters,
          ...Object.fromEntries(['a', 'b', 'c', 'd', 'e', 'f'].map((n) => [n, length(3)])),
        },
      },
    ],
    ['settled-start', { rules: rules('obv() > prev(obv(), short) and obv() < 1 * volume') }],
  ])('%s', async (name, change) => {
    expect(await failing({ ...sound, ...change })).toContain(name);
  });
  it('a specification that is not the one that was coded', async () => {
    const checked = await check(sound, '0'.repeat(64));
    expect(checked).toMatchObject({ passed: false, checks: [{ check: 'well-formed', passed: false }] });
  });
  it('rules that do not compile, with the place', async () => {
    const checked = await check({ ...sound, rules: rules('rsi(close, short) <') });
    expect(checked.checks[0]?.evidence).toContain('rules.entryLong');
  });
});

/** Schema 2: what it adds, how it is lowered to conditions, how schema 1 lives on, and how a text becomes a specification. */
import { describe, expect, test } from 'vitest';
import { sizePosition } from '../../../agents/engine/strategy-runner-sizing.ts';
import { compileStrategy, explainStrategy } from '../../../shared/strategy/compile.ts';
import { formatSpec } from '../../../shared/strategy/format-spec.ts';
import { sectionTexts } from '../../../shared/strategy/lower.ts';
import { readSpec } from '../../../shared/strategy/read-spec.ts';
import { languageReference } from '../../../shared/strategy/reference.ts';
import { builtIns } from '../../../shared/strategy/rules/names.ts';
import { formatExpression } from '../../../shared/strategy/rules/print.ts';
import { type StrategySpec, specHash, strategySpecSchema } from '../../../shared/strategy/spec.ts';
import { upgradeSpec } from '../../../shared/strategy/upgrade-spec.ts';
import { makeColumns, specOf, testLimits } from '../../golden/small-market.ts';

type More = Omit<Partial<StrategySpec>, 'rules' | 'parameters' | 'protection'> & {
  rules?: Partial<StrategySpec['rules']>;
  parameters?: Record<string, number>;
  protection?: Partial<StrategySpec['protection']>;
};
function two({ rules = { entryLong: 'close > 1' }, parameters, protection, ...more }: More = {}): StrategySpec {
  const spec = specOf({ rules, ...(parameters && { parameters }) });
  return strategySpecSchema.parse({ ...spec, schema: 2, ...more, protection: { ...spec.protection, ...protection } });
}
const universe = { filter: null, rankBy: 'roc(close, 5)', top: 2, bottom: null, keep: 3 };
const lowered = (spec: StrategySpec): Record<string, string> => {
  const compiled = compileStrategy(spec);
  if (!compiled.ok) throw new Error(`${compiled.error.message} (${compiled.error.where})`);
  return Object.fromEntries(
    Object.entries(compiled.value.lowered).map(([name, tree]) => [name, formatExpression(tree)]),
  );
};

describe('schema 1 lives on', () => {
  const stored = specOf({ rules: { entryLong: 'rsi(close, n) < 20' }, parameters: { n: 3 } });
  test('with its bytes, its hash and its meaning', () => {
    expect(stored.schema).toBe(1);
    // Taken before schema 2 existed: an approval seals this hash.
    expect(specHash(stored)).toBe('8d8fb0b344a5f50f4248d314857aa34fcc5e82b2d78cf3873a8b1a8c78286868');
    expect(readSpec(JSON.stringify(stored)).spec).toEqual(stored);
    expect(lowered(stored)).toEqual({ entryLong: 'rsi(close, n) < 20' });
  });
  test('and refuses what belongs to schema 2', () => {
    const refusedAt = (more: object) => readSpec(JSON.stringify({ ...stored, ...more })).problems[0];
    expect(refusedAt({ schedule: { every: 'week', on: 'first', exits: 'any-bar' } })).toMatchObject({
      path: 'schedule',
      message: 'belongs to schema 2: set "schema": 2',
    });
    expect(refusedAt({ sizing: { kind: 'fixed-cash', cash: 100 } })?.path).toBe('sizing.kind');
    expect(refusedAt({ family: 'pairs' })?.path).toBe('family');
    expect(refusedAt({ protection: { ...stored.protection, takeProfitAtr: 2 } })?.path).toBe(
      'protection.takeProfitAtr',
    );
    const rules = { ...stored.rules, entryLong: 'rank(close) < 3' };
    expect(refusedAt({ rules })).toMatchObject({
      code: 'rule-schema',
      fix: 'set "schema": 2 in the strategy that uses it',
    });
  });
  test('a parameter that is a function only in schema 2 keeps its name, and gets another when it is upgraded', () => {
    const old = specOf({
      rules: { entryLong: 'close > rank and rsi(close, 3) < on' },
      parameters: { rank: 4, on: 30 },
    });
    expect(compileStrategy(old).ok).toBe(true);
    const fresh = upgradeSpec(old);
    expect(fresh).toMatchObject({
      schema: 2,
      rules: { entryLong: 'close > rank_value and rsi(close, 3) < on_value' },
      parameters: { rank_value: { value: 4 }, on_value: { value: 30 } },
    });
    expect(compileStrategy(fresh).ok).toBe(true);
    const columns = makeColumns('upgrade', 60);
    const signals = [old, fresh].map((spec) => {
      const compiled = compileStrategy(spec);
      if (!compiled.ok) throw new Error(compiled.error.message);
      return compiled.value.signals({ columns });
    });
    expect(signals[1]).toEqual(signals[0]);
    expect(upgradeSpec(fresh)).toBe(fresh);
    expect(specHash(fresh)).not.toBe(specHash(old));
  });
});

describe('sections become conditions', () => {
  test('a universe filters, ranks and keeps', () => {
    const spec = two({
      rules: { exitLong: 'close < 1' },
      universe: { ...universe, filter: 'volume > 10' },
      schedule: { every: 'month', on: 'last', exits: 'scheduled' },
    });
    const rank = 'rank(if(volume > 10, roc(close, 5), 0 / 0))';
    expect(lowered(spec)).toEqual({
      entryLong: `${rank} <= 2 and ends("month")`,
      exitLong: `close < 1 and ends("month") or ends("month") and not ${rank} <= 3`,
    });
  });
  test('a side with a rule and a rank needs both; the bottom is sold short', () => {
    const spec = two({ universe: { ...universe, bottom: 1 }, regimeFilter: 'regime() != "bear"' });
    expect(lowered(spec)).toEqual({
      entryLong: 'close > 1 and regime() != "bear" and rank(roc(close, 5)) <= 2',
      exitLong: 'not rank(roc(close, 5)) <= 3',
      entryShort: 'regime() != "bear" and rank(-roc(close, 5)) <= 1',
      exitShort: 'not rank(-roc(close, 5)) <= 3',
    });
  });
  test('a session is a condition of entries; being flat by the close is an exit', () => {
    const session = {
      weekdays: [1, 5],
      months: [11],
      firstTradingDays: 2,
      lastTradingDays: 1,
      from: '09:45',
      to: '15:00',
      noEntryMinutesBeforeClose: 45,
      flatMinutesBeforeClose: 15,
    };
    const spec = two({ timeframe: '15m', session });
    expect(sectionTexts(spec).session).toBe(
      '(day_of_week() == 1 or day_of_week() == 5) and month() == 11 and (trading_day_of_month() <= 2 or trading_days_left() < 1)' +
        ' and time_of_day() >= 585 and time_of_day() <= 900 and minutes_to_close() >= 45 and minutes_to_close() > 15',
    );
    expect(lowered(spec).exitLong).toBe('minutes_to_close() <= 15');
    expect(sectionTexts(two({ timeframe: '15m', session: { from: '22:00', to: '02:00' } })).session).toBe(
      '(time_of_day() >= 1320 or time_of_day() <= 120)',
    );
  });
  test('what does not go together is refused with its place', () => {
    const first = (more: More) => {
      const compiled = compileStrategy(two(more));
      return compiled.ok ? undefined : compiled.error;
    };
    expect(first({ session: { from: '09:45' } })).toMatchObject({ path: 'session', code: 'rule-timeframe' });
    expect(first({ timeframe: '1h', session: { flatMinutesBeforeClose: 30 } })).toMatchObject({
      path: 'session.flatMinutesBeforeClose',
      fix: 'give 60 or more',
    });
    expect(first({ timeframe: '1w', schedule: { every: 'month', on: 'last', exits: 'any-bar' } })?.path).toBe(
      'schedule',
    );
    expect(first({ universe: { ...universe, keep: 1 } })?.path).toBe('universe.keep');
    expect(first({ universe: { ...universe, rankBy: null } })?.path).toBe('universe.rankBy');
    expect(first({ universe: { ...universe, top: null } })?.message).toBe('the ranking is not used');
    expect(first({ universe: { ...universe, rankBy: 'close > 1' } })).toMatchObject({
      code: 'rule-type',
      path: 'universe.rankBy',
    });
    expect(
      first({
        pairs: [
          ['AAA', 'BBB'],
          ['BBB', 'CCC'],
        ],
      })?.message,
    ).toBe('BBB is in two pairs');
    expect(first({ pairs: [['AAA', 'ZZZ']] })?.message).toBe('ZZZ is not among the symbols');
    expect(first({ rules: { entryLong: 'partner(close) > 1' } })?.code).toBe('rule-pairs');
    expect(first({ rules: { entryLong: 'on("1h", close) > 1' } })).toMatchObject({
      code: 'rule-word',
      message: '"1h" bars are not longer than the "1d" bars of the strategy',
      fix: 'use one of "1w", "1mo"',
    });
    expect(first({ rules: { entryLong: 'on("1w", on("1mo", close)) > 1' } })?.code).toBe('rule-nested');
    expect(first({ rules: { entryLong: 'other("A", rank(close)) > 1' } })?.code).toBe('rule-nested');
    expect(first({ rules: { entryLong: 'ends("moon")' } })?.fix).toBe('use one of "day", "week", "month", "quarter"');
    expect(first({ rules: { entryLong: 'minutes_to_close() > 3' } })?.code).toBe('rule-timeframe');
  });
});

test('needs name what else has to be there', () => {
  const compiled = compileStrategy(
    two({ rules: { entryLong: 'on("1w", other("SPY", close) > 3) and rank(close) < 2 and other("AAA", close) > 1' } }),
  );
  expect(compiled.ok && compiled.value.needs).toEqual({
    market: true,
    symbols: ['SPY'],
    allSymbols: true,
    timeframes: ['1w'],
  });
  const plain = compileStrategy(two());
  expect(plain.ok && plain.value.needs.market).toBe(false);
});

describe('sizing and targets', () => {
  const columns = makeColumns('sizing', 200);
  const moment = (spec: StrategySpec) => {
    const compiled = compileStrategy(spec);
    if (!compiled.ok) throw new Error(compiled.error.message);
    const plain = { lotSize: 1, tickSize: 0.01, quantity: 0, barsHeld: 0, entryPending: false, exitPending: false };
    return {
      symbol: 'AAA',
      index: 150,
      signals: compiled.value.signals({ columns }),
      close: 50,
      tradable: true,
      ...plain,
    };
  };
  const state = { time: 0, equity: 100_000, grossExposure: 0, openPositions: 0, limits: testLimits };
  test('a fixed number of shares, and a fixed amount of money', () => {
    const shares = two({ sizing: { kind: 'fixed-quantity', quantity: 130 } });
    expect(sizePosition(moment(shares), state, shares.sizing)).toBe(130);
    const cash = two({ sizing: { kind: 'fixed-cash', cash: 5020 } });
    expect(sizePosition(moment(cash), state, cash.sizing)).toBe(100);
  });
  test('a fraction of the Kelly share: mean over variance, one side only, capped', () => {
    const spec = two({ sizing: { kind: 'kelly', fraction: 0.5, lookback: 60, maxPercent: 40 } });
    const at = moment(spec);
    const returns = Array.from({ length: 60 }, (_, k) => {
      const i = 150 - k;
      return (columns.close[i] as number) / (columns.close[i - 1] as number) - 1;
    });
    const mean = returns.reduce((a, b) => a + b) / 60;
    const variance = returns.reduce((a, r) => a + (r - mean) ** 2, 0) / 60;
    expect(at.signals.edge?.[150]).toBeCloseTo(mean / variance, 6);
    const side = mean > 0 ? 1 : -1;
    const share = Math.min(Math.abs(mean / variance) / 2, 0.4);
    expect(sizePosition(at, state, spec.sizing, side)).toBe(Math.floor((100_000 * share) / 50));
    expect(sizePosition(at, state, spec.sizing, side === 1 ? -1 : 1)).toBe(0);
    expect(at.signals.edge?.[59]).toBeNaN();
  });
});

describe('a text becomes a specification, or a list of what is wrong', () => {
  const text = JSON.stringify(two());
  const problem = (from: string, to: string) => readSpec(text.replace(from, to)).problems[0];
  test.each([
    ['"timeframe"', '"timefrme"', 'there is no field "timefrme"', 'did you mean timeframe?'],
    ['"1d"', '"1day"', '"1day" is not one of', undefined],
    ['"trend"', '"trnd"', '"trnd" is not one of', 'did you mean "trend"?'],
    [
      '"stopLossAtr":null,',
      '',
      'stopLossAtr is missing',
      'add it; null means not used where a rule or a level may be absent',
    ],
    ['"percent":20', '"percnt":20', 'percent is missing', undefined],
  ])('%s as %s', (from, to, message, fix) => {
    const found = readSpec(text.replace(from, to)).problems;
    const match = found.find((p) => p.message.startsWith(message));
    expect(match, JSON.stringify(found)).toBeDefined();
    if (fix !== undefined) expect(match?.fix).toBe(fix);
  });
  test('JSON that breaks off, or breaks, says where', () => {
    expect(readSpec(text.slice(0, 60)).problems[0]?.message).toBe('the file ends in the middle of its JSON');
    expect(problem('"symbols":', '"symbols";')).toMatchObject({
      code: 'spec-json',
      where: expect.stringMatching(/^line 1, column \d+$/),
    });
    const lines = '{\n  "schema": 2,\n  "name" "x"\n}';
    expect(readSpec(lines).problems[0]).toMatchObject({ where: 'line 3, column 10' });
  });
  test('every rule that is wrong is named, each with its character', () => {
    const spec = { ...two(), rules: { entryLong: 'clos > 1', exitLong: 'close >', entryShort: null, exitShort: null } };
    const { problems } = readSpec(JSON.stringify(spec));
    expect(problems.map((p) => [p.path, p.start, p.fix])).toEqual([
      ['rules.entryLong', 0, 'did you mean close?'],
      ['rules.exitLong', 7, expect.any(String)],
    ]);
  });
});

test('formatting is canonical: any order and spacing give the same bytes, and again the same', () => {
  const spec = two({ universe, pairs: [['AAA', 'BBB']], schedule: { every: 'week', on: 'first', exits: 'any-bar' } });
  const text = formatSpec(spec);
  const shuffled = Object.fromEntries(Object.entries(spec).reverse()) as StrategySpec;
  const spaced = { ...shuffled, rules: { ...spec.rules, entryLong: ' ( close>1 ) ' } };
  expect(formatSpec(spaced)).toBe(text);
  const read = readSpec(text);
  expect(read.spec && formatSpec(read.spec)).toBe(text);
  expect(text.endsWith('}\n')).toBe(true);
});

test('plain words for every part', () => {
  const spec = two({
    timeframe: '15m',
    calendar: 'us-equity',
    rules: {
      entryLong: 'on("1d", close > sma(close, 20)) and rank(other("SPY", roc(close, 5))) <= 2',
      exitLong: 'starts("week") or prev(close, 1) > 3',
    },
    universe: { ...universe, filter: 'universe_share(close > 1) > 0.5', bottom: 2 },
    schedule: { every: 'day', on: 'first', exits: 'scheduled' },
    session: {
      weekdays: [1, 2],
      months: [1],
      firstTradingDays: 1,
      from: '10:00',
      noEntryMinutesBeforeClose: 30,
      flatMinutesBeforeClose: 15,
    },
    pairs: [['AAA', 'BBB']],
    sizing: { kind: 'fixed-cash', cash: 5000 },
    protection: { takeProfitAtr: 3 },
  });
  expect(explainStrategy(spec)).toEqual([
    'Trades AAA, BBB, CCC, DDD on 15m bars, at most 4 positions at a time.',
    'Buys when the close is above the 20-bar average of the close on daily bars and the rank by the percent change of the close over 5 bars of SPY is at or below 2.',
    'Sells what it holds when a new week has begun or the close 1 bar ago is above 3.',
    'Pairs AAA with BBB.',
    'Considers a symbol only where the share of symbols for which the close is above 1 is above 0.5.',
    'Ranks the symbols by the percent change of the close over 5 bars, enters long only the first 2, enters short only the last 2, and leaves one that is no longer among the 3.',
    'Decides on the first bar of each day; exit rules wait for it too.',
    'Enters only on Monday or Tuesday.',
    'Enters only in January.',
    'Enters only on the first 1 trading day of a month.',
    "Enters only from 10:00 on the exchange's clock.",
    'Enters nothing in the last 30 minutes of a session.',
    'Leaves every position when 15 minutes of the session are left.',
    'Keeps the us-equity calendar.',
    'Puts 5000 in account currency into a position.',
    'Takes profit at 3 average true ranges (14 bars).',
  ]);
});

test('the reference lists what the registries hold', () => {
  const reference = languageReference();
  expect(reference.functions.map((f) => f.name)).toEqual(Object.keys(builtIns));
  expect(reference.functions.every((f) => f.usage.startsWith(f.name) && f.description.endsWith('.'))).toBe(true);
  expect(reference.fields.filter((f) => f.path === 'sizing')).toHaveLength(6);
  expect(reference.fields.find((f) => f.path === 'parameters.NAME.step')).toEqual({
    path: 'parameters.NAME.step',
    holds: 'number above 0',
    required: true,
  });
});

/** The router's ends: no money beyond the caps, and replays from the record alone. */
import { describe, expect, it } from 'vitest';
import { openBench, question, reply } from './scripted-provider.ts';

const good = reply('A calm bull market, likely to be one.');

describe('money', () => {
  it('stops the question before it is asked when the worst case does not fit', async () => {
    const bench = openBench();
    bench.settings = {
      default: { provider: 'openai', model: 'gpt-4o-mini' },
      caps: { agentDayUsd: 0.005, dayUsd: 5, monthUsd: 50 },
    };
    bench.script(good);
    expect(await bench.model.ask(question())).toMatchObject({
      ok: false,
      error: { code: 'budget-spent', where: 'A0' },
    });
    expect(bench.asked).toHaveLength(0);
    expect(bench.budget.spending().dayUsd).toBe(0);
  });

  it('is never spent on a model without a price', async () => {
    const bench = openBench();
    bench.script(good);
    bench.settings = { default: { provider: 'openai', model: 'gpt-99' } };
    expect(await bench.model.ask(question())).toMatchObject({ ok: false, error: { code: 'price-unknown' } });
    expect(bench.asked).toHaveLength(0);
    bench.settings = {
      default: { provider: 'openai', model: 'gpt-99' },
      prices: { 'openai/gpt-99': { inputUsdPerMillion: 10, outputUsdPerMillion: 20 } },
    };
    expect(await bench.model.ask(question())).toMatchObject({ ok: true, value: { costUsd: 0.012 } });
  });
});

describe('a replay', () => {
  it('answers from the record alone', async () => {
    const bench = openBench();
    bench.script(good);
    const answer = await bench.model.ask(question());
    bench.key = undefined;
    expect(await bench.recordedModel.ask(question())).toEqual(answer);
    expect(await bench.recordedModel.ask(question({ seed: 99 }))).toMatchObject({
      ok: false,
      error: { code: 'no-recorded-answer' },
    });
    expect(bench.asked).toHaveLength(1);
  });

  it('knows house answers and refusals as well', async () => {
    const bench = openBench();
    bench.settings = undefined;
    const house = await bench.model.ask(question());
    const refused = await bench.model.ask(question({ facts: {} }));
    expect(refused).toMatchObject({ ok: false, error: { code: 'facts-missing' } });
    expect(await bench.recordedModel.ask(question())).toEqual(house);
    expect(await bench.recordedModel.ask(question({ facts: {} }))).toEqual(refused);
  });

  it('finds what was answered though another model is set by now', async () => {
    const bench = openBench();
    bench.script(good);
    const answer = await bench.model.ask(question());
    bench.settings = { default: { provider: 'openai', model: 'gpt-4o' } };
    expect(await bench.recordedModel.ask(question())).toEqual(answer);
    bench.settings = undefined;
    expect(await bench.recordedModel.ask(question())).toEqual(answer);
  });
});

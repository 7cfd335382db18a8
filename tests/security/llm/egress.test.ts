/** Keys stay out of everything that leaves or is written down: questions, records, refusals, spending. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodingsOf, scanEgress } from '../../../agents/llm/egress.ts';
import { openBench, question, reply } from '../../unit/llm/scripted-provider.ts';

const canary = 'sk-CANARY+key/7f3a9c==';
const bytes = Buffer.from(canary);
const spellings: Readonly<Record<string, string>> = {
  plain: canary,
  'inside a sentence': `my key is ${canary}, please`,
  'URL-encoded': encodeURIComponent(canary),
  base64: bytes.toString('base64'),
  base64url: bytes.toString('base64url'),
  'base64 after one byte': Buffer.from(`x${canary}tail`).toString('base64'),
  'base64 after two bytes': Buffer.from(`xy${canary}tail`).toString('base64'),
  hex: bytes.toString('hex'),
  'upper-case hex': bytes.toString('hex').toUpperCase(),
  reversed: [...canary].reverse().join(''),
  'with spaces between': [...canary].join(' '),
  'with dashes between': [...canary].join('-'),
  'over two lines': `${canary.slice(0, 9)}\n${canary.slice(9)}`,
  'with zero-width letters in it': `${canary.slice(0, 9)}\u200b${canary.slice(9)}`,
};

describe('a key in a question', () => {
  it.each(Object.entries(spellings))('is found %s, and nothing is sent', async (_, spelling) => {
    for (const facts of [{ note: spelling }, { [spelling]: 1 }, { deep: [[{ a: spelling }]] }]) {
      const bench = openBench();
      bench.key = canary;
      bench.script(reply('A calm bull market.'));
      const answer = await bench.model.ask(question({ facts }));
      expect(answer).toMatchObject({ ok: false, error: { code: 'secret-in-prompt' } });
      expect(JSON.stringify(answer)).not.toContain('CANARY');
      expect(bench.asked).toHaveLength(0);
      expect(bench.budget.spending().dayUsd).toBe(0);
    }
  });

  it('is found in the system text, and so are keys of others', async () => {
    const bench = openBench();
    bench.script(reply('A calm bull market.'));
    for (const more of [{ system: 'Use broker-secret-4711 to trade.' }, { facts: { a: 'broker-secret-4711' } }])
      expect(await bench.model.ask(question(more))).toMatchObject({ ok: false, error: { code: 'secret-in-prompt' } });
    expect(bench.asked).toHaveLength(0);
  });

  it('is found when a model repeats it, before it is sent back for repair', async () => {
    const bench = openBench();
    bench.script('The broker key is broker-secret-4711.', reply('A calm bull market.'));
    expect(await bench.model.ask(question())).toMatchObject({ ok: false, error: { code: 'secret-in-prompt' } });
    expect(bench.asked).toHaveLength(1);
  });
});

describe('the scan', () => {
  it('finds any key in any spelling wherever it stands', () => {
    const key = fc
      .string({ unit: 'grapheme-ascii', minLength: 16, maxLength: 60 })
      .filter((k) => k.trim().length >= 16);
    fc.assert(
      fc.property(key, fc.string(), fc.string(), (secret, before, after) => {
        for (const form of encodingsOf(secret.trim()))
          expect(scanEgress(`${before}${form}${after}`, [secret]).ok).toBe(false);
        const embedded = Buffer.from(`${before}${secret.trim()}${after}`).toString('base64');
        expect(scanEgress(embedded, [secret]).ok).toBe(false);
      }),
      { numRuns: 200 },
    );
  });

  it('lets ordinary facts through', () => {
    const facts = JSON.stringify({ strategies: [{ words: ['Buys when the 40-bar average of the close crosses'] }] });
    expect(scanEgress(facts, [canary, 'short', '', '   '])).toEqual({ ok: true, value: 'clean' });
  });
});

it('writes no key into records or spending', async () => {
  const bench = openBench();
  bench.key = canary;
  bench.script('no', reply('A calm bull market.'));
  const answer = await bench.model.ask(question());
  if (!answer.ok) throw new Error(answer.error.message);
  const record = await bench.records.get(answer.value.promptHash);
  expect(record?.attempts).toHaveLength(2);
  expect(JSON.stringify([record, bench.budget.spending(), answer])).not.toContain('CANARY');
});

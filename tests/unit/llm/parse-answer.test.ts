/** Replies that are not exactly what was asked for are refused whole, with the reason. */
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { maxReplyBytes, parseAnswer } from '../../../agents/llm/parse-answer.ts';

const schema = z.strictObject({
  summary: z.string().min(3),
  weight: z.number(),
  tags: z.array(z.string()).max(3),
});
const good = { summary: 'calm', weight: 0.5, tags: ['a'] };
const text = JSON.stringify(good);

describe('a reply', () => {
  it('is taken as it stands when it is exactly what was asked for', () => {
    expect(parseAnswer(text, schema)).toEqual({ ok: true, value: good });
    expect(parseAnswer(` \n${JSON.stringify(good, null, 2)}\n`, schema)).toEqual({ ok: true, value: good });
  });

  it.each([
    ['', 'empty'],
    ['   ', 'empty'],
    ['I would say it is calm.', 'prose'],
    [`Sure! ${text}`, 'other text'],
    [`${text} Hope that helps!`, 'broken'],
    [`\`\`\`json\n${text}\n\`\`\``, 'other text'],
    [text.slice(0, -4), 'broken or cut off'],
    [`${text}${text}`, 'broken'],
    [text.replace('0.5', '1e999'), '1e999'],
    [text.replace('0.5', '-1e999'), '1e999'],
    [text.replace('0.5', 'NaN'), 'broken'],
    [text.replace('0.5', 'Infinity'), 'broken'],
    [text.replace('0.5', '"0.5"'), 'form'],
    [text.replace('0.5', 'true'), 'form'],
    [text.replace('"weight":0.5,', ''), 'form'],
    [text.replace('{', '{"approve":true,'), 'form'],
    [text.replace('{', '{"__proto__":{"admin":true},'), '__proto__'],
    [text.replace('calm', 'c\u202ealm'), 'hidden'],
    [text.replace('calm', 'c\u200balm'), 'hidden'],
    [text.replace('calm', 'c\\ud800alm'), 'hidden'],
    [text.replace('"summary"', '"summary\u200b"'), 'hidden'],
    ['null', 'form'],
    ['[]', 'form'],
    ['"calm"', 'form'],
    ['{}', 'form'],
  ])('is refused: %j', (reply, reason) => {
    const parsed = parseAnswer(reply, schema);
    expect(parsed).toMatchObject({ ok: false, error: { code: 'model-output-refused' } });
    if (!parsed.ok) expect(parsed.error.message).toContain(reason);
  });

  it('is refused beyond 256 kB, counted in bytes', () => {
    const long = (letter: string, times: number): string => JSON.stringify({ ...good, summary: letter.repeat(times) });
    expect(parseAnswer(long('x', maxReplyBytes - 100), schema).ok).toBe(true);
    expect(parseAnswer(long('x', maxReplyBytes), schema)).toMatchObject({ ok: false });
    expect(parseAnswer(long('€', maxReplyBytes / 2), schema)).toMatchObject({ ok: false });
    expect(parseAnswer('x'.repeat(2_000_000), schema)).toMatchObject({ ok: false });
  });

  it('is refused when nested without end, without a stack overflow', () => {
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    expect(parseAnswer(deep, z.unknown())).toMatchObject({ ok: false });
    expect(parseAnswer('['.repeat(200_000), z.unknown())).toMatchObject({ ok: false });
  });

  it('is never bent into shape by a lenient schema', () => {
    const lenient = z.object({ count: z.coerce.number(), name: z.string().default('x') });
    expect(parseAnswer('{"count":1,"name":"a"}', lenient)).toMatchObject({ ok: true });
    expect(parseAnswer('{"count":"1","name":"a"}', lenient)).toMatchObject({ ok: false });
    expect(parseAnswer('{"count":1}', lenient)).toMatchObject({ ok: false });
    expect(parseAnswer('{"count":1,"name":"a","extra":1}', lenient)).toMatchObject({ ok: false });
    expect(parseAnswer('{"name":" a "}', z.object({ name: z.string().trim() }))).toMatchObject({ ok: false });
  });
});

/** Any messages come back from the text of a segment as they went in, and its summary finds every one of them. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { messagesOf, type SegmentSummary } from '../../../agents/store/journal-body.ts';
import { placeOf } from '../../../agents/store/journal-ids.ts';
import { segmentsOf } from '../../../agents/store/journal-segments.ts';
import type { Message } from '../../../shared/bus/messages.ts';
import { message } from '../../unit/store/rows.ts';

const chain = fc.constantFrom('run-1', 'run', 'run-1/2', '', '7', 'ü "\n', 'a/b/');
const number = fc.oneof(
  fc.nat(300),
  fc.constantFrom('01', '1e3', '-1', '', ' 5', '999999999999999', '9999999999999999', '٣'),
);
const id = fc.oneof(
  fc.tuple(chain, number).map(([c, n]) => `${c}/${n}`),
  chain,
  fc.string(),
);
const part = fc.record({
  id,
  correlationId: chain,
  causationId: fc.option(id),
  topic: fc.constantFrom('data.bar', 'trade.fill', 'x'),
  source: fc.constantFrom('agent/D3', 'person', 'x'),
  subject: fc.oneof(fc.constantFrom('', 'AAA'), fc.string({ unit: 'grapheme' })),
  time: fc.constantFrom(0, 5, 5.25, 1_700_000_000_000),
  priority: fc.nat(4),
  data: fc.jsonValue({ maxDepth: 2 }).map((value) => JSON.parse(JSON.stringify(value)) as unknown),
});

it('keeps messages', () => {
  fc.assert(
    fc.property(
      fc.array(part, { minLength: 1, maxLength: 150 }),
      fc.uniqueArray(fc.nat(150), { maxLength: 3 }),
      fc.constantFrom(1, 2000, 1e9),
      (parts, gaps, enough) => {
        let sequence = 7;
        const sent: Message[] = parts.map((p, i) => {
          sequence += gaps.includes(i) ? 2 : 1;
          return message(sequence, p);
        });
        const { segments, taken } = segmentsOf(sent, enough);
        expect(taken).toBeGreaterThan(0);
        if (enough === 1e9) expect(taken).toBe(sent.length);
        expect(segments.flatMap((s) => messagesOf(s.body))).toEqual(sent.slice(0, taken));
        for (const segment of segments) {
          const inside = messagesOf(segment.body);
          expect([segment.first, segment.last]).toEqual([inside[0]?.sequence, inside.at(-1)?.sequence]);
          expect(inside).toHaveLength(segment.last - segment.first + 1);
          const { topics, chains } = JSON.parse(segment.summary) as SegmentSummary;
          expect(new Set(chains.map(([name]) => name)).size).toBe(chains.length);
          for (const m of inside) {
            expect(topics).toContain(m.topic);
            expect(chains.some(([name]) => name === m.correlationId)).toBe(true);
            const place = placeOf(m.id);
            expect(placeOf(m.id, m.correlationId)).toEqual(place);
            const holds = chains.some(
              ([name, lowest, highest]) => name === place.chain && lowest <= place.number && place.number <= highest,
            );
            expect(holds, m.id).toBe(true);
          }
        }
      },
    ),
    { numRuns: 300, seed: 4211 },
  );
});

it('gives two ids two places', () => {
  fc.assert(
    fc.property(id, id, (a, b) => {
      const [first, second] = [placeOf(a), placeOf(b)];
      expect(first.chain === second.chain && first.number === second.number).toBe(a === b);
    }),
    { numRuns: 2000, seed: 4211 },
  );
});

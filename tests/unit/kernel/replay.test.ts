/** The run hash ignores what differs from run to run and nothing else; a comparison names the first difference. */
import { describe, expect, it } from 'vitest';
import { compareRuns, runHash } from '../../../agents/kernel/replay.ts';
import type { Message } from '../../../shared/bus/messages.ts';

const run = (name: string, firstSequence: number, time: number): Message[] =>
  ['start', 'item', 'coded'].map((topic, index) => ({
    specversion: '1.0',
    sequence: firstSequence + index * 3,
    id: `${name}/${index + 1}`,
    type: 'StrategyMessage',
    topic,
    source: 'agent/A1',
    subject: index === 0 ? '' : `${name}-s${index}`,
    time: time + index,
    correlationId: name,
    causationId: index === 0 ? null : `${name}/${index}`,
    priority: 3,
    data: { strategyId: `${name}-s${index}`, value: 1.5, list: [1, { deep: true }] },
  }));
const change = (messages: Message[], index: number, part: Partial<Message>): Message[] =>
  messages.map((message, i) => (i === index ? { ...message, ...part } : message));

describe('the hash of a run', () => {
  const recorded = run('run-a', 10, 1000);

  it('is the same for the same run under another name, at another time', () => {
    expect(runHash(run('run-other', 500, 9_999))).toBe(runHash(recorded));
  });

  it.each<[string, Partial<Message>]>([
    ['data', { data: { strategyId: 'run-a-s1', value: 1.5000001, list: [1, { deep: true }] } }],
    ['topic', { topic: 'other' }],
    ['type', { type: 'DataMessage' }],
    ['source', { source: 'agent/A2' }],
    ['subject', { subject: 'x' }],
    ['cause', { causationId: null }],
  ])('differs when the %s differs', (_, part) => {
    expect(runHash(change(recorded, 1, part))).not.toBe(runHash(recorded));
  });

  it('differs when messages change places or one is missing', () => {
    const [a, b, c] = recorded as [Message, Message, Message];
    expect(runHash([b, a, c])).not.toBe(runHash(recorded));
    expect(runHash([a, b])).not.toBe(runHash(recorded));
  });
});

describe('comparing two runs', () => {
  const recorded = run('run-a', 10, 1000);

  it('finds nothing between equal runs', () => {
    expect(compareRuns(recorded, run('run-b', 1, 0))).toMatchObject({ equal: true, firstDifference: null });
  });

  it('names the first message and the first place that differ', () => {
    const replayed = change(run('run-b', 1, 0), 1, {
      data: { strategyId: 'run-b-s1', value: 1.5, list: [1, { deep: false }] },
    });
    expect(compareRuns(recorded, replayed).firstDifference).toBe(
      'Message 2 (item from agent/A1) differs: data.list.1.deep was true and is now false.',
    );
  });

  it('says when a message is missing or too many', () => {
    const replayed = run('run-b', 1, 0);
    expect(compareRuns(recorded, replayed.slice(0, 2)).firstDifference).toBe(
      'Message 3 (coded from agent/A1) is missing from the replay.',
    );
    expect(compareRuns(recorded.slice(0, 1), replayed).firstDifference).toBe(
      'Message 2 (item from agent/A1) was not in the recorded run.',
    );
  });
});

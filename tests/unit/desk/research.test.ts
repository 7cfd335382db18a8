/** Names of runs: the same question has the same name, attempts are told apart on the bus and are one run everywhere else. */
import { expect, it } from 'vitest';
import { correlationOf, runIdFor } from '../../../agents/desk/research.ts';
import { runHash } from '../../../agents/kernel/replay.ts';
import { type Message, runIdOf } from '../../../shared/bus/messages.ts';

const question = { seed: 7, datasetId: 'ds-1', generations: 2, population: 8 };

it('names a run after its question', () => {
  expect(runIdFor(question)).toMatch(/^run-[0-9a-f]{8}$/);
  expect(runIdFor({ ...question })).toBe(runIdFor(question));
  for (const other of [{ seed: 8 }, { datasetId: 'ds-2' }, { generations: 3 }, { population: 9 }])
    expect(runIdFor({ ...question, ...other })).not.toBe(runIdFor(question));
});

it('gives attempts names of their own, and takes them back', () => {
  const runId = runIdFor(question);
  expect(correlationOf({ runId, attempts: 1 })).toBe(runId);
  expect(correlationOf({ runId, attempts: 3 })).toBe(`${runId}.3`);
  for (const attempts of [1, 2, 30]) expect(runIdOf(correlationOf({ runId, attempts }))).toBe(runId);
  expect(runIdOf('replay-2')).toBe('replay-2');
});

it('hashes every attempt alike', () => {
  const runId = runIdFor(question);
  const spoken = (attempts: number): Message[] => {
    const correlationId = correlationOf({ runId, attempts });
    const shape = {
      specversion: '1.0',
      type: 'ControlMessage',
      source: 'agent/V0',
      priority: 0,
      correlationId,
    } as const;
    return [
      {
        ...shape,
        sequence: attempts,
        id: `${correlationId}/1`,
        topic: 'control.research',
        subject: correlationId,
        time: attempts,
        causationId: null,
        data: question,
      },
      {
        ...shape,
        sequence: attempts + 1,
        id: `${correlationId}/2`,
        topic: 'strategy.run',
        subject: correlationId,
        time: attempts,
        causationId: `${correlationId}/1`,
        data: {},
      },
    ];
  };
  expect(runHash(spoken(2))).toBe(runHash(spoken(1)));
  expect(runHash(spoken(13))).toBe(runHash(spoken(1)));
});

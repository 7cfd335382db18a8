/** Agents in threads of their own: messages, ports by proxy, hanging, dying, and staying within the manifest. */
import { afterEach, describe, expect, it } from 'vitest';
import type { AgentHealth } from '../../../agents/kernel/agent.ts';
import { createBus } from '../../../agents/kernel/bus.ts';
import { createWallClock } from '../../../agents/kernel/clock.ts';
import type { Ports } from '../../../agents/kernel/ports.ts';
import { compareRuns } from '../../../agents/kernel/replay.ts';
import { createSupervisor, type Supervisor } from '../../../agents/kernel/supervisor.ts';
import type { Message } from '../../../shared/bus/messages.ts';
import type { TopicData } from '../../../shared/bus/topics.ts';
import { createMemoryJournal } from '../../support/memory-journal.ts';
import { agents } from './agents-for-workers.ts';
import { datasetId, smallDataset } from './dataset-for-tests.ts';

const registryUrl = new URL('./agents-for-workers.ts', import.meta.url).href;
let supervisor: Supervisor | undefined;
afterEach(async () => {
  await supervisor?.stop();
});

const open = async (options: { hungAfterMs?: number; ports?: Partial<Ports> } = {}) => {
  const journal = createMemoryJournal();
  const clock = createWallClock();
  const bus = createBus({ journal, clock });
  const stored = new Map<string, unknown>();
  const dataset = smallDataset([1, 2]);
  const ports: Partial<Ports> = {
    datasets: { open: async () => dataset },
    artefacts: {
      put: async (value) => {
        stored.set(`hash-${stored.size}`, value);
        return `hash-${stored.size - 1}`;
      },
      get: async <T>(hash: string) => stored.get(hash) as T,
    },
    llm: {
      ask: async (question) => {
        const { argument } = question.facts as { argument: string };
        const checked = question.schema.safeParse({ word: argument });
        return checked.success
          ? {
              ok: true,
              value: { value: checked.data as never, provider: 'p', model: 'm', costUsd: 0, promptHash: 'h' },
            }
          : { ok: false, error: { code: 'refused-on-main', message: 'no' } };
      },
    },
    ...options.ports,
  };
  const made = createSupervisor({
    bus,
    clock,
    ports,
    registryUrl,
    hungAfterMs: options.hungAfterMs ?? 20_000,
    restartAfterMs: [1, 2, 3, 4, 5],
  });
  supervisor = made;
  await made.start(agents);
  const health = (): AgentHealth => made.health()[0] as AgentHealth;
  const answers = (): string[] =>
    journal
      .read({ topic: 'control.alert' })
      .map((m) => m.data as TopicData<'control.alert'>)
      .map((data) => `${data.title} ${data.text}`);
  const say = (reason: string, correlationId = 'session-1') =>
    bus.publish('V0', 'control.rearm', { reason }, { correlationId });
  return { bus, journal, health, answers, say };
};

describe('an agent in a worker', () => {
  it('handles one message at a time and publishes in the name of the message it handles', async () => {
    const { bus, say, answers, journal, health } = await open();
    const first = say('note it');
    say('note it too');
    await bus.idle();
    expect(answers()).toEqual(['handled 1', 'handled 2']);
    expect(journal.read({ topic: 'control.alert' })[0]).toMatchObject({
      source: 'agent/D2',
      causationId: first.id,
      correlationId: 'session-1',
      subject: 'note it',
    });
    expect(health()).toMatchObject({ state: 'ready', handled: 2, lastNote: 'asked to note' });
  });

  it('reaches datasets, artefacts and models through main', async () => {
    const { bus, say, answers } = await open();
    say(`dataset ${datasetId}`);
    say('put away');
    say('ask short');
    say('ask far-too-long');
    await bus.idle();
    expect(answers().filter((answer) => !answer.startsWith('handled'))).toEqual([
      'dataset 1 2',
      'put away',
      'ask short',
      'ask refused-on-main',
    ]);
  });

  it('draws the same numbers as it would on main', async () => {
    const { bus, say, answers } = await open();
    say('draw one', 'session-x');
    say('draw two', 'session-x');
    say('draw three', 'session-y');
    await bus.idle();
    const drawn = answers().filter((answer) => answer.startsWith('draw'));
    expect(drawn[0]).toBe(drawn[1]);
    expect(drawn[2]).not.toBe(drawn[0]);
  });

  it('turns a throwing handler into retries and a dead letter, a broken manifest into a dead letter at once', async () => {
    const { bus, say, journal } = await open();
    say('throw stones');
    say('cheat me');
    await bus.idle();
    expect(
      journal
        .deadLetters(5)
        .map(({ error, attempts }) => `${error} (${attempts})`)
        .sort(),
    ).toEqual(['D2 writes control.kill, which is not in its manifest (1)', 'cannot stones (3)']);
  });

  it('is ended when it hangs and started again; the poison becomes a dead letter, the rest is handled', async () => {
    const { bus, say, journal, health, answers } = await open({ hungAfterMs: 600 });
    say('hang around');
    say('carry on');
    await bus.idle();
    expect(journal.deadLetters(5)).toMatchObject([
      { agentId: 'D2', attempts: 3, error: 'it gave no sign of life for 600 ms' },
    ]);
    expect(answers()).toEqual(['handled 1']);
    expect(health().restarts).toBeGreaterThanOrEqual(2);
  }, 30_000);

  it('is started again when its thread ends', async () => {
    const { bus, say, journal, answers } = await open();
    say('exit now');
    await bus.idle();
    expect(journal.deadLetters(5)).toMatchObject([{ attempts: 3, error: 'its thread ended with status 3' }]);
    say('carry on');
    await bus.idle();
    expect(answers()).toEqual(['handled 1']);
  }, 30_000);

  it('leaves the same messages of a run each time, whatever else keeps it busy', async () => {
    const runs: Message[][] = [];
    for (const noise of [0, 4]) {
      const { bus, say, journal } = await open();
      for (let n = 0; n < 5; n++) say(`put ${n}`, 'run-1');
      for (let n = 0; n < noise; n++) {
        say(`note ${n}`, 'session-1');
        await new Promise((resolve) => setImmediate(resolve));
      }
      await bus.idle();
      // The count of everything it ever handled is what the noise changes: no agent should publish it, and here it may differ.
      runs.push(journal.read({ correlationId: 'run-1' }).filter((m) => !JSON.stringify(m.data).includes('"handled"')));
      await supervisor?.stop();
    }
    const [calm, noisy] = runs as [Message[], Message[]];
    expect(calm).toHaveLength(10);
    expect(compareRuns(calm, noisy).firstDifference).toBeNull();
  });
});

/** The supervisor: lifecycle, pause, trouble, restart with growing waits, and the limits of what an agent may touch. */
import { afterEach, describe, expect, it } from 'vitest';
import { type AgentHealth, type AgentId, type AnyAgent, defineAgent } from '../../../agents/kernel/agent.ts';
import { type Bus, createBus } from '../../../agents/kernel/bus.ts';
import { createSimulatedClock } from '../../../agents/kernel/clock.ts';
import type { Journal } from '../../../agents/kernel/journal.ts';
import type { Ports } from '../../../agents/kernel/ports.ts';
import { createSupervisor, type Supervisor } from '../../../agents/kernel/supervisor.ts';
import type { Message } from '../../../shared/bus/messages.ts';
import type { TopicData } from '../../../shared/bus/topics.ts';
import { InvariantError } from '../../../shared/core/assert.ts';
import { createMemoryJournal } from '../../support/memory-journal.ts';

const turns = async (count = 10): Promise<void> => {
  for (let i = 0; i < count; i++) await new Promise((resolve) => setImmediate(resolve));
};

interface Desk {
  readonly bus: Bus;
  readonly journal: Journal;
  readonly supervisor: Supervisor;
  readonly clock: ReturnType<typeof createSimulatedClock>;
  readonly reports: string[];
  readonly states: string[];
  say(title: string): Message;
  health(id: AgentId): AgentHealth;
}
let desk: Desk | undefined;
afterEach(async () => {
  await desk?.supervisor.stop();
});

const open = (ports: Partial<Ports> = {}): Desk => {
  const journal = createMemoryJournal();
  const clock = createSimulatedClock(1_000);
  const reports: string[] = [];
  const states: string[] = [];
  const bus = createBus({ journal, clock, report: (text) => reports.push(text) });
  const supervisor = createSupervisor({ bus, clock, ports, report: (text) => reports.push(text) });
  supervisor.onHealth((health) => {
    const now = `${health.id} ${health.state}`;
    if (states.at(-1) !== now) states.push(now);
  });
  desk = {
    bus,
    journal,
    supervisor,
    clock,
    reports,
    states,
    say: (title) => bus.inject('host', 'control.alert', { severity: 'info', title, text: '' }),
    health: (id) => supervisor.health().find((health) => health.id === id) as AgentHealth,
  };
  return desk;
};

const listener = (
  id: AgentId,
  layer: AnyAgent['layer'],
  handle: (data: TopicData<'control.alert'>) => void | Promise<void>,
  start: () => void = () => {},
): AnyAgent =>
  defineAgent({
    id,
    name: id,
    layer,
    purpose: 'Listens.',
    thread: 'main',
    reads: ['control.alert'],
    writes: [],
    needs: [],
    start() {
      start();
      return { handlers: { 'control.alert': (message) => handle(message.data) } };
    },
  });

describe('what an agent may touch', () => {
  it('stays within its manifest, and a broken manifest shows at once', async () => {
    const { supervisor, reports, bus, journal, say } = open({ limits: { portfolio: () => ({}) as never } });
    const errors: unknown[] = [];
    const nosy = defineAgent({
      id: 'A4',
      name: 'Nosy',
      layer: 'execution',
      purpose: 'Reaches for what it may not have.',
      thread: 'main',
      reads: ['control.alert'],
      writes: ['trade.run'],
      needs: ['limits'],
      start(context) {
        return {
          handlers: {
            'control.alert'() {
              for (const reach of [
                () => (context.ports as Partial<Ports>).latch,
                () => context.publish('control.kill' as 'trade.run', {} as never),
                () => context.publish('trade.run', {} as never),
              ]) {
                try {
                  reach();
                } catch (error) {
                  errors.push(error);
                }
              }
              expect(context.ports.limits.portfolio()).toEqual({});
            },
          },
        };
      },
    });
    await supervisor.start([nosy]);
    say('go');
    await bus.idle();
    expect(errors.map((error) => error instanceof InvariantError)).toEqual([true, true, true]);
    expect(errors.map((error) => (error as Error).message.split(':')[0])).toEqual([
      'A4 asks for the port latch, which is not in its needs',
      'A4 writes control.kill, which is not in its manifest',
      'A4 may not write trade.run',
    ]);
    expect(journal.deadLetters(1)).toEqual([]);
    expect(reports).toEqual([]);
  });

  it('does not start without its ports or without a handler for what it reads', async () => {
    const { supervisor, reports, health } = open();
    const needy = { ...listener('A0', 'analysis', () => {}), needs: ['llm'] } as AnyAgent;
    const deaf = { ...listener('A1', 'analysis', () => {}), reads: ['control.alert', 'data.news'] } as AnyAgent;
    await supervisor.start([needy, deaf]);
    expect([health('A0').state, health('A1').state]).toEqual(['faulted', 'faulted']);
    expect(reports.join('\n')).toMatch(/A0 needs the port llm/);
    expect(reports.join('\n')).toMatch(/A1 reads data\.news but has no handler for it/);
  });

  it('gives the same chance to the same seed, agent and label, whatever the run is called', async () => {
    const { supervisor, bus } = open();
    const draws: string[] = [];
    const gambler = defineAgent({
      id: 'A0',
      name: 'Gambler',
      layer: 'analysis',
      purpose: 'Draws.',
      thread: 'main',
      reads: ['control.research'],
      writes: [],
      needs: [],
      start: (context) => ({
        handlers: {
          'control.research'(message) {
            draws.push(`${message.data.seed}:${context.random(message.correlationId, 'a').next()}`);
            draws.push(`${message.data.seed}:${context.random(message.correlationId, 'b').next()}`);
          },
        },
      }),
    });
    await supervisor.start([gambler]);
    const research = (seed: number, correlationId: string): void =>
      void bus.publish(
        'V0',
        'control.research',
        {
          seed,
          datasetId: 'ds-0',
          generations: 1,
          population: 1,
          base: { lessons: [], trials: 0, trialSharpeMean: 0, trialSharpeVariance: 0 },
        },
        { correlationId },
      );
    research(7, 'run-a');
    research(7, 'run-b');
    research(8, 'run-c');
    await bus.idle();
    expect(draws.slice(0, 2)).toEqual(draws.slice(2, 4));
    expect(new Set(draws.map((d) => d.split(':')[1])).size).toBe(4);
  });
});

describe('lifecycle', () => {
  it('holds messages of a paused agent and lets them go in order', async () => {
    const { supervisor, bus, say, health } = open();
    const seen: string[] = [];
    await supervisor.start([listener('D3', 'execution', ({ title }) => void seen.push(title))]);
    expect(health('D3').state).toBe('ready');
    expect(supervisor.pause('D3')).toMatchObject({ ok: true, value: { state: 'paused' } });
    say('one');
    say('two');
    await turns();
    expect(seen).toEqual([]);
    expect(health('D3')).toMatchObject({ state: 'paused', queued: 2 });
    supervisor.resume('D3');
    await bus.idle();
    expect(seen).toEqual(['one', 'two']);
    expect(health('D3')).toMatchObject({
      state: 'ready',
      queued: 0,
      handled: 2,
      lastTopic: 'control.alert',
      lastAt: 1000,
    });
  });

  it('makes a run wait for a paused agent instead of going past it', async () => {
    const { supervisor, bus } = open();
    const seen: string[] = [];
    await supervisor.start([
      listener('D3', 'execution', ({ title }) => void seen.push(`D3 ${title}`)),
      listener('D2', 'validation', ({ title }) => void seen.push(`D2 ${title}`)),
    ]);
    supervisor.pause('D3');
    const options = { correlationId: 'run-1' };
    bus.inject('host', 'control.alert', { severity: 'info', title: 'one', text: '' }, options);
    bus.inject('host', 'control.alert', { severity: 'info', title: 'two', text: '' }, options);
    await turns();
    expect(seen).toEqual([]);
    supervisor.resume('D3');
    await bus.idle();
    expect(seen).toEqual(['D3 one', 'D2 one', 'D3 two', 'D2 two']);
  });

  it('refuses to pause what guards the desk, and what it does not know', async () => {
    const { supervisor } = open();
    await supervisor.start([listener('M3', 'control', () => {})]);
    expect(supervisor.pause('M3')).toMatchObject({ ok: false, error: { code: 'cannot-pause' } });
    expect(supervisor.pause('Z9')).toMatchObject({ ok: false, error: { code: 'unknown-agent' } });
  });

  it('calls an agent degraded after a dead letter and starts it again after three in a row', async () => {
    const { supervisor, bus, say, health, clock, reports } = open();
    let starts = 0;
    let bad = true;
    const handle = (): void => {
      if (bad) throw new InvariantError('it does not fit');
    };
    await supervisor.start([listener('A6', 'learning', handle, () => starts++)]);
    say('one');
    await bus.idle();
    expect(health('A6')).toMatchObject({ state: 'degraded', failed: 1, lastNote: 'it does not fit' });
    say('two');
    say('three');
    await turns();
    expect(health('A6').state).toBe('faulted');
    expect(reports.at(-1)).toMatch(/A6 failed and is started again in 200 ms: 3 messages in a row failed/);
    bad = false;
    say('four');
    await turns();
    expect(health('A6').queued).toBe(1);
    clock.advance(200);
    await bus.idle();
    expect(starts).toBe(2);
    expect(health('A6')).toMatchObject({ state: 'degraded', restarts: 1, handled: 1, failed: 3, queued: 0 });
    for (let i = 0; i < 20; i++) say('fine');
    await bus.idle();
    expect(health('A6').state).toBe('ready');
  });

  it('waits longer after each failed start, then leaves it to a person, and does not hold messages for ever', async () => {
    const { supervisor, bus, say, health, clock, journal, reports } = open();
    let starts = 0;
    let broken = true;
    const start = (): void => {
      starts++;
      if (broken) throw new Error('no licence');
    };
    await supervisor.start([listener('A0', 'analysis', () => {}, start)]);
    for (const [index, wait] of [200, 1_000, 5_000, 15_000, 30_000].entries()) {
      expect(starts).toBe(index + 1);
      clock.advance(wait - 1);
      await turns(2);
      expect(starts).toBe(index + 1);
      clock.advance(1);
      await turns(2);
    }
    expect(starts).toBe(6);
    clock.advance(1_000_000);
    await turns(2);
    expect(starts).toBe(6);
    expect(reports.at(-1)).toBe('A0 is out of order and waits for you to restart it: no licence');
    say('anyone?');
    await bus.idle();
    expect(journal.deadLetters(1)).toMatchObject([{ agentId: 'A0', error: 'A0 is out of order: no licence' }]);
    broken = false;
    expect(await supervisor.restart('A0')).toMatchObject({ ok: true, value: { state: 'ready' } });
    say('now?');
    await bus.idle();
    expect(health('A0').handled).toBe(1);
  });

  it('tells health when states change and stops the agents in reverse order', async () => {
    const stops: string[] = [];
    const { supervisor, states } = open();
    const stoppable = (id: AgentId): AnyAgent => ({
      ...listener(id, 'data', () => {}),
      start: () => ({ handlers: { 'control.alert': () => {} }, stop: () => void stops.push(id) }),
    });
    await supervisor.start([stoppable('D1'), stoppable('D4')]);
    supervisor.pause('D1');
    supervisor.resume('D1');
    await supervisor.stop();
    expect(states).toEqual(['D1 ready', 'D4 ready', 'D1 paused', 'D1 ready', 'D4 stopped', 'D1 stopped']);
    expect(stops).toEqual(['D4', 'D1']);
  });
});

describe('an earlier life', () => {
  it('is finished before anything new is heard', async () => {
    const { journal, say } = open();
    say('left behind');
    await turns();
    await desk?.supervisor.stop();
    const later = createMemoryJournal({ messages: journal.read({}) });
    const clock = createSimulatedClock(2_000);
    const second = createBus({ journal: later, clock });
    const supervisor = createSupervisor({ bus: second, clock, ports: {} });
    desk = { ...(desk as Desk), supervisor };
    const heard: string[] = [];
    const greeter = listener(
      'M1',
      'control',
      () => {},
      () => {
        second.inject('host', 'control.alert', { severity: 'info', title: 'new', text: '' });
      },
    );
    const late = listener('D3', 'execution', ({ title }) => void heard.push(title));
    await supervisor.start([greeter, late], () => void second.recover());
    await second.idle();
    expect(heard).toEqual(['left behind', 'new']);
  });
});

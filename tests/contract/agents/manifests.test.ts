/** The house of sixteen: manifests agree with the topics table, hold only the ports the golden table grants, and meet as the seed drew them. */
import { describe, expect, it } from 'vitest';
import { agents } from '../../../agents/index.ts';
import { agentIds } from '../../../agents/kernel/agent.ts';
import { workerPorts } from '../../../agents/kernel/ports.ts';
import { topicNames, topics } from '../../../shared/bus/topics.ts';
import { goldenPorts, reachesMoney, readsForeignText, seedArrows } from './golden-house.ts';

const byId = new Map(agents.map((agent) => [agent.id as string, agent]));
const writersOf = (topic: string): readonly string[] => topics[topic as keyof typeof topics].writers;

describe('the sixteen', () => {
  it('are all there, once, with a sentence for the trader', () => {
    expect(agents.map((a) => a.id).sort()).toEqual([...agentIds].sort());
    expect(new Set(agents.map((a) => a.id)).size).toBe(agents.length);
    for (const { id, purpose, name } of agents) {
      expect(purpose, id).toMatch(/^[A-Z].{20,200}\.$/);
      expect(name.length, id).toBeGreaterThan(3);
    }
  });

  it('start the guards and the trading floor before research can ask for anything', () => {
    const order = agents.map((a) => a.id);
    for (const guard of ['V0', 'M3', 'D2', 'D3', 'A3'] as const)
      expect(order.indexOf(guard), guard).toBeLessThan(order.indexOf('M1'));
    expect(order.indexOf('M1')).toBeLessThan(order.indexOf('D1'));
  });
});

describe('topics', () => {
  it('are written by exactly the agents that declare them', () => {
    for (const topic of topicNames) {
      const declared = agents.filter((a) => a.writes.includes(topic)).map((a) => a.id);
      const granted = writersOf(topic).filter((w) => w !== 'host' && w !== 'person');
      expect([...declared].sort(), topic).toEqual([...granted].sort());
    }
  });

  it('are read by somebody besides the dashboard, or are there for the person alone', () => {
    const forThePerson = ['control.alert', 'control.agent', 'risk.limits', 'risk.snapshot', 'data.news'];
    const forTheRecord = [
      'trade.signal',
      'trade.intent',
      'trade.refused',
      'trade.order',
      'trade.fill',
      'strategy.run',
      'strategy.archive',
    ];
    const unread = topicNames.filter((t) => !agents.some((a) => a.id !== 'V0' && a.reads.includes(t)));
    expect(unread.sort()).toEqual([...forThePerson, ...forTheRecord].sort());
  });

  it('exist, each named once per manifest', () => {
    for (const { id, reads, writes } of agents)
      for (const list of [reads, writes]) {
        expect(new Set(list).size, id).toBe(list.length);
        for (const topic of list) expect(topicNames, `${id}: ${topic}`).toContain(topic);
      }
  });

  it('that loosen, approve or start are V0’s alone', () => {
    for (const topic of [
      'control.rearm',
      'control.decision',
      'control.research',
      'control.research-stop',
      'control.replay',
      'control.connect',
      'control.agent',
    ])
      expect(writersOf(topic), topic).toEqual(['V0']);
    expect(agents.filter((a) => a.writes.includes('control.rearm')).map((a) => a.id)).toEqual(['V0']);
  });

  it('that move money are durable before anybody hears of them', () => {
    for (const topic of topicNames.filter((t) =>
      /^(control\.|risk\.(limits|breach)|trade\.(deployment|intent|refused|order|fill))/.test(t),
    ))
      expect(topics[topic].durable, topic).toBe(true);
  });
});

describe('ports', () => {
  it('are those of the golden table, agent by agent', () => {
    const held = Object.fromEntries(agents.map((a) => [a.id, [...a.needs].sort()]));
    expect(held).toEqual(goldenPorts);
  });

  it('that reach money are out of reach for whoever reads foreign text', () => {
    for (const id of readsForeignText) {
      const agent = byId.get(id);
      expect(
        agent?.needs.filter((port) => reachesMoney.includes(port)),
        id,
      ).toEqual([]);
      // Nor may it say a word that an order, a limit or an approval is made of.
      expect(
        agent?.writes.filter((t) => /^(trade\.|risk\.|control\.(?!alert$))/.test(t)),
        id,
      ).toEqual([]);
    }
  });

  it('reach an order only through D3 and M3, a key only through M1, the latch back only through M3', () => {
    const holders = (port: string): string[] =>
      agents
        .filter((a) => a.needs.includes(port))
        .map((a) => a.id)
        .sort();
    expect(holders('orders')).toEqual(['D2', 'D3', 'M3']);
    expect(holders('secrets')).toEqual(['M1']);
    expect(holders('connections')).toEqual(['M1']);
    expect(holders('latchRearm')).toEqual(['M3']);
    expect(holders('person')).toEqual(['V0']);
    expect(holders('view')).toEqual(['V0']);
    expect(holders('trials')).toEqual(['A4']);
    expect(holders('memory')).toEqual(['D6']);
  });

  it('of agents in threads are safe in threads', () => {
    for (const agent of agents.filter((a) => a.thread === 'worker'))
      expect(
        agent.needs.filter((port) => !(workerPorts as readonly string[]).includes(port)),
        agent.id,
      ).toEqual([]);
  });
});

describe('the arrows of the seed', () => {
  for (const [from, to, through] of seedArrows)
    it(`${from} -> ${to}`, () => {
      const topicsBetween = byId.get(from)?.writes.filter((t) => byId.get(to)?.reads.includes(t)) ?? [];
      if (through === undefined) expect(topicsBetween).not.toEqual([]);
      else {
        // The arrow goes through hands in between; every step of it is an edge.
        const path = [from, ...through, to];
        for (let i = 1; i < path.length; i++) {
          const a = byId.get(path[i - 1] as string);
          const b = byId.get(path[i] as string);
          expect(
            a?.writes.some((t) => b?.reads.includes(t)),
            `${path[i - 1]} -> ${path[i]}`,
          ).toBe(true);
        }
      }
    });
});

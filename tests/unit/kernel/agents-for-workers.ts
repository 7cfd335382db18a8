/** Agents for the tests of worker threads: their workers load this module as the registry. */
import { z } from 'zod';
import { defineAgent } from '../../../agents/kernel/agent.ts';
import type { TopicData } from '../../../shared/bus/topics.ts';

export const alert = (title: string, text = ''): TopicData<'control.alert'> => ({ severity: 'info', title, text });

const worker = defineAgent({
  id: 'D2',
  name: 'Worker',
  layer: 'validation',
  purpose: 'Does in a thread what the reason of a rearm asks for.',
  thread: 'worker',
  reads: ['control.rearm'],
  writes: ['control.alert'],
  needs: ['datasets', 'artefacts', 'llm'],
  start(context) {
    let handled = 0;
    return {
      handlers: {
        async 'control.rearm'(message) {
          handled++;
          const { reason } = message.data;
          const [verb, argument = ''] = reason.split(' ');
          context.note(`asked to ${verb}`);
          if (verb === 'hang') for (;;);
          if (verb === 'exit') process.exit(3);
          if (verb === 'throw') throw new Error(`cannot ${argument}`);
          if (verb === 'cheat') context.publish('control.kill' as 'control.alert', alert('x'));
          if (verb === 'draw')
            context.publish('control.alert', alert('draw', String(context.random(message.correlationId, 'a').next())));
          if (verb === 'dataset') {
            const dataset = await context.outside(context.ports.datasets.open(argument));
            const close = dataset.series('AAA', '1d')?.columns.close ?? [];
            context.publish('control.alert', alert('dataset', [...close].join(' ')));
          }
          if (verb === 'put') {
            const hash = await context.outside(context.ports.artefacts.put({ argument }));
            const back = await context.outside(context.ports.artefacts.get<{ argument: string }>(hash));
            context.publish('control.alert', alert('put', back.argument));
          }
          if (verb === 'ask') {
            const answer = await context.outside(
              context.ports.llm.ask({
                agentId: context.id,
                purpose: 'test',
                system: 's',
                facts: { argument },
                schema: z.strictObject({ word: z.string().max(5) }),
                seed: 1,
              }),
            );
            context.publish('control.alert', alert('ask', answer.ok ? answer.value.value.word : answer.error.code));
          }
          context.publish('control.alert', alert('handled', String(handled)), { subject: reason.slice(0, 100) });
        },
      },
    };
  },
});

export const agents = [worker];

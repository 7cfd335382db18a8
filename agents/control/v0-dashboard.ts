/** V0, the dashboard: turns what happens on the bus into the rows a window shows, and speaks for the person. */
import type { Message } from '../../shared/bus/messages.ts';
import { type TopicName, topicNames } from '../../shared/bus/topics.ts';
import { defineAgent } from '../kernel/agent.ts';
import type { ViewPort } from '../kernel/ports.ts';
import { projections } from './view/projections/index.ts';

/** Bars travel in their thousands and the window asks for them by range: they make no rows. */
const watched = topicNames.filter((topic) => topic !== 'data.bar');

/** Applies one message to the view: the same function live, at start and when a past run is looked at. */
export function project(view: ViewPort, message: Message): void {
  view.set('messages', String(message.sequence), {
    id: message.id,
    sequence: message.sequence,
    topic: message.topic,
    source: message.source,
    subject: message.subject,
    causationId: message.causationId,
    time: message.time,
  });
  for (const projection of projections) {
    const apply = projection[message.topic as TopicName] as ((view: ViewPort, message: Message) => void) | undefined;
    apply?.(view, message);
  }
}

export const v0Dashboard = defineAgent({
  id: 'V0',
  name: 'Dashboard',
  layer: 'control',
  purpose: 'Shows everything, and carries what you decide to the other agents.',
  thread: 'main',
  reads: watched,
  writes: [
    'control.research',
    'control.research-stop',
    'control.decision',
    'control.connect',
    'control.agent',
    'control.replay',
    'control.kill',
    'control.rearm',
    'control.alert',
  ],
  needs: ['view', 'person'],
  start(context) {
    context.ports.person.attach((topic, data, options) => {
      // The person may say only what V0 may write; the context checks it against the manifest.
      (context.publish as (topic: TopicName, data: unknown, options?: object) => void)(topic, data, options);
    });
    const handle = (message: Message): void => project(context.ports.view, message);
    return { handlers: Object.fromEntries(watched.map((topic) => [topic, handle])) as never };
  },
});

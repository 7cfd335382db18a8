/** What a projection is: small functions that turn one topic's message into rows of the view. */
import type { Message } from '../../../shared/bus/messages.ts';
import type { TopicData, TopicName } from '../../../shared/bus/topics.ts';
import type { ViewPort } from '../../kernel/ports.ts';

export type Projection = {
  readonly [T in TopicName]?: (view: ViewPort, message: Message<TopicData<T>>) => void;
};

/** Typing helper: a table from topic to row change. */
export const defineProjection = (projection: Projection): Projection => projection;

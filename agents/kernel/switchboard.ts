/** The switchboard: topics as small integers, and for each the subscribers that get its messages, in order of subscription. */
import type { MessageType } from '../../shared/bus/messages.ts';
import { invariant } from '../../shared/core/assert.ts';

/** What a subscription is for: one topic by name, or every topic of a message type. */
export type Route = { readonly topic: string } | { readonly type: MessageType };

export class Switchboard<Subscriber> {
  private readonly ids = new Map<string, number>();
  private readonly types: MessageType[] = [];
  private readonly lists: Subscriber[][] = [];

  constructor(table: Readonly<Record<string, { readonly type: MessageType }>>) {
    for (const [name, { type }] of Object.entries(table)) {
      this.ids.set(name, this.lists.length);
      this.types.push(type);
      this.lists.push([]);
    }
  }

  /** The interned number of a topic. @throws InvariantError on a topic that is not in the table. */
  idOf(topic: string): number {
    const id = this.ids.get(topic);
    invariant(id !== undefined, `there is no topic "${topic}"`);
    return id;
  }

  /** Subscribers of a topic; the list is live. */
  of(topicId: number): readonly Subscriber[] {
    return this.lists[topicId] as Subscriber[];
  }

  /** Adds a subscriber; twice is once. Returns the way out. */
  subscribe(route: Route, subscriber: Subscriber): () => void {
    const wanted =
      'topic' in route ? [this.idOf(route.topic)] : this.types.flatMap((type, id) => (type === route.type ? [id] : []));
    for (const id of wanted) {
      const list = this.lists[id] as Subscriber[];
      if (!list.includes(subscriber)) list.push(subscriber);
    }
    return () => {
      for (const id of wanted)
        this.lists[id] = (this.lists[id] as Subscriber[]).filter((other) => other !== subscriber);
    };
  }
}

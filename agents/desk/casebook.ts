/** The casebook: for every strategy the latest message of each kind about it, so that a dossier can be put together at once. */
import type { Message } from '../../shared/bus/messages.ts';
import type { TopicData } from '../../shared/bus/topics.ts';

/** What is known of one strategy; parts are missing until the chain has reached them. */
export interface Case {
  readonly strategyId: string;
  /** Correlation of the run that last handled it, with its attempt. */
  correlationId: string;
  proposed: TopicData<'strategy.proposed'>;
  coded?: TopicData<'strategy.coded'>;
  checked?: TopicData<'validation.checked'>;
  run?: TopicData<'trade.run'>;
  report?: TopicData<'validation.report'>;
  verdict?: TopicData<'validation.verdict'>;
  lesson?: TopicData<'strategy.lesson'>;
}

export interface Casebook {
  /** Files a message; topics that are not about a candidate are ignored. */
  file(message: Message): void;
  find(strategyId: string): Case | undefined;
  /** Every case of a run, in the order of proposal. */
  ofRun(correlationId: string): readonly Case[];
}

const parts = {
  'strategy.coded': 'coded',
  'validation.checked': 'checked',
  'trade.run': 'run',
  'validation.report': 'report',
  'validation.verdict': 'verdict',
  'strategy.lesson': 'lesson',
} as const;

export function createCasebook(): Casebook {
  const cases = new Map<string, Case>();
  return {
    file(message) {
      if (message.topic === 'strategy.proposed') {
        const proposed = message.data as TopicData<'strategy.proposed'>;
        // Re-inserted, so that iteration follows the newest run's order of proposal.
        cases.delete(proposed.strategyId);
        cases.set(proposed.strategyId, {
          strategyId: proposed.strategyId,
          correlationId: message.correlationId,
          proposed,
        });
        return;
      }
      const part = parts[message.topic as keyof typeof parts];
      if (part === undefined) return;
      const { strategyId } = message.data as { strategyId: string };
      const found = cases.get(strategyId);
      if (found !== undefined) (found as unknown as Record<string, unknown>)[part] = message.data;
    },
    find: (strategyId) => cases.get(strategyId),
    ofRun: (correlationId) => [...cases.values()].filter((c) => c.correlationId === correlationId),
  };
}

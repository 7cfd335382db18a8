/** The conversation as every provider gets it: the facts, and when a reply was refused that reply and what was wrong with it. */
import type { AdapterQuestion } from './adapter.ts';

export interface PlainMessage {
  readonly role: 'user' | 'assistant';
  readonly text: string;
}

export function messagesFor({ facts, repair }: Pick<AdapterQuestion, 'facts' | 'repair'>): readonly PlainMessage[] {
  const question: PlainMessage = { role: 'user', text: facts };
  if (repair === undefined) return [question];
  return [
    question,
    // No provider takes an empty turn.
    { role: 'assistant', text: repair.reply.trim() === '' ? '(empty reply)' : repair.reply },
    {
      role: 'user',
      text: `${repair.complaint}\nAnswer the question again: the corrected JSON value and nothing else.`,
    },
  ];
}

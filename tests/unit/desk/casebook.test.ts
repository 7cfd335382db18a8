/** The casebook keeps the newest word on every strategy, whichever run or attempt spoke it. */
import { describe, expect, it } from 'vitest';
import { createCasebook } from '../../../agents/desk/casebook.ts';
import type { Message } from '../../../shared/bus/messages.ts';

let sequence = 0;
const message = (topic: string, correlationId: string, data: object): Message => ({
  specversion: '1.0',
  sequence: ++sequence,
  id: `${correlationId}/${sequence}`,
  type: 'StrategyMessage',
  topic,
  source: 'agent/A1',
  subject: '',
  time: sequence,
  correlationId,
  causationId: null,
  priority: 3,
  data,
});

describe('the casebook', () => {
  it('files each kind of message with its strategy and ignores what it was not told of', () => {
    const book = createCasebook();
    book.file(message('validation.verdict', 'run-1', { strategyId: 'st-a', verdict: 'go' }));
    expect(book.find('st-a')).toBeUndefined();
    book.file(message('strategy.proposed', 'run-1', { strategyId: 'st-a' }));
    book.file(message('validation.verdict', 'run-1', { strategyId: 'st-a', verdict: 'go' }));
    book.file(message('trade.order', 'run-1', { strategyId: 'st-a' }));
    expect(Object.keys(book.find('st-a') ?? {}).sort()).toEqual(['correlationId', 'proposed', 'strategyId', 'verdict']);
  });

  it('begins a case anew when the strategy is proposed again, and keeps the order of the newest run', () => {
    const book = createCasebook();
    for (const id of ['st-a', 'st-b']) book.file(message('strategy.proposed', 'run-1', { strategyId: id }));
    book.file(message('validation.verdict', 'run-1', { strategyId: 'st-a', verdict: 'go' }));
    book.file(message('strategy.proposed', 'run-1.2', { strategyId: 'st-b' }));
    book.file(message('strategy.proposed', 'run-1.2', { strategyId: 'st-a' }));
    expect(book.find('st-a')?.verdict).toBeUndefined();
    expect(book.ofRun('run-1')).toEqual([]);
    expect(book.ofRun('run-1.2').map((c) => c.strategyId)).toEqual(['st-b', 'st-a']);
  });
});

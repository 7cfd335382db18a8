/** What a terminal says about a run: why there is no result, and the same columns and counts as the window. */
import { expect, test } from 'vitest';
import { candidateTable, whyAborted } from '../../../electron/headless/research-run.ts';
import type { Row } from '../../../shared/desk-api/view.ts';

const run = (status: Row<'runs'>['status'], reason: string | null) => ({ status, reason }) as unknown as Row<'runs'>;

test('an aborted run says why', () => {
  const reason = 'The dataset has no tradable symbol with at least 120 bars.';
  expect(whyAborted(run('aborted', reason))).toEqual([reason]);
  expect(whyAborted(run('complete', null))).toEqual([]);
});

test('generations count from one and a fall is a size, as in the window', () => {
  const row = {
    strategyId: 'st-1',
    family: 'trend',
    generation: 0,
    stage: 'refused',
    trades: 3,
    sharpe: 1,
    outOfSampleSharpe: 0.5,
    maxDrawdown: -0.361,
    reason: 'Too few trades.',
  } as unknown as Row<'strategies'>;
  const [head, , line] = candidateTable([row]);
  expect(head).toContain('sealed');
  expect(line?.split(/\s{2,}/)).toEqual([
    'st-1',
    'trend',
    '1',
    '3',
    '1.00',
    '0.50',
    '36.1 %',
    'no-go',
    'Too few trades.',
  ]);
});

/** The view of record sends numbered batches that rebuild it exactly, each changed row once. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createViewStore } from '../../../agents/control/view/view-store.ts';
import type { Change, CollectionName } from '../../../shared/desk-api/view.ts';

const alert = (id: string, text = 'x') => ({ id, severity: 'info' as const, title: 't', text, source: 'host', at: 1 });

describe('view store', () => {
  it('coalesces changes of a row between two flushes and numbers the batches', () => {
    const changes: Change[] = [];
    let wakes = 0;
    const view = createViewStore(() => {
      wakes++;
    });
    view.onChange((change) => changes.push(change));
    view.set('alerts', 'a', alert('a', 'first'));
    view.set('alerts', 'a', alert('a', 'second'));
    view.flush();
    view.flush();
    view.set('alerts', 'a', null);
    view.flush();
    expect(wakes).toBe(2);
    expect(changes.map((c) => c.number)).toEqual([1, 2]);
    expect(changes[0]?.operations).toEqual([{ collection: 'alerts', key: 'a', row: alert('a', 'second') }]);
    expect(changes[1]?.operations).toEqual([{ collection: 'alerts', key: 'a', row: null }]);
  });

  it('drops the oldest row of a growing collection and says so', () => {
    const view = createViewStore();
    for (let i = 0; i < 250; i++) view.set('alerts', `a${i}`, alert(`a${i}`));
    expect(view.keys('alerts')).toHaveLength(200);
    expect(view.keys('alerts')[0]).toBe('a50');
  });

  it('can be rebuilt from its changes', () => {
    const step = fc.record({
      collection: fc.constantFrom<CollectionName>('alerts', 'messages', 'edges'),
      key: fc.constantFrom('a', 'b', 'c'),
      row: fc.option(fc.record({ value: fc.integer() })),
      flush: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const view = createViewStore();
        const replica = new Map<string, unknown>();
        view.onChange(({ operations }) => {
          for (const { collection, key, row } of operations)
            if (row === null) replica.delete(`${collection}/${key}`);
            else replica.set(`${collection}/${key}`, row);
        });
        for (const { collection, key, row, flush } of steps) {
          view.set(collection, key, row as never);
          if (flush) view.flush();
        }
        view.flush();
        const held = Object.entries(view.snapshot().view).flatMap(([name, rows]) =>
          Object.entries(rows).map(([key, row]) => [`${name}/${key}`, row] as const),
        );
        expect(new Map(held)).toEqual(replica);
      }),
    );
  });
});

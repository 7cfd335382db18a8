/** Recorded answers of models: found by the hash of their question, also after reopening, never without their artefact. */
import { describe, expect, it } from 'vitest';
import { storeModes, storeWorkshop } from './store-fixtures.ts';

const { folder, open } = storeWorkshop();

describe.each(storeModes)('model answers (%s)', (mode) => {
  it('are found by their question, the latest one', async () => {
    const home = mode === 'memory' ? ':memory:' : folder();
    let store = await open(home, mode === 'thread');
    const first = await store.artefacts.put({ reply: 'calm' });
    const second = await store.artefacts.put({ reply: 'wild' });
    expect(store.modelAnswers.find('q1')).toBeUndefined();
    await store.modelAnswers.keep('q1', first);
    await store.modelAnswers.keep('q2', first);
    await store.modelAnswers.keep('q1', second);
    expect([store.modelAnswers.find('q1'), store.modelAnswers.find('q2')]).toEqual([second, first]);
    if (mode === 'memory') return;
    await store.close();
    store = await open(home, mode === 'thread');
    expect(await store.artefacts.get(store.modelAnswers.find('q1') ?? '')).toEqual({ reply: 'wild' });
  });

  it('cannot point at an artefact that is not there', async () => {
    const store = await open(mode === 'memory' ? ':memory:' : folder(), mode === 'thread');
    await expect(store.modelAnswers.keep('q1', '0'.repeat(64))).rejects.toThrow(/FOREIGN KEY/i);
    expect(store.modelAnswers.find('q1')).toBeUndefined();
  });
});

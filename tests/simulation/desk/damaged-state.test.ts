/** A power cut may leave any small kept text empty or cut: the desk opens all the same, with its stops closed. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { deskWorkshop } from '../../support/open-test-desk.ts';

const { open, smallHome } = deskWorkshop();

describe('a damaged kept text', () => {
  it.each([
    ['kill-latch', 'halted'],
    ['order-desk', 'paused'],
    ['risk-peak', 'paused'],
  ])('%s leaves the desk open and %s', async (key, level) => {
    const home = await smallHome();
    await (await open(home)).close();
    for (const text of ['', '{"equity"']) {
      writeFileSync(join(home, 'state', `${key}.json`), text);
      const desk = await open(home, { workers: 1 });
      const { status, agents } = await desk.until((view) => view.status.desk?.killLevel === level);
      expect(status.desk?.killLevel).toBe(level);
      expect(Object.values(agents).filter((agent) => agent.state === 'faulted')).toEqual([]);
      await desk.ask('kill.rearm', { phrase: 'REARM', reason: 'looked at it' });
      await desk.close();
    }
  });
});

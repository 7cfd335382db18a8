/** The room where a person's files are read: true findings, and a card for whatever takes too long or asks too much. */
import { afterAll, describe, expect, it } from 'vitest';
import { createSourceRoom } from '../../../agents/desk/validation/source-room.ts';
import { createWallClock } from '../../../agents/kernel/clock.ts';

const clock = createWallClock();
const room = createSourceRoom({ clock });
const hungry = createSourceRoom({
  clock,
  limitMs: 150,
  jobsUrl: new URL('./slow-jobs.ts', import.meta.url).href,
});
afterAll(async () => {
  await Promise.all([room.close(), hungry.close()]);
});

describe('a file', { timeout: 60_000 }, () => {
  it('is read in a thread, with findings at their lines', async () => {
    const text = "import pandas as pd\n\ndef signal(df):\n    return df['close'].shift(-1) > 0\n";
    const read = await room.read({ fileName: 'a.py', text });
    expect(read).toMatchObject({ ok: true, value: { kind: 'python', passed: false } });
    expect(read.ok && read.value.findings.find((f) => f.rule === 'negative-shift')).toMatchObject({ line: 4 });
  });
  it('that cannot be read is refused by the reader, with the place', async () => {
    expect(await room.read({ fileName: 'a.py', text: `x = ${'('.repeat(500)}` })).toMatchObject({
      ok: false,
      error: { code: 'source-too-deep' },
    });
    expect(await room.read({ fileName: 'notes.txt', text: 'x' })).toMatchObject({ error: { code: 'unknown-kind' } });
  });
  it('that never ends is stopped at its limit with a card, and the next is read', async () => {
    const [endless, next] = await Promise.all([
      hungry.read({ fileName: 'endless.py', text: 'endless' }),
      hungry.read({ fileName: 'next.py', text: 'next' }),
    ]);
    expect(endless).toMatchObject({ ok: false, error: { code: 'source-too-slow', where: 'endless.py' } });
    expect(endless.ok ? '' : endless.error.message).toContain('150 ms');
    expect(next).toMatchObject({ ok: true, value: { fileName: 'next.py' } });
  });
  it('that breaks the thread is refused in words', async () => {
    expect(await hungry.read({ fileName: 'exit.py', text: 'exit' })).toMatchObject({
      error: { code: 'source-too-hard' },
    });
    expect(await hungry.read({ fileName: 'throw.py', text: 'throw' })).toMatchObject({
      error: { code: 'source-unreadable' },
    });
  });
});

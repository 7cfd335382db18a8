/** The bridge itself: what is asked arrives, what is answered comes back, and a peer that fails says why. */
import { describe, expect, test } from 'vitest';
import { askPeer } from './ask-peer.ts';
import { python } from './installed.ts';
import { peers, scripts } from './python.ts';

describe.skipIf(python === undefined)('the bridge (skipped without the peers)', () => {
  test('a million numbers and every odd one come back bit for bit', async () => {
    const column = Float64Array.from({ length: 1_000_000 }, (_, i) => Math.sin(i) * 10 ** ((i % 600) - 300));
    column[3] = Number.NaN;
    column[4] = Number.NEGATIVE_INFINITY;
    column[5] = -0;
    const request = { column, nested: [{ empty: new Float64Array(0), text: 'a', none: null, flag: true, half: 0.5 }] };
    const answer = await askPeer<typeof request>(python ?? '', 'echo.py', request);
    expect(Buffer.from(answer.column.buffer).equals(Buffer.from(column.buffer))).toBe(true);
    expect(answer.nested).toEqual(request.nested);
  });
  test('a failing peer is told with its last words', async () => {
    await expect(askPeer(python ?? '', 'no-such-script.py', {})).rejects.toThrow(/status 2.*No such file/s);
  });
  test('what is installed is found again without starting anything', async () => {
    expect(await peers('parity', { install: false })).toEqual({ python });
    expect(scripts).toMatch(/tests\/parity\/python\/$/);
  });
});

describe('without the peers', () => {
  test('the reason is given in words', async () => {
    const before = process.env.QUANTAI_PEERS;
    process.env.QUANTAI_PEERS = '/nowhere/at/all';
    try {
      expect(await peers('parity', { install: false })).toEqual({ skipped: expect.stringContaining('test:parity') });
      process.env.QUANTAI_PYTHON = '/no/such/python';
      expect(await peers('parity')).toEqual({ skipped: expect.stringContaining('no Python') });
    } finally {
      delete process.env.QUANTAI_PYTHON;
      if (before === undefined) delete process.env.QUANTAI_PEERS;
      else process.env.QUANTAI_PEERS = before;
    }
  });
});

/** The window's channel: only the top frame of the own page speaks, only frames are heard, and nothing of a dead page lingers. */

import { EventEmitter } from 'node:events';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromDesk, toDesk } from '../../../electron/ipc/channels.ts';
import { serveWindow } from '../../../electron/ipc/serve-window.ts';
import { FakeContents } from '../../support/fake-electron.ts';
import { scriptedDesk } from '../../support/scripted-desk.ts';

function stage() {
  const ipc = new EventEmitter();
  const desk = scriptedDesk({
    'audit.verify': () => ({ ok: true, value: { valid: true, entries: 1, brokenAt: null } }),
  });
  const logs: string[] = [];
  const service = serveWindow(ipc as never, desk, (line) => logs.push(line));
  const contents = new FakeContents();
  service.admit(contents as never);
  const say = (text: unknown, event: Record<string, unknown> = {}): void => {
    ipc.emit(toDesk, { sender: contents, senderFrame: contents.mainFrame, ...event }, text);
  };
  return { ipc, desk, logs, service, contents, say };
}
const call = JSON.stringify({ kind: 'call', id: 7, name: 'audit.verify', query: {} });

describe('the channel', () => {
  it('answers the own page', async () => {
    const { contents, say } = stage();
    say(call);
    await expect.poll(() => contents.sent.length).toBe(1);
    expect(contents.sent[0]?.channel).toBe(fromDesk);
    expect(JSON.parse(contents.sent[0]?.text ?? '')).toEqual({
      kind: 'answer',
      id: 7,
      result: { ok: true, value: { valid: true, entries: 1, brokenAt: null } },
    });
  });

  it('refuses every other sender and says so', () => {
    const { desk, logs, contents, say } = stage();
    const other = new FakeContents();
    const cases: Record<string, unknown>[] = [
      { senderFrame: null },
      { senderFrame: { url: 'https://evil.example/', detached: false } },
      { senderFrame: { url: 'app://quantai/', detached: false } },
      { senderFrame: { ...contents.mainFrame, detached: true } },
      { sender: other, senderFrame: other.mainFrame },
    ];
    for (const event of cases) say(call, event);
    contents.mainFrame.url = 'https://evil.example/';
    say(call);
    contents.mainFrame.url = 'app://quantai/';
    contents.destroyed = true;
    say(call);
    expect(desk.calls).toEqual([]);
    expect(logs.length).toBe(cases.length + 2);
  });

  it('refuses what is no text', () => {
    const { desk, say, logs } = stage();
    for (const value of [
      null,
      undefined,
      1,
      {},
      [],
      { kind: 'call', id: 1, name: 'audit.verify', query: {} },
      new Uint8Array(4),
    ])
      say(value);
    expect(desk.calls).toEqual([]);
    expect(logs.length).toBe(7);
  });

  it('survives any text: nothing thrown, nothing done', () => {
    const { desk, say } = stage();
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.json(),
          fc
            .record({ kind: fc.constant('call'), id: fc.anything(), name: fc.string(), query: fc.anything() })
            .map((v) => JSON.stringify(v) ?? ''),
        ),
        (text) => {
          say(text);
        },
      ),
      { numRuns: 2000, seed: 11 },
    );
    expect(desk.calls).toEqual([]);
    expect(desk.kills).toEqual([]);
  });

  it('lets go of a page that loads anew, dies or goes', async () => {
    for (const end of [
      (c: FakeContents) => c.emit('did-start-navigation', { isMainFrame: true, isSameDocument: false }),
      (c: FakeContents) => c.emit('render-process-gone', {}, { reason: 'crashed' }),
      (c: FakeContents) => c.emit('destroyed'),
    ]) {
      const { desk, contents, say } = stage();
      say(call);
      await expect.poll(() => contents.sent.length).toBe(1);
      expect(desk.listeners()).toBe(1);
      contents.emit('did-start-navigation', { isMainFrame: false, isSameDocument: false });
      contents.emit('did-start-navigation', { isMainFrame: true, isSameDocument: true });
      expect(desk.listeners()).toBe(1);
      end(contents);
      expect(desk.listeners()).toBe(0);
    }
  });

  it('stops with the desk', () => {
    const { ipc, service } = stage();
    service.close();
    expect(ipc.listenerCount(toDesk)).toBe(0);
  });
});

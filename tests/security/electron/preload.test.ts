/** The preload script: what the page gets is exactly the bridge, and nothing of Electron's leaks through it. */
import { EventEmitter } from 'node:events';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { DeskBridge } from '../../../shared/desk-api/bridge.ts';

const world: Record<string, unknown> = {};
const sent: { channel: string; text: string }[] = [];
const ipc = new EventEmitter();
vi.mock('electron', () => ({
  contextBridge: {
    exposeInMainWorld: (name: string, value: unknown) => {
      world[name] = value;
    },
  },
  ipcRenderer: {
    on: (channel: string, listener: (...args: unknown[]) => void) => ipc.on(channel, listener),
    send: (channel: string, text: string) => sent.push({ channel, text }),
  },
}));
await import('../../../electron/preload.ts');
const bridge = world.quantai as DeskBridge;
const answer = (frame: unknown): boolean =>
  ipc.emit('quantai:from-desk', { sender: 'an Electron event' }, JSON.stringify(frame));
beforeEach(() => {
  sent.length = 0;
});

describe('the preload bridge', () => {
  it('exposes one name with the bridge and nothing else', () => {
    expect(Object.keys(world)).toEqual(['quantai']);
    expect(Object.keys(bridge).sort()).toEqual(['call', 'kind', 'onChange', 'onConnection', 'snapshot']);
    expect(bridge.kind).toBe('electron');
  });

  it('sends frames as text and pairs the answers', async () => {
    const first = bridge.call('audit.verify', {});
    const second = bridge.call('datasets.list', {});
    const frames = sent.map(({ text }) => JSON.parse(text) as { id: number; name: string });
    expect(frames.map((f) => f.name)).toEqual(['audit.verify', 'datasets.list']);
    expect(sent.every(({ channel }) => channel === 'quantai:to-desk')).toBe(true);
    answer({ kind: 'answer', id: frames[1]?.id, result: { ok: true, value: { datasets: [] } } });
    answer({ kind: 'answer', id: frames[0]?.id, result: { ok: false, error: { code: 'x', message: 'y' } } });
    expect(await second).toEqual({ ok: true, value: { datasets: [] } });
    expect(await first).toEqual({ ok: false, error: { code: 'x', message: 'y' } });
  });

  it('answers snapshots', async () => {
    const waiting = bridge.snapshot();
    const { id } = JSON.parse(sent[0]?.text ?? '{}') as { id: number };
    answer({ kind: 'snapshot', id, snapshot: { number: 4, view: {} } });
    expect(await waiting).toEqual({ number: 4, view: {} });
  });

  it('hands listeners the change and never the event, until they stop', () => {
    const seen: unknown[][] = [];
    const stop = bridge.onChange((...args) => void seen.push(args));
    answer({ kind: 'change', change: { number: 1, operations: [] } });
    stop();
    answer({ kind: 'change', change: { number: 2, operations: [] } });
    expect(seen).toEqual([[{ number: 1, operations: [] }]]);
  });
});

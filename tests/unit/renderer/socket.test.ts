/** The socket bridge: calls, lost connections, backoff. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { bridgeUrl, openBridge } from '../../../renderer/bridge/client.ts';
import { backoffMs, createSocketBridge } from '../../../renderer/bridge/socket.ts';

/** A socket in the test's hand. */
class HandSocket {
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: string }) => void) | null = null;
  onclose: (() => void) | null = null;
  readonly sent: { id: number; kind: string; name?: string }[] = [];
  send(text: string): void {
    this.sent.push(JSON.parse(text));
  }
  close(): void {
    this.onclose?.();
  }
  hear(frame: unknown): void {
    this.onmessage?.({ data: JSON.stringify(frame) });
  }
}
const sockets: HandSocket[] = [];
const open = (): WebSocket => {
  const socket = new HandSocket();
  sockets.push(socket);
  return socket as unknown as WebSocket;
};
const create = () => createSocketBridge({ url: 'ws://x/bridge', open, firstRetryMs: 100, longestRetryMs: 1000 });

beforeEach(() => {
  sockets.length = 0;
  vi.useFakeTimers();
});
afterEach(() => vi.useRealTimers());

describe('the socket bridge', () => {
  it('answers calls by their number, in any order', async () => {
    const bridge = create();
    sockets[0]?.onopen?.();
    const first = bridge.call('audit.verify', {});
    const second = bridge.call('datasets.list', {});
    const [a, b] = sockets[0]?.sent ?? [];
    sockets[0]?.hear({ kind: 'answer', id: b?.id, result: { ok: true, value: { datasets: [] } } });
    sockets[0]?.hear({ kind: 'answer', id: a?.id, result: { ok: false, error: { code: 'x', message: 'No.' } } });
    expect(await second).toEqual({ ok: true, value: { datasets: [] } });
    expect(await first).toMatchObject({ ok: false, error: { code: 'x' } });
  });

  it('refuses at once while there is no connection, and says how to stop trading anyway', async () => {
    const bridge = create();
    const answer = await bridge.call('kill.trigger', { level: 'halted', reason: '' });
    expect(answer).toMatchObject({ ok: false, error: { code: 'desk-offline' } });
    if (!answer.ok) expect(answer.error.fix).toContain('quantai halt');
    await expect(bridge.snapshot()).rejects.toThrow();
  });

  it('turns calls that were under way into a refusal when the connection breaks', async () => {
    const bridge = create();
    sockets[0]?.onopen?.();
    const call = bridge.call('research.stop', { runId: 'r' });
    const snapshot = bridge.snapshot();
    sockets[0]?.close();
    expect(await call).toMatchObject({ ok: false, error: { code: 'connection-lost' } });
    await expect(snapshot).rejects.toThrow('lost');
  });

  it('comes back with growing waits and tells its listeners once each way', () => {
    const bridge = create();
    const heard: boolean[] = [];
    bridge.onConnection((connected) => heard.push(connected));
    sockets[0]?.onopen?.();
    sockets[0]?.close();
    expect(sockets).toHaveLength(1);
    vi.advanceTimersByTime(100);
    expect(sockets).toHaveLength(2);
    sockets[1]?.close();
    vi.advanceTimersByTime(199);
    expect(sockets).toHaveLength(2);
    vi.advanceTimersByTime(1);
    expect(sockets).toHaveLength(3);
    sockets[2]?.onopen?.();
    expect(heard).toEqual([true, false, true]);
  });

  it('passes changes on and stops for good when closed', () => {
    const bridge = create();
    const numbers: number[] = [];
    const stop = bridge.onChange((change) => numbers.push(change.number));
    sockets[0]?.onopen?.();
    sockets[0]?.hear({ kind: 'change', change: { number: 7, operations: [] } });
    stop();
    sockets[0]?.hear({ kind: 'change', change: { number: 8, operations: [] } });
    expect(numbers).toEqual([7]);
    bridge.close();
    vi.advanceTimersByTime(60_000);
    expect(sockets).toHaveLength(1);
  });

  it('doubles the wait up to the longest', () => {
    expect([0, 1, 2, 3, 9, 4000].map((n) => backoffMs(n, 250, 5000))).toEqual([250, 500, 1000, 2000, 5000, 5000]);
  });
});

describe('the way to the desk', () => {
  it('is the preload’s bridge where there is one', () => {
    const preload = { kind: 'electron' };
    expect(openBridge({ quantai: preload } as never)).toBe(preload);
  });
  it('keeps the strength of the page’s scheme', () => {
    expect(bridgeUrl({ protocol: 'https:', host: 'desk:1' })).toBe('wss://desk:1/bridge');
    expect(bridgeUrl({ protocol: 'http:', host: '127.0.0.1:4317' })).toBe('ws://127.0.0.1:4317/bridge');
  });
});

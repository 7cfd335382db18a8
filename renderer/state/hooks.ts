/** Small hooks of the whole window: the clock, money in the person's mode, commands with their answers. */
import { useCallback, useEffect, useState } from 'react';
import type { RequestAnswer, RequestName, RequestQuery } from '../../shared/desk-api/requests.ts';
import { formatMoney, type MoneyOptions } from '../format/money.ts';
import { settle, useBridge } from './context.tsx';
import { usePreference } from './preferences.ts';
import { showRefusal, showToast } from './toasts.ts';

/** The wall clock, renewed every `everyMs`. */
export function useNow(everyMs = 1000): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return now;
}

/** Formats money; hides it in privacy mode. */
export function useMoney(): (value: number | string | null | undefined, options?: MoneyOptions) => string {
  const hidden = usePreference((p) => p.privacy);
  return useCallback((value, options = {}) => formatMoney(value, { ...options, hidden }), [hidden]);
}

/** Sends a command, shows a refusal as a notice, and says whether one is on its way. */
export function useCommand<R extends RequestName>(
  name: R,
  labels: { failed: string; done?: string },
): {
  busy: boolean;
  send(query: RequestQuery<R>): Promise<RequestAnswer<R> | undefined>;
} {
  const bridge = useBridge();
  const [busy, setBusy] = useState(false);
  const { failed, done } = labels;
  const send = useCallback(
    async (query: RequestQuery<R>) => {
      setBusy(true);
      const result = await settle(bridge.call(name, query));
      setBusy(false);
      if (!result.ok) {
        showRefusal(failed, result.error);
        return undefined;
      }
      if (done !== undefined) showToast('good', done);
      return result.value;
    },
    [bridge, name, failed, done],
  );
  return { busy, send };
}

/** Size of an element in CSS pixels, followed as it changes. */
export function useSize(): [(node: HTMLElement | null) => void, { width: number; height: number }] {
  const [node, setNode] = useState<HTMLElement | null>(null);
  const [size, setSize] = useState({ width: 0, height: 0 });
  useEffect(() => {
    if (node === null) return;
    const observer = new ResizeObserver(([entry]) => {
      if (entry) setSize({ width: entry.contentRect.width, height: entry.contentRect.height });
    });
    observer.observe(node);
    return () => observer.disconnect();
  }, [node]);
  return [setNode, size];
}

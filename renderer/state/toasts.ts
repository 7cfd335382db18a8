/** Short-lived notices: answers to what the person did, and the desk's alerts as they arrive. */
import { createStore } from 'zustand/vanilla';
import { type Refusal, refusalText } from '../../shared/core/result.ts';

export interface Toast {
  readonly id: number;
  readonly tone: 'good' | 'info' | 'warning' | 'critical';
  readonly title: string;
  readonly text: string;
}

export const toasts = createStore<{ readonly list: readonly Toast[] }>(() => ({ list: [] }));
let nextId = 1;

export const dismissToast = (id: number): void =>
  toasts.setState(({ list }) => ({ list: list.filter((toast) => toast.id !== id) }));

/** Shows a notice; critical ones stay until dismissed, others leave by themselves. */
export function showToast(tone: Toast['tone'], title: string, text = ''): void {
  const id = nextId++;
  toasts.setState(({ list }) => ({ list: [...list.slice(-3), { id, tone, title, text }] }));
  if (tone !== 'critical') setTimeout(() => dismissToast(id), tone === 'warning' ? 9000 : 5000);
}

export const showRefusal = (title: string, refusal: Refusal): void => showToast('warning', title, refusalText(refusal));

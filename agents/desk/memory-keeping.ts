/** The desk's keeping for desks that leave nothing behind: texts and order records in memory. */
import type { OrderJournalPort } from '../engine/orders/order-desk.ts';
import type { DeskStatePort } from '../kernel/order-ports.ts';

export function memoryState(): DeskStatePort {
  const texts = new Map<string, string>();
  return {
    load: (key) => texts.get(key),
    save(key, json) {
      texts.set(key, json);
    },
  };
}

export function memoryOrderJournal(): OrderJournalPort & { close(): Promise<void> } {
  const lines: string[] = [];
  return {
    load: () => lines,
    async append(json) {
      lines.push(json);
    },
    async close() {},
  };
}

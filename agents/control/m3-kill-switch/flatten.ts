/** Flattening: closes every position by reduce-only orders through the gate, then asks the broker whether it is flat. */
import type { KillReport } from '../../../shared/domain/kill.ts';
import { pause } from '../../kernel/clock.ts';
import type { OrderDeskPort, TimersPort } from '../../kernel/order-ports.ts';
import type { KillPatience } from './sequence.ts';

export type PositionOutcome = KillReport['positions'][number];

interface Row {
  outcome: PositionOutcome;
  attempt: number;
  /** Client id of the closing order that is out, if any. */
  order: string | null;
}

/** Attempts per position and run; a refusal by the broker is final for that order, not for the position. */
const attempts = 3;

/** Closes what is held now, re-reading positions at every step so that nothing is ever flipped. */
export async function flattenAll(options: {
  readonly orders: OrderDeskPort;
  readonly timers: TimersPort;
  readonly patience: KillPatience;
  /** Part of the order ids: one per run of the sequence. */
  readonly decidedAt: number;
  readonly startMs: number;
  readonly stopped: () => boolean;
}): Promise<{ readonly flat: boolean; readonly positions: readonly PositionOutcome[]; readonly text: string }> {
  const { orders, timers, patience, decidedAt, startMs } = options;
  const began = timers.elapsedMs();
  const elapsed = (): number => timers.elapsedMs() - startMs;
  const rows = new Map<string, Row>();
  const set = (row: Row, outcome: PositionOutcome['outcome'], reason: string | null): void => {
    row.outcome = { ...row.outcome, outcome, reason: reason?.slice(0, 300) ?? null, elapsedMs: elapsed() };
  };

  const close = async (deploymentId: string, symbol: string, row: Row): Promise<void> => {
    const intent = orders.flattenIntent(deploymentId, symbol, decidedAt, row.attempt++);
    if (!intent) return;
    const placed = await orders.place(intent, { by: 'M3' });
    if (!placed.placed) return set(row, 'failed', `${placed.check}: ${placed.reason}`);
    row.order = intent.clientOrderId;
    if (placed.order.status === 'rejected') {
      row.order = null;
      set(row, 'failed', placed.order.reason ?? 'The broker rejected the closing order.');
    } else set(row, orders.quantityOf(deploymentId, symbol) === 0 ? 'flat' : 'closing', null);
  };

  for (;;) {
    const held = orders.positions();
    const keys = new Set(held.map((p) => `${p.deploymentId}\n${p.symbol}`));
    for (const [key, row] of rows) if (!keys.has(key) && row.outcome.outcome !== 'flat') set(row, 'flat', null);
    const closing: Promise<void>[] = [];
    for (const { deploymentId, symbol, quantity } of held) {
      const key = `${deploymentId}\n${symbol}`;
      let row = rows.get(key);
      if (!row) {
        const outcome = {
          symbol,
          deploymentId,
          quantity,
          outcome: 'closing',
          elapsedMs: elapsed(),
          reason: null,
        } as const;
        row = { outcome, attempt: 0, order: null };
        rows.set(key, row);
      }
      const working = row.order !== null && orders.openOrders().some((o) => o.intent.clientOrderId === row.order);
      if (!working && row.attempt < attempts) closing.push(close(deploymentId, symbol, row));
    }
    // All at once: fifty positions do not wait for each other's answers.
    await Promise.all(closing);
    const still = orders.positions();
    const { positions: theirs } = await orders.brokerTruth();
    const over = timers.elapsedMs() - began >= patience.flattenWithin || options.stopped();
    const stuck = still.every((p) => {
      const row = rows.get(`${p.deploymentId}\n${p.symbol}`);
      return row !== undefined && row.attempt >= attempts && row.outcome.outcome === 'failed';
    });
    if (still.length === 0 && theirs.length === 0) {
      for (const row of rows.values()) if (row.outcome.outcome !== 'flat') set(row, 'flat', null);
      return { flat: true, positions: outcomes(rows), text: '' };
    }
    // The broker holds what the book does not know of: a fill was missed, and must be known before it can be closed.
    if (still.length === 0 && !over) await orders.reconcile();
    if (over || (still.length > 0 && stuck)) {
      for (const p of still) {
        const row = rows.get(`${p.deploymentId}\n${p.symbol}`);
        // Accepted and waiting, for instance for a market that is closed.
        if (row && row.outcome.outcome === 'closing')
          set(row, 'queued', 'The broker has the closing order; it is not filled yet.');
      }
      const open = [...new Set([...still.map((p) => p.symbol), ...theirs.map((p) => p.symbol)])].sort();
      return { flat: false, positions: outcomes(rows), text: `Not flat: ${open.join(', ')}.` };
    }
    await pause(timers, patience.lookEvery);
  }
}

const outcomes = (rows: ReadonlyMap<string, Row>): readonly PositionOutcome[] =>
  [...rows.values()].map((r) => r.outcome);

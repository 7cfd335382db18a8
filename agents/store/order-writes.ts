/** How the order book of record is written: all parts of one event in one transaction, each fill once. */

import type { Deployment } from '../../shared/bus/topics-trade.ts';
import { canonicalJson } from '../../shared/core/canonical.ts';
import type { Fill } from '../../shared/domain/fill.ts';
import type { Order } from '../../shared/domain/order.ts';
import type { Position } from '../../shared/domain/position.ts';
import type { Sql } from './sql.ts';
import { defineWrite } from './write.ts';

/** Everything one event changes: an order and its fill, the position and the ledger that follow. */
export interface Booking {
  readonly orders?: readonly Order[];
  readonly fills?: readonly Fill[];
  /** A position of quantity zero stays as a row: its realised profit is history. */
  readonly positions?: readonly Position[];
  readonly deployments?: readonly Deployment[];
  readonly ledgers?: readonly { readonly name: string; readonly state: unknown }[];
}
export interface BookingResult {
  /** What became of each fill, in order. */
  readonly fills: readonly ('new' | 'duplicate' | 'conflict')[];
}

function writeOrder(sql: Sql, order: Order): void {
  const { intent } = order;
  sql.run(
    `INSERT INTO orders (client_order_id, deployment_id, environment, symbol, status, intent, body, updated_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (client_order_id) DO UPDATE
     SET status = excluded.status, intent = excluded.intent, body = excluded.body, updated_at = excluded.updated_at`,
    intent.clientOrderId,
    intent.deploymentId,
    intent.environment,
    intent.symbol,
    order.status,
    canonicalJson(intent),
    canonicalJson(order),
    order.updatedAt,
  );
}

function writeFill(sql: Sql, fill: Fill): 'new' | 'duplicate' | 'conflict' {
  const body = canonicalJson(fill);
  const { changes } = sql.run(
    `INSERT INTO fills (execution_id, client_order_id, deployment_id, environment, symbol, body, filled_at)
     VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (execution_id) DO NOTHING`,
    fill.executionId,
    fill.clientOrderId,
    fill.deploymentId,
    fill.environment,
    fill.symbol,
    body,
    fill.filledAt,
  );
  if (changes > 0) return 'new';
  const known = sql.get<{ body: string }>('SELECT body FROM fills WHERE execution_id = ?', fill.executionId);
  const conflict = known?.body !== body;
  sql.run(
    `INSERT INTO repeated_fills (execution_id, times, conflicts) VALUES (?, 1, ?)
     ON CONFLICT DO UPDATE SET times = times + 1, conflicts = conflicts + excluded.conflicts`,
    fill.executionId,
    conflict ? 1 : 0,
  );
  return conflict ? 'conflict' : 'duplicate';
}

export const bookOperation = defineWrite({
  name: 'orders.book',
  file: 'desk',
  durable: true,
  run(sql, { booking, at }: { booking: Booking; at: number }): BookingResult {
    for (const order of booking.orders ?? []) writeOrder(sql, order);
    const fills = (booking.fills ?? []).map((fill) => writeFill(sql, fill));
    for (const position of booking.positions ?? [])
      sql.run(
        `INSERT INTO positions (environment, deployment_id, symbol, body) VALUES (?, ?, ?, ?)
         ON CONFLICT DO UPDATE SET body = excluded.body`,
        position.environment,
        position.deploymentId,
        position.symbol,
        canonicalJson(position),
      );
    for (const deployment of booking.deployments ?? [])
      sql.run(
        `INSERT INTO deployments (deployment_id, strategy_id, environment, status, body, updated_at)
         VALUES (?, ?, ?, ?, ?, ?)
         ON CONFLICT (deployment_id) DO UPDATE
         SET status = excluded.status, body = excluded.body, updated_at = excluded.updated_at`,
        deployment.deploymentId,
        deployment.strategyId,
        deployment.environment,
        deployment.status,
        canonicalJson(deployment),
        at,
      );
    for (const { name, state } of booking.ledgers ?? [])
      sql.run(
        `INSERT INTO ledgers (name, state, updated_at) VALUES (?, ?, ?)
         ON CONFLICT DO UPDATE SET state = excluded.state, updated_at = excluded.updated_at`,
        name,
        canonicalJson(state ?? null),
        at,
      );
    return { fills };
  },
});

export const setLatch = defineWrite({
  name: 'orders.latch',
  file: 'desk',
  durable: true,
  run(sql, latch: { level: string; origin: string; reason: string; at: number }) {
    sql.run(
      `INSERT INTO kill_latch (id, level, origin, reason, at) VALUES (1, ?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET level = excluded.level, origin = excluded.origin, reason = excluded.reason, at = excluded.at`,
      latch.level,
      latch.origin,
      latch.reason,
      latch.at,
    );
  },
});
export const orderWrites = [bookOperation, setLatch];

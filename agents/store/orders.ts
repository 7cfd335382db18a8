/** The order book of record: orders, fills counted once, positions, deployments, broker ledgers and the kill latch. */
import type { Deployment } from '../../shared/bus/topics-trade.ts';
import type { Clock } from '../../shared/core/time.ts';
import type { Fill } from '../../shared/domain/fill.ts';
import type { KillLevel } from '../../shared/domain/kill.ts';
import { type Environment, type Order, type OrderStatus, terminalStatuses } from '../../shared/domain/order.ts';
import type { Position } from '../../shared/domain/position.ts';
import { type Booking, type BookingResult, bookOperation, setLatch } from './order-writes.ts';
import type { Sql } from './sql.ts';
import type { WriteQueue } from './write.ts';

export interface LatchRow {
  readonly level: KillLevel;
  readonly origin: string;
  readonly reason: string;
  readonly at: number;
}

export interface OrderReader {
  order(clientOrderId: string): Order | undefined;
  /** In the order of first writing. */
  orders(where?: { status?: OrderStatus; deploymentId?: string }): Order[];
  /** Orders that are not in a terminal state, `unknown` ones included. */
  openOrders(): Order[];
  fill(executionId: string): Fill | undefined;
  fills(where?: { clientOrderId?: string; deploymentId?: string }): Fill[];
  /** How often a fill came again, and how often with another content. */
  repeatedFills(): { executionId: string; times: number; conflicts: number }[];
  positions(environment?: Environment): Position[];
  deployment(deploymentId: string): Deployment | undefined;
  deployments(): Deployment[];
  /** State a simulated broker left; undefined when it never did. */
  ledger(name: string): unknown;
  /** The kill latch as last stored; undefined in a new home. */
  latch(): LatchRow | undefined;
}
export interface OrderWriter {
  /** Writes all of it or none, durably, in the order orders, fills, positions, deployments, ledgers. */
  book(booking: Booking): Promise<BookingResult>;
  saveOrder(order: Order): Promise<void>;
  /** `duplicate`: already kept, nothing changed. `conflict`: kept with another content; the first one stands. */
  recordFill(fill: Fill): Promise<'new' | 'duplicate' | 'conflict'>;
  savePosition(position: Position): Promise<void>;
  saveDeployment(deployment: Deployment): Promise<void>;
  saveLedger(name: string, state: unknown): Promise<void>;
  saveLatch(latch: LatchRow): Promise<void>;
}
export type OrderStore = OrderReader & OrderWriter;

const parse = <T>(rows: readonly { body: string }[]): T[] => rows.map((row) => JSON.parse(row.body) as T);
const parseOne = <T>(row: { body: string } | undefined): T | undefined =>
  row === undefined ? undefined : (JSON.parse(row.body) as T);

/** `WHERE` for the conditions that were given. */
const whereOf = (conditions: Readonly<Record<string, unknown>>): { text: string; values: unknown[] } => {
  const given = Object.entries(conditions).filter(([, value]) => value !== undefined);
  return {
    text: given.length === 0 ? '' : `WHERE ${given.map(([column]) => `${column} = ?`).join(' AND ')}`,
    values: given.map(([, value]) => value),
  };
};

export function createOrderStore(reader: Sql, writer: WriteQueue, clock: Clock): OrderStore {
  const book = (booking: Booking): Promise<BookingResult> => writer.write(bookOperation, { booking, at: clock.now() });
  const terminal = terminalStatuses.map((status) => `'${status}'`).join(', ');
  return {
    order: (id) => parseOne(reader.get('SELECT body FROM orders WHERE client_order_id = ?', id)),
    orders(where = {}) {
      const { text, values } = whereOf({ status: where.status, deployment_id: where.deploymentId });
      return parse(reader.all(`SELECT body FROM orders ${text} ORDER BY number`, ...values));
    },
    openOrders: () => parse(reader.all(`SELECT body FROM orders WHERE status NOT IN (${terminal}) ORDER BY number`)),
    fill: (id) => parseOne(reader.get('SELECT body FROM fills WHERE execution_id = ?', id)),
    fills(where = {}) {
      const { text, values } = whereOf({ client_order_id: where.clientOrderId, deployment_id: where.deploymentId });
      return parse(reader.all(`SELECT body FROM fills ${text} ORDER BY number`, ...values));
    },
    repeatedFills: () =>
      reader.all('SELECT execution_id AS executionId, times, conflicts FROM repeated_fills ORDER BY execution_id'),
    positions(environment) {
      const { text, values } = whereOf({ environment });
      return parse(
        reader.all(`SELECT body FROM positions ${text} ORDER BY environment, deployment_id, symbol`, ...values),
      );
    },
    deployment: (id) => parseOne(reader.get('SELECT body FROM deployments WHERE deployment_id = ?', id)),
    deployments: () => parse(reader.all('SELECT body FROM deployments ORDER BY number')),
    ledger(name) {
      const row = reader.get<{ state: string }>('SELECT state FROM ledgers WHERE name = ?', name);
      return row === undefined ? undefined : (JSON.parse(row.state) as unknown);
    },
    latch: () => reader.get<LatchRow>('SELECT level, origin, reason, at FROM kill_latch WHERE id = 1'),
    book,
    async saveOrder(order) {
      await book({ orders: [order] });
    },
    async recordFill(fill) {
      const { fills } = await book({ fills: [fill] });
      return fills[0] as 'new' | 'duplicate' | 'conflict';
    },
    async savePosition(position) {
      await book({ positions: [position] });
    },
    async saveDeployment(deployment) {
      await book({ deployments: [deployment] });
    },
    async saveLedger(name, state) {
      await book({ ledgers: [{ name, state }] });
    },
    saveLatch: (latch) => writer.write(setLatch, latch),
  };
}

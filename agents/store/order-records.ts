/** The order desk's log: every record on disk before what it tells of is acted on, read back in order after a crash. */
import type { Environment } from '../../shared/domain/order.ts';
import type { Sql } from './sql.ts';
import { defineWrite, type WriteQueue } from './write.ts';

export interface OrderRecordStore {
  /** Every record of an environment, oldest first, as JSON text. */
  load(environment: Environment): string[];
  /** Resolves when the record is synced to the disk; order of calls is order on disk. */
  append(environment: Environment, json: string): Promise<void>;
}

const append = defineWrite({
  name: 'order-records.append',
  file: 'desk',
  durable: true,
  run(sql, { environment, body }: { environment: Environment; body: string }) {
    sql.run('INSERT INTO order_records (environment, body) VALUES (?, ?)', environment, body);
  },
});
export const orderRecordWrites = [append];

export function createOrderRecords(reader: Sql, writer: WriteQueue): OrderRecordStore {
  return {
    load: (environment) =>
      reader
        .all<{ body: string }>('SELECT body FROM order_records WHERE environment = ? ORDER BY number', environment)
        .map((row) => row.body),
    append: (environment, body) => writer.write(append, { environment, body }),
  };
}

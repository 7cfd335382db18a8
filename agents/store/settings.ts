/** Settings by key: portfolio limits, the model of each agent, whatever the person chose. */
import type { Clock } from '../../shared/core/time.ts';
import type { Sql } from './sql.ts';
import { defineWrite, type WriteQueue } from './write.ts';

export interface SettingsReader {
  /** The value as it was set; undefined when it never was. Parse it with its schema: the file may be older than the code. */
  get(key: string): unknown;
  all(): Readonly<Record<string, unknown>>;
}
export interface SettingsWriter {
  set(key: string, value: unknown): Promise<void>;
  remove(key: string): Promise<void>;
}
export type SettingsStore = SettingsReader & SettingsWriter;

const set = defineWrite({
  name: 'settings.set',
  file: 'desk',
  durable: true,
  run(sql, { key, value, at }: { key: string; value: string; at: number }) {
    sql.run(
      `INSERT INTO settings (key, value, updated_at) VALUES (?, ?, ?)
       ON CONFLICT DO UPDATE SET value = excluded.value, updated_at = excluded.updated_at`,
      key,
      value,
      at,
    );
  },
});
const remove = defineWrite({
  name: 'settings.remove',
  file: 'desk',
  durable: true,
  run(sql, key: string) {
    sql.run('DELETE FROM settings WHERE key = ?', key);
  },
});
export const settingsWrites = [set, remove];

export function createSettingsStore(reader: Sql, writer: WriteQueue, clock: Clock): SettingsStore {
  return {
    get(key) {
      const row = reader.get<{ value: string }>('SELECT value FROM settings WHERE key = ?', key);
      return row === undefined ? undefined : (JSON.parse(row.value) as unknown);
    },
    all: () =>
      Object.fromEntries(
        reader
          .all<{ key: string; value: string }>('SELECT key, value FROM settings ORDER BY key')
          .map((row) => [row.key, JSON.parse(row.value) as unknown]),
      ),
    async set(key, value) {
      const text = JSON.stringify(value);
      if (text === undefined) throw new Error(`the setting "${key}" has no JSON form: remove it instead`);
      await writer.write(set, { key, value: text, at: clock.now() });
    },
    remove: (key) => writer.write(remove, key),
  };
}

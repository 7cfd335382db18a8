/** The audit log: every row carries the hash of the one before, and the newest hash also lies in a file of its own. */
import { createHash } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { canonicalJson } from '../../shared/core/canonical.ts';
import type { Clock } from '../../shared/core/time.ts';
import type { Connection } from './database.ts';
import type { Sql } from './sql.ts';
import { defineWrite, type WriteQueue } from './write.ts';

export interface AuditEntry {
  /** What a person or an agent did, e.g. `strategy.approve`. */
  readonly action: string;
  /** `person`, `agent/M3`, `host`. */
  readonly actor: string;
  /** What it was done to; empty when to nothing in particular. */
  readonly subject: string;
  /** Anything with a JSON form. */
  readonly data: unknown;
}
export interface AuditRow extends AuditEntry {
  /** 1 for the first. */
  readonly n: number;
  readonly at: number;
  readonly previous: string;
  readonly hash: string;
}
export interface AuditVerdict {
  readonly valid: boolean;
  readonly entries: number;
  /** Number of the first row that is wrong or missing; null when all is well. */
  readonly brokenAt: number | null;
}

export interface AuditReader {
  /** Newest first. */
  latest(limit: number): AuditRow[];
  /** Walks the whole chain and compares its end with the file beside the database. */
  verify(): AuditVerdict;
}
export interface AuditWriter {
  append(entry: AuditEntry): Promise<AuditRow>;
}
export type AuditStore = AuditReader & AuditWriter;

interface Row {
  n: number;
  at: number;
  actor: string;
  action: string;
  subject: string;
  data: string;
  previous: string;
  hash: string;
}
interface Head {
  readonly entries: number;
  readonly hash: string;
}

/** The `previous` of the first row. */
const genesis = '0'.repeat(64);
const headPath = (home: string): string => join(home, 'audit.head');

/** SHA-256 over the row's columns as they are stored, so that not one byte of them can differ unseen. */
const chainHash = (row: Omit<Row, 'hash'>): string =>
  createHash('sha256')
    .update(
      canonicalJson({
        n: row.n,
        at: row.at,
        actor: row.actor,
        action: row.action,
        subject: row.subject,
        data: row.data,
        previous: row.previous,
      }),
      'utf8',
    )
    .digest('hex');

const rowOf = (row: Row): AuditRow => ({ ...row, data: JSON.parse(row.data) as unknown });

function readHead(home: string): Head | undefined {
  try {
    const value = JSON.parse(readFileSync(headPath(home), 'utf8')) as Partial<Head> | null;
    return typeof value?.entries === 'number' && typeof value.hash === 'string'
      ? { entries: value.entries, hash: value.hash }
      : undefined;
  } catch {
    // Missing or unreadable is what the verdict then says: the log cannot be trusted.
    return undefined;
  }
}

function writeHead(home: string, head: Head): void {
  const path = headPath(home);
  const file = openSync(`${path}.new`, 'w', 0o600);
  try {
    writeSync(file, `${JSON.stringify(head)}\n`);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(`${path}.new`, path);
}

const hashAt = (connection: Connection, n: number): string | undefined =>
  n === 0 ? genesis : (connection.prepare('SELECT hash FROM audit WHERE n = ?').pluck().get(n) as string | undefined);

/** Gives an empty log its file. A log with rows and no file stays without: that is what `verify` must report. */
export function prepareAudit(connection: Connection, home: string): void {
  const rows = connection.prepare('SELECT count(*) FROM audit').pluck().get() as number;
  if (rows === 0 && !existsSync(headPath(home))) writeHead(home, { entries: 0, hash: genesis });
}

const append = defineWrite({
  name: 'audit.append',
  file: 'desk',
  durable: true,
  run(sql, { entry, data, at }: { entry: Omit<AuditEntry, 'data'>; data: string; at: number }): Row {
    const last = sql.get<{ n: number; hash: string }>('SELECT n, hash FROM audit ORDER BY n DESC LIMIT 1');
    const bare = {
      n: (last?.n ?? 0) + 1,
      at,
      actor: entry.actor,
      action: entry.action,
      subject: entry.subject,
      data,
      previous: last?.hash ?? genesis,
    };
    const row: Row = { ...bare, hash: chainHash(bare) };
    sql.run(
      'INSERT INTO audit (n, at, actor, action, subject, data, previous, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
      row.n,
      row.at,
      row.actor,
      row.action,
      row.subject,
      row.data,
      row.previous,
      row.hash,
    );
    return row;
  },
  settled(home, row, connection) {
    if (home === null) return;
    const head = readHead(home);
    // A head the log does not lead up to is evidence: it is left as it is, so that `verify` keeps finding the break.
    if (head === undefined || hashAt(connection, head.entries) !== head.hash) return;
    writeHead(home, { entries: row.n, hash: row.hash });
  },
});
export const auditWrites = [append];

/** @param home where the file beside the database lies; null in memory. */
export function createAuditStore(reader: Sql, writer: WriteQueue, clock: Clock, home: string | null): AuditStore {
  return {
    async append(entry) {
      const { actor, action, subject } = entry;
      const data = canonicalJson(entry.data ?? null);
      return rowOf(await writer.write(append, { entry: { actor, action, subject }, data, at: clock.now() }));
    },
    latest: (limit) => reader.all<Row>('SELECT * FROM audit ORDER BY n DESC LIMIT ?', limit).map(rowOf),
    verify() {
      // The file is read first: rows written meanwhile may be ahead of it, never behind.
      const head = home === null ? undefined : readHead(home);
      let entries = 0;
      let previous = genesis;
      let brokenAt: number | null = null;
      let headSeen = head?.entries === 0 && head.hash === genesis;
      for (const row of reader.each<Row>('SELECT * FROM audit ORDER BY n')) {
        entries++;
        if (brokenAt === null && (row.n !== entries || row.previous !== previous || row.hash !== chainHash(row)))
          brokenAt = entries;
        if (row.n === head?.entries && row.hash === head.hash) headSeen = true;
        previous = row.hash;
      }
      if (home !== null && !headSeen) brokenAt ??= Math.min(entries + 1, Math.max(1, head?.entries ?? entries + 1));
      return { valid: brokenAt === null, entries, brokenAt };
    },
  };
}

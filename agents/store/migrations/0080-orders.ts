/** The order book of record: orders, fills, positions, deployments, broker ledgers and the kill latch. */
import type { Migration } from './migration.ts';

export const ordersMigration: Migration = {
  number: 80,
  file: 'desk',
  sql: `
    CREATE TABLE orders (
      number INTEGER PRIMARY KEY,
      client_order_id TEXT NOT NULL UNIQUE,
      deployment_id TEXT NOT NULL,
      environment TEXT NOT NULL,
      symbol TEXT NOT NULL,
      status TEXT NOT NULL,
      intent TEXT NOT NULL,
      body TEXT NOT NULL,
      updated_at INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX orders_by_status ON orders (status);
    CREATE INDEX orders_by_deployment ON orders (deployment_id);
    CREATE TRIGGER orders_keep_intent BEFORE UPDATE OF client_order_id, intent ON orders
      WHEN OLD.intent IS NOT NEW.intent OR OLD.client_order_id IS NOT NEW.client_order_id
      BEGIN SELECT RAISE(ABORT, 'the intent of an order of record is never changed'); END;
    CREATE TRIGGER orders_keep_delete BEFORE DELETE ON orders
      BEGIN SELECT RAISE(ABORT, 'an order of record is never deleted'); END;
    CREATE TABLE fills (
      number INTEGER PRIMARY KEY,
      execution_id TEXT NOT NULL UNIQUE,
      client_order_id TEXT NOT NULL,
      deployment_id TEXT NOT NULL,
      environment TEXT NOT NULL,
      symbol TEXT NOT NULL,
      body TEXT NOT NULL,
      filled_at INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX fills_by_order ON fills (client_order_id);
    CREATE INDEX fills_by_deployment ON fills (deployment_id);
    CREATE TRIGGER fills_keep_update BEFORE UPDATE ON fills
      BEGIN SELECT RAISE(ABORT, 'a fill is never changed'); END;
    CREATE TRIGGER fills_keep_delete BEFORE DELETE ON fills
      BEGIN SELECT RAISE(ABORT, 'a fill is never deleted'); END;
    CREATE TABLE repeated_fills (
      execution_id TEXT PRIMARY KEY REFERENCES fills (execution_id),
      times INTEGER NOT NULL,
      conflicts INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE positions (
      environment TEXT NOT NULL,
      deployment_id TEXT NOT NULL,
      symbol TEXT NOT NULL,
      body TEXT NOT NULL,
      PRIMARY KEY (environment, deployment_id, symbol)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE deployments (
      number INTEGER PRIMARY KEY,
      deployment_id TEXT NOT NULL UNIQUE,
      strategy_id TEXT NOT NULL,
      environment TEXT NOT NULL,
      status TEXT NOT NULL,
      body TEXT NOT NULL,
      updated_at INTEGER NOT NULL
    ) STRICT;
    CREATE TABLE ledgers (name TEXT PRIMARY KEY, state TEXT NOT NULL, updated_at INTEGER NOT NULL) STRICT;
    CREATE TABLE kill_latch (
      id INTEGER PRIMARY KEY CHECK (id = 1),
      level TEXT NOT NULL,
      origin TEXT NOT NULL,
      reason TEXT NOT NULL,
      at INTEGER NOT NULL
    ) STRICT;`,
};

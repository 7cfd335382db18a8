/** Strategies, their immutable versions, the way they went, what a person decided and what was sealed. */
import type { Migration } from './migration.ts';

export const strategiesMigration: Migration = {
  number: 60,
  file: 'desk',
  sql: `
    CREATE TABLE strategies (
      number INTEGER PRIMARY KEY,
      strategy_id TEXT NOT NULL UNIQUE,
      name TEXT NOT NULL,
      family TEXT NOT NULL,
      spec_hash TEXT NOT NULL,
      at INTEGER NOT NULL
    ) STRICT;
    CREATE TABLE strategy_versions (
      number INTEGER PRIMARY KEY,
      spec_hash TEXT NOT NULL UNIQUE,
      strategy_id TEXT NOT NULL REFERENCES strategies (strategy_id),
      spec TEXT NOT NULL,
      at INTEGER NOT NULL
    ) STRICT;
    CREATE TRIGGER strategy_versions_keep_update BEFORE UPDATE ON strategy_versions
      BEGIN SELECT RAISE(ABORT, 'a strategy version is never changed'); END;
    CREATE TRIGGER strategy_versions_keep_delete BEFORE DELETE ON strategy_versions
      BEGIN SELECT RAISE(ABORT, 'a strategy version is never deleted'); END;
    CREATE TABLE strategy_origins (
      number INTEGER PRIMARY KEY,
      spec_hash TEXT NOT NULL REFERENCES strategy_versions (spec_hash),
      strategy_id TEXT NOT NULL,
      run_id TEXT NOT NULL,
      parents TEXT NOT NULL,
      at INTEGER NOT NULL,
      UNIQUE (spec_hash, run_id)
    ) STRICT;
    CREATE INDEX strategy_origins_by_run ON strategy_origins (run_id);
    CREATE TABLE strategy_stages (
      number INTEGER PRIMARY KEY,
      strategy_id TEXT NOT NULL,
      run_id TEXT NOT NULL,
      stage TEXT NOT NULL,
      reason TEXT NOT NULL,
      data TEXT NOT NULL,
      at INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX strategy_stages_by_strategy ON strategy_stages (strategy_id);
    CREATE TABLE decisions (
      number INTEGER PRIMARY KEY,
      strategy_id TEXT NOT NULL,
      decision TEXT NOT NULL,
      body TEXT NOT NULL,
      at INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX decisions_by_strategy ON decisions (strategy_id);
    CREATE TRIGGER decisions_keep_update BEFORE UPDATE ON decisions
      BEGIN SELECT RAISE(ABORT, 'a decision is never changed'); END;
    CREATE TRIGGER decisions_keep_delete BEFORE DELETE ON decisions
      BEGIN SELECT RAISE(ABORT, 'a decision is never deleted'); END;
    CREATE TABLE approvals (
      number INTEGER PRIMARY KEY,
      approval_hash TEXT NOT NULL,
      environment TEXT NOT NULL,
      strategy_id TEXT NOT NULL,
      spec_hash TEXT NOT NULL REFERENCES strategy_versions (spec_hash),
      dataset_id TEXT NOT NULL,
      report_hash TEXT,
      limits TEXT NOT NULL,
      approved_at INTEGER NOT NULL,
      expires_at INTEGER NOT NULL,
      revoked_at INTEGER,
      revoked_reason TEXT,
      UNIQUE (approval_hash, environment)
    ) STRICT;
    CREATE INDEX approvals_by_strategy ON approvals (strategy_id);
    CREATE TRIGGER approvals_keep_update BEFORE UPDATE OF approval_hash, environment, strategy_id, spec_hash, dataset_id,
      report_hash, limits, approved_at, expires_at ON approvals
      BEGIN SELECT RAISE(ABORT, 'a sealed approval is never changed, only revoked'); END;
    CREATE TRIGGER approvals_keep_revoked BEFORE UPDATE ON approvals WHEN OLD.revoked_at IS NOT NULL
      BEGIN SELECT RAISE(ABORT, 'a revoked approval stays revoked'); END;
    CREATE TRIGGER approvals_keep_delete BEFORE DELETE ON approvals
      BEGIN SELECT RAISE(ABORT, 'an approval is never deleted'); END;`,
};

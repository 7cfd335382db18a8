/** A run that cannot go on ends with a reason: nobody waits for it for ever. */

import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import { deskWorkshop } from '../../support/open-test-desk.ts';

const workshop = deskWorkshop();

it('ends a run whose data does not open any more, says so, and lets the next one begin', async () => {
  const home = await workshop.smallHome();
  const database = new Database(join(home, 'desk.db'));
  const { name } = database
    .prepare(`SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE '%BLOB%' AND name LIKE '%column%'`)
    .get() as { name: string };
  const bytes = (
    database.prepare(`SELECT name FROM pragma_table_info(?) WHERE type = 'BLOB'`).get(name) as { name: string }
  ).name;
  database.exec(`UPDATE ${name} SET ${bytes} = zeroblob(length(${bytes}))`);
  database.close();

  const desk = await workshop.open(home);
  const run = await desk.research();
  expect(run.status).toBe('aborted');
  expect(run.reason).toMatch(/came to a stop/);
  const { alerts } = await desk.view();
  expect(Object.values(alerts).map((a) => a.title)).toContainEqual(expect.stringMatching(/no data/));
  const again = await desk.research();
  expect(again).toMatchObject({ runId: run.runId, status: 'aborted' });
}, 60_000);

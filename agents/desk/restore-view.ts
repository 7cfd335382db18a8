/** Rebuilds the window's rows when the desk opens: what happened before is projected again from the journal. */
import type { Row } from '../../shared/desk-api/view.ts';
import { project } from '../control/v0-dashboard.ts';
import { showDataset } from './dataset-rows.ts';
import type { DeskServices } from './services.ts';

const pageSize = 2000;

export function restoreView({ store, view, casebook, latch }: DeskServices, status: Row<'status'>): void {
  view.set('status', 'desk', status);
  for (const manifest of store.datasets.list()) showDataset(view, manifest);
  for (let from = 0, more = true; more; ) {
    const page = store.journal.read({ fromSequence: from, limit: pageSize });
    for (const message of page) {
      casebook.file(message);
      if (message.topic !== 'data.bar') project(view, message);
    }
    from = (page.at(-1)?.sequence ?? 0) + 1;
    more = page.length === pageSize;
  }
  // How a run ended and what it hashed to is the store's to say.
  for (const run of store.runs.list()) {
    const row = view.get('runs', run.runId);
    if (row === undefined) continue;
    // The store gives reasons for what went wrong; a complete run's last word stands in its row already.
    const reason = run.reason === '' ? row.reason : run.reason;
    view.set('runs', run.runId, { ...row, status: run.status, reason, hash: run.hash, remainingMs: null });
  }
  // A replay does not outlive the desk that fed it.
  for (const key of view.keys('replays')) {
    const row = view.get('replays', key);
    if (row !== undefined && row.status !== 'finished') view.set('replays', key, { ...row, status: 'stopped' });
  }
  const restored = view.get('status', 'desk');
  if (restored !== undefined) view.set('status', 'desk', { ...restored, killLevel: latch.level() });
}

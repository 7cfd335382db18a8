/** Writes the self-contained HTML report of a run into the data folder. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Result, refuse } from '../../shared/core/result.ts';
import type { DeskBridge } from '../../shared/desk-api/bridge.ts';

/** Asks the desk for the report of a run and answers the path of the file it was written to. */
export async function writeReport(bridge: DeskBridge, home: string, runId: string): Promise<Result<string>> {
  const report = await bridge.call('research.report', { runId });
  if (!report.ok) return report;
  const folder = join(home, 'reports');
  const path = join(folder, `${runId}.html`);
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    writeFileSync(path, report.value.html, { mode: 0o600 });
    return { ok: true, value: path };
  } catch (error) {
    return refuse('report-not-written', `The report could not be written: ${(error as NodeJS.ErrnoException).code}.`, {
      where: path,
      fix: 'make room or name another folder with --home',
    });
  }
}

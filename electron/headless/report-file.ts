/** Writes the self-contained HTML report of a run into the data folder. */

import type { Result } from '../../shared/core/result.ts';
import { refuse } from '../../shared/core/result.ts';
import type { DeskBridge } from '../../shared/desk-api/bridge.ts';
import type { ResearchOutcome } from './research-run.ts';
export async function writeReport(
  _bridge: DeskBridge,
  _home: string,
  _outcome: ResearchOutcome,
): Promise<Result<string>> {
  return refuse('no-report', 'no report yet');
}

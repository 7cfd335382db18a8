/** Drives one research run over the bridge: starts it, shows its progress, stops it on request, and tells what came out. */
import { type Result, refuse } from '../../shared/core/result.ts';
import type { RequestQuery } from '../../shared/desk-api/requests.ts';
import type { Row } from '../../shared/desk-api/view.ts';
import type { CommandContext, DeskLink } from './command.ts';
import { count, percent, ratio } from './text/format.ts';
import { progressLine, progressLines, progressOf } from './text/progress.ts';
import { table } from './text/table.ts';
import { openReplica } from './view-replica.ts';

export interface ResearchOutcome {
  readonly run: Row<'runs'>;
  /** In the order of generation, then id. */
  readonly candidates: readonly Row<'strategies'>[];
  readonly dataset: Row<'datasets'> | undefined;
}

const redrawMs = 120;
const plainLineMs = 2000;

export async function runResearch(
  context: CommandContext,
  link: DeskLink,
  query: RequestQuery<'research.start'>,
): Promise<Result<ResearchOutcome>> {
  const replica = await openReplica(link.bridge);
  let timer: ReturnType<typeof setInterval> | undefined;
  try {
    const earlier = { ...replica.view().runs };
    const started = await link.bridge.call('research.start', query);
    if (!started.ok) return started;
    const { runId } = started.value;
    const begun = context.now();
    let lastLine = '';
    const show = (): void => {
      const progress = progressOf(replica.view(), runId, query.population);
      const elapsed = context.now() - begun;
      if (context.interactive) context.redraw(progressLines(progress, elapsed));
      else {
        const line = progressLine(progress, elapsed);
        if (line !== lastLine) context.log(line);
        lastLine = line;
      }
    };
    timer = setInterval(show, context.interactive ? redrawMs : plainLineMs);
    // The last word is followed by the hash over everything that was said. An attempt that was aborted before
    // leaves its row behind until the new one has begun.
    let begunAnew = JSON.stringify(earlier[runId]) !== JSON.stringify(replica.view().runs[runId]);
    const over = (view: ReturnType<typeof replica.view>): boolean => {
      const row = view.runs[runId];
      begunAnew ||= row?.status !== 'aborted';
      return (begunAnew && row?.status === 'aborted') || (row?.status === 'complete' && row.hash !== null);
    };
    try {
      await replica.until(over, context.interrupted);
    } catch (error) {
      if (!context.interrupted.aborted) throw error;
      await link.bridge.call('research.stop', { runId });
      return refuse('interrupted', `The run ${runId} was stopped.`, { fix: 'start it again with the same seed' });
    }
    show();
    const { view } = await link.bridge.snapshot();
    const run = view.runs[runId];
    if (run === undefined) return refuse('desk-fault', `The run ${runId} is not on the desk any more.`);
    const candidates = Object.values(view.strategies)
      .filter((row) => row.runId === runId)
      .sort((a, b) => a.generation - b.generation || (a.strategyId < b.strategyId ? -1 : 1));
    return { ok: true, value: { run, candidates, dataset: view.datasets[run.datasetId] } };
  } finally {
    clearInterval(timer);
    replica.close();
  }
}

/** Words for where a candidate stands. */
export const verdictOf = (row: Row<'strategies'>): string =>
  ({
    'awaiting-approval': 'GO',
    approved: 'GO, approved',
    rejected: 'GO, rejected',
    expired: 'GO, expired',
    refused: 'no-go',
  })[row.stage as string] ?? row.stage;

/** Why a run has no result; nothing for one that came to its end. */
export const whyAborted = (run: Row<'runs'>): string[] => (run.status === 'aborted' && run.reason ? [run.reason] : []);

/** The table of every candidate with its verdict and the reason. */
export function candidateTable(rows: readonly Row<'strategies'>[]): string[] {
  return table(
    [
      { title: 'strategy', widest: 30 },
      { title: 'family', widest: 16 },
      { title: 'gen', align: 'right' },
      { title: 'trades', align: 'right' },
      { title: 'Sharpe', align: 'right' },
      { title: 'sealed', align: 'right' },
      { title: 'deepest fall', align: 'right' },
      { title: 'verdict' },
      { title: 'reason', widest: 160 },
    ],
    rows.map((row) => [
      row.strategyId,
      row.family,
      String(row.generation + 1),
      count(row.trades),
      ratio(row.sharpe),
      ratio(row.outOfSampleSharpe),
      percent(row.maxDrawdown === null ? null : Math.abs(row.maxDrawdown)),
      verdictOf(row),
      row.reason,
    ]),
  );
}

/** The run as a document: the same bytes for the same seed on the same data, so no times, no durations, no paths. */
export function researchDocument({ run, candidates, dataset }: ResearchOutcome): unknown {
  return {
    runId: run.runId,
    seed: run.seed,
    status: run.status,
    // Why it ended early; a complete run needs no reason, and a restored one has none.
    ...(run.status === 'aborted' ? { reason: run.reason } : {}),
    hash: run.hash,
    dataset: { id: run.datasetId, name: dataset?.name ?? null, synthetic: dataset?.synthetic ?? null },
    generations: run.generations,
    proposed: run.proposed,
    decided: run.decided,
    accepted: run.accepted,
    candidates: candidates.map(({ updatedAt, runId, datasetId, ...row }) => ({
      ...row,
      verdict: verdictOf(row as never),
    })),
  };
}

/** The live view of a research run in a terminal: a line per agent with its count, a bar and the estimate. */
import type { Row, strategyStages, View } from '../../../shared/desk-api/view.ts';
import { bar, duration } from './format.ts';

/** How far a candidate has come, as a number that grows along the chain. */
const rank: Readonly<Record<(typeof strategyStages)[number], number>> = {
  proposed: 0,
  coded: 1,
  checked: 2,
  testing: 3,
  tested: 4,
  refused: 5,
  'awaiting-approval': 5,
  approved: 5,
  rejected: 5,
  expired: 5,
};

/** Agents of a run in the order of the chain; those with a rank have done a candidate's part once it has come that far. */
const chain: readonly { readonly id: string; readonly rank: number | null }[] = [
  { id: 'D1', rank: null },
  { id: 'D4', rank: null },
  { id: 'A0', rank: null },
  { id: 'A1', rank: 0 },
  { id: 'A2', rank: 1 },
  { id: 'D5', rank: 2 },
  { id: 'A3', rank: 3 },
  { id: 'D3', rank: 4 },
  { id: 'A4', rank: 4 },
  { id: 'A6', rank: 5 },
  { id: 'A5', rank: 5 },
  { id: 'D6', rank: 5 },
];

export interface Progress {
  readonly candidates: number;
  readonly expected: number;
  readonly decided: number;
  readonly accepted: number;
  readonly generation: number;
  readonly generations: number;
  readonly remainingMs: number | null;
  readonly agents: readonly {
    readonly id: string;
    readonly name: string;
    readonly done: number;
    readonly of: number | null;
    readonly state: string;
  }[];
}

/** Reads a run's progress off the view. */
export function progressOf(view: View, runId: string, population: number): Progress {
  const run = view.runs[runId];
  const rows = Object.values(view.strategies).filter((row) => row.runId === runId);
  const generations = run?.generations ?? 0;
  const expected = generations * population;
  const agents = chain.flatMap(({ id, rank: needed }) => {
    const agent: Row<'agents'> | undefined = view.agents[id];
    if (agent === undefined) return [];
    const done = needed === null ? agent.handled : rows.filter((row) => rank[row.stage] >= needed).length;
    return [{ id, name: agent.name, done, of: needed === null ? null : expected, state: agent.state }];
  });
  return {
    candidates: rows.length,
    expected,
    decided: run?.decided ?? 0,
    accepted: run?.accepted ?? 0,
    generation: run?.generation ?? 0,
    generations,
    remainingMs: run?.remainingMs ?? null,
    agents,
  };
}

const barWidth = 24;

/** Share of the run's work that is done: the candidates' parts over all agents that handle candidates. */
export function shareDone(progress: Progress): number {
  const parts = progress.agents.filter((agent) => agent.of !== null);
  const of = parts.reduce((total, agent) => total + (agent.of ?? 0), 0);
  return of === 0 ? 0 : parts.reduce((total, agent) => total + agent.done, 0) / of;
}

/** `about 12.0 s left`, from the pace so far; the desk's own estimate until there is one. */
export function estimate(progress: Progress, elapsedMs: number): string {
  const { decided, expected } = progress;
  if (decided >= expected && expected > 0) return 'finishing';
  const share = shareDone(progress);
  const left = share < 0.05 ? progress.remainingMs : (elapsedMs / share) * (1 - share);
  return left === null ? 'estimating' : `about ${duration(left)} left`;
}

/** The lines to redraw in place. */
export function progressLines(progress: Progress, elapsedMs: number): string[] {
  const { decided, expected, generation, generations } = progress;
  const shown = Math.min(generation + 1, generations);
  return [
    `generation ${shown} of ${generations}  ${bar(shareDone(progress), barWidth)}  ${decided} of ${expected} decided, ${progress.accepted} accepted  ${duration(elapsedMs)}, ${estimate(progress, elapsedMs)}`,
    ...progress.agents.map((agent) => {
      const counts = agent.of === null ? `${agent.done} messages` : `${agent.done} of ${agent.of}`;
      const drawn =
        agent.of === null ? ' '.repeat(barWidth) : bar(agent.of === 0 ? 0 : agent.done / agent.of, barWidth);
      return `  ${agent.id}  ${agent.name.padEnd(22)} ${drawn}  ${counts.padEnd(14)} ${agent.state}`.trimEnd();
    }),
  ];
}

/** One plain line for logs. */
export const progressLine = (progress: Progress, elapsedMs: number): string =>
  `generation ${Math.min(progress.generation + 1, progress.generations)} of ${progress.generations}, ${Math.round(shareDone(progress) * 100)} % done: ${progress.decided} of ${progress.expected} decided, ${progress.accepted} accepted, ${duration(elapsedMs)}, ${estimate(progress, elapsedMs)}`;

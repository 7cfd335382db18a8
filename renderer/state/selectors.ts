/** What screens ask of the view more than once: the active market, equity, what waits for a decision. */
import type { Row } from '../../shared/desk-api/view.ts';
import type { DeskState } from './store.ts';

type Dataset = Row<'datasets'>;

export const statusOf = (state: DeskState): Row<'status'> | undefined => state.view.status.desk;

/** The newest row by a time; undefined when there is none. */
export function newest<T>(rows: Iterable<T>, timeOf: (row: T) => number): T | undefined {
  let best: T | undefined;
  for (const row of rows) if (best === undefined || timeOf(row) > timeOf(best)) best = row;
  return best;
}

/** The replay that plays or is paused, else the newest one. */
export const activeReplay = (state: DeskState): Row<'replays'> | undefined => {
  const replays = Object.values(state.view.replays);
  return replays.findLast((r) => r.status === 'playing' || r.status === 'paused') ?? replays.at(-1);
};

/** The market the desk is on: what replays, else what was researched last, else the first one loaded. */
export function activeDataset(state: DeskState, preferred: string | null = null): Dataset | undefined {
  const { datasets, runs } = state.view;
  const replay = activeReplay(state);
  const playing = replay !== undefined && (replay.status === 'playing' || replay.status === 'paused');
  if (playing && datasets[replay.datasetId]) return datasets[replay.datasetId];
  if (preferred !== null && datasets[preferred]) return datasets[preferred];
  const run = newest(Object.values(runs), (r) => r.startedAt);
  return (run && datasets[run.datasetId]) ?? Object.values(datasets)[0];
}

export const waiting = (state: DeskState): Row<'strategies'>[] =>
  Object.values(state.view.strategies).filter((s) => s.stage === 'awaiting-approval');

/** The account that matters most: live before paper before backtest. */
export const mainAccount = (state: DeskState): Row<'accounts'> | undefined => {
  const accounts = Object.values(state.view.accounts);
  return (['live', 'paper', 'backtest'] as const).map((e) => accounts.find((a) => a.environment === e)).find(Boolean);
};

/** Positions with a quantity: closed rows may linger at zero. */
export const openPositions = (state: DeskState): Row<'positions'>[] =>
  Object.values(state.view.positions).filter((p) => Number(p.quantity) !== 0);

/**
 * Equity points of one environment in order of time, up to the account's own moment: market time begins again with
 * every replay, and what lies beyond the moment was left by an earlier one.
 */
export function equityOf(state: DeskState, environment: string): Row<'equity'>[] {
  const account = Object.values(state.view.accounts).find((a) => a.environment === environment);
  const until = account !== undefined && account.asOf > 0 ? account.asOf : Number.POSITIVE_INFINITY;
  return Object.values(state.view.equity)
    .filter((p) => p.environment === environment && p.time > 0 && p.time <= until)
    .sort((a, b) => a.time - b.time);
}

export const workingStatuses: readonly Row<'orders'>['status'][] = [
  'intended',
  'submitting',
  'unknown',
  'working',
  'partially-filled',
  'cancelling',
];

/** What each check of D5 and of the gate asks about, so that questions of a kind stand together. */
import type { Row } from '../../shared/desk-api/view.ts';

export type Check = Row<'strategies'>['checks'][number];
export type CheckVerdict = NonNullable<Check['verdict']>;

export interface CheckGroup {
  readonly id: string;
  readonly title: string;
  /** The question they answer together. */
  readonly question: string;
  readonly checks: readonly string[];
}

export const checkGroups: readonly CheckGroup[] = [
  {
    id: 'leaks',
    title: 'Look-ahead and leaks',
    question: 'Does it know what it could not have known?',
    checks: ['look-ahead', 'run-look-ahead', 'settled-start', 'generated-sources'],
  },
  {
    id: 'luck',
    title: 'Overfitting and luck',
    question: 'Would as many tries on noise have found as much?',
    checks: [
      'trial-count',
      'deflated-sharpe',
      'in-sample',
      'out-of-sample',
      'decay',
      'track-record',
      'enough-trades',
      'adds-to-holding',
      'not-the-benchmark',
      'backtest-overfitting',
      'data-snooping',
      'permutation',
      'noise-control',
      'walk-forward',
      'purged-validation',
      'parameter-plateau',
      'few-parameters',
      'named-numbers',
      'robustness',
    ],
  },
  {
    id: 'realism',
    title: 'Realism and costs',
    question: 'Would the market have let it?',
    checks: ['twice-the-costs', 'triple-costs', 'capacity', 'intrabar-band'],
  },
  {
    id: 'risk',
    title: 'Risk and behaviour',
    question: 'What does it do when things go wrong?',
    checks: [
      'protective-stop',
      'exits',
      'leverage',
      'drawdown',
      'crash',
      'crisis-windows',
      'regime-slices',
      'live-rules',
    ],
  },
  {
    id: 'data',
    title: 'Data',
    question: 'Is what it was measured on sound?',
    checks: ['well-formed', 'known-symbols', 'enough-history', 'data-quality', 'survivorship'],
  },
];

/** Checks that D5 asks before anything is tested; the gate of A6 asks the others. */
const beforeTheTest: ReadonlySet<string> = new Set([
  'well-formed',
  'known-symbols',
  'data-quality',
  'survivorship',
  'enough-history',
  'protective-stop',
  'leverage',
  'exits',
  'few-parameters',
  'named-numbers',
  'generated-sources',
  'live-rules',
  'look-ahead',
  'settled-start',
]);
export const askedBy = (check: string): 'D5' | 'A6' => (beforeTheTest.has(check) ? 'D5' : 'A6');

/** Checks whose threshold is the most a value may be; of the others it is the least. */
const ceilings: ReadonlySet<string> = new Set([
  'known-symbols',
  'leverage',
  'exits',
  'few-parameters',
  'named-numbers',
  'generated-sources',
  'live-rules',
  'look-ahead',
  'settled-start',
  'drawdown',
  'intrabar-band',
  'not-the-benchmark',
  'run-look-ahead',
  'permutation',
  'purged-validation',
  'backtest-overfitting',
  'data-snooping',
  'noise-control',
  'capacity',
]);
export const thresholdSense = (check: string): 'least' | 'most' => (ceilings.has(check) ? 'most' : 'least');

export const verdictOf = (check: Check): CheckVerdict => check.verdict ?? (check.passed ? 'pass' : 'fail');

export interface Grouped {
  readonly group: Pick<CheckGroup, 'id' | 'title' | 'question'>;
  readonly checks: readonly Check[];
}

const severity: Readonly<Record<CheckVerdict, number>> = { fail: 0, warn: 1, pass: 2, 'not-applicable': 3 };

/** The checks by group, failures first in each; a check no group knows stands in the last. Groups without any are left out. */
export function groupChecks(checks: readonly Check[]): Grouped[] {
  const known = new Set(checkGroups.flatMap((g) => g.checks));
  const sorted = (list: readonly Check[]): Check[] =>
    [...list].sort((a, b) => severity[verdictOf(a)] - severity[verdictOf(b)]);
  const grouped = checkGroups.map((group) => ({
    group,
    checks: sorted(group.checks.flatMap((name) => checks.filter((c) => c.check === name))),
  }));
  const others = checks.filter((c) => !known.has(c.check));
  return [
    ...grouped,
    { group: { id: 'other', title: 'Other', question: 'What else was asked' }, checks: sorted(others) },
  ].filter((g) => g.checks.length > 0);
}

/** How many of each verdict. */
export function countVerdicts(checks: readonly Check[]): Readonly<Record<CheckVerdict, number>> {
  const counts = { pass: 0, warn: 0, fail: 0, 'not-applicable': 0 };
  for (const check of checks) counts[verdictOf(check)]++;
  return counts;
}

/** Whose gate decided: D5 where one of its checks failed, A6 where it gave a verdict, nobody yet. */
export function decidedBy(row: Pick<Row<'strategies'>, 'checks' | 'trials'>): 'D5' | 'A6' | null {
  if (row.checks.some((c) => verdictOf(c) === 'fail' && askedBy(c.check) === 'D5')) return 'D5';
  return row.trials === null ? null : 'A6';
}

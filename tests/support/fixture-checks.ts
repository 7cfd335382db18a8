/** Checks of a fixture candidate under their true names: those before the test, the gate, and the dear evidence. */
import type { Row } from '../../shared/desk-api/view.ts';

type Check = Row<'strategies'>['checks'][number];
type Verdict = NonNullable<Check['verdict']>;

const line = (
  check: string,
  evidence: string,
  value: number | null,
  threshold: number | null,
  verdict: Verdict = 'pass',
): Check => ({ check, passed: verdict !== 'fail', verdict, evidence, value, threshold });

const beforeTheTest: readonly Check[] = [
  line('well-formed', 'The specification fits its schema, and every rule parses with the right types.', null, null),
  line('known-symbols', 'All 8 symbols are in the dataset and can be traded.', 0, 0),
  line('data-quality', 'The worst series scores 0.91: two sessions missing, one spike repaired.', 0.91, 0.8),
  line(
    'survivorship',
    'One of 13 listings ended in the history (KELP, May 2021); 0.6 % a year is less than the 3 % usual for listed firms.',
    1,
    1,
    'warn',
  ),
  line('enough-history', '3,775 bars are 37 times the warm-up of 101.', 37.4, 8),
  line('protective-stop', 'A stop rests at 3 average true ranges from the entry and 12 % behind the best price.', 2, 1),
  line('leverage', 'Six positions of at most 16.7 % each: 1.00 times the equity.', 1, 1),
  line('exits', 'Both sides have an exit rule; the time exit ends what is left after 120 bars.', 0, 0),
  line('few-parameters', '3 parameters: entry_length, exit_length, calm.', 3, 8),
  line('named-numbers', 'The rules hold 20: make them parameters with a range.', 1, 0, 'warn'),
  line(
    'generated-sources',
    '7 files with 1,003 lines of generated code were read: no leak, no unsafe call, no rule that is dead.',
    0,
    0,
  ),
  line('live-rules', 'Every rule held on some bar; the rarest, exitLong, on 4.1 % of them.', 0.041, 0.001),
];

const lookAhead = (fails: boolean): Check =>
  fails
    ? line('look-ahead', 'Its entry on 12 May 2016 changes when later bars are cut off.', 1, 0, 'fail')
    : line(
        'look-ahead',
        'No signal, size or indicator moved when the future was cut off and scrambled at 12 points.',
        0,
        0,
      );

/** What failed, by the word of the fixture's refusals. */
export type Fault = 'overfitting' | 'trade-count' | 'out-of-sample' | 'costs' | 'look-ahead' | 'drawdown' | null;

const gate = (fault: Fault, outSharpe: number): Check[] => {
  const wrong = (name: Fault): Verdict => (fault === name ? 'fail' : 'pass');
  const few = fault === 'trade-count';
  return [
    line(
      'enough-trades',
      few ? 'Only 11 trades in fifteen years; 30 are asked.' : '188 trades; at least 30 are asked.',
      few ? 11 : 188,
      30,
      wrong('trade-count'),
    ),
    line('track-record', 'Its Sharpe ratio needs 1,120 bars to be told from none at 95 %; it has 3,775.', 3775, 1120),
    line('in-sample', 'Sharpe 1.14 on the part it was searched on; at least 0.30 is asked.', 1.14, 0.3),
    line(
      'out-of-sample',
      `Sealed Sharpe ${outSharpe.toFixed(2)}; at least 0.20 is asked.`,
      outSharpe,
      0.2,
      wrong('out-of-sample'),
    ),
    line('decay', 'The sealed part keeps 71 % of the Sharpe ratio; at least 50 % is asked.', 0.71, 0.5),
    line(
      'drawdown',
      fault === 'drawdown'
        ? 'Fell 47 % from its peak; 35 % is the most.'
        : 'Fell 14.2 % from its peak; 35 % is the most.',
      fault === 'drawdown' ? 0.47 : 0.142,
      0.35,
      wrong('drawdown'),
    ),
    line(
      'twice-the-costs',
      fault === 'costs' ? 'Costs eat 82 % of the gross profit.' : 'At twice the costs it earns 6.1 % a year.',
      fault === 'costs' ? -0.021 : 0.061,
      0,
      wrong('costs'),
    ),
    line('intrabar-band', 'The best case earns 0.4 points a year more than the worst.', 0.004, 0.02),
    line('not-the-benchmark', 'Its bar returns have a correlation of 0.38 with MKT.', 0.38, 0.95),
    line('adds-to-holding', 'Added to holding the same symbols it raises the Sharpe ratio by 0.31 a year.', 0.31, 0.1),
    line(
      'deflated-sharpe',
      fault === 'overfitting'
        ? 'Its deflated Sharpe is 0.41 after 96 trials; 0.95 is asked.'
        : 'Probability that the true Sharpe is above zero after 96 trials: 0.97; 0.95 is asked.',
      fault === 'overfitting' ? 0.41 : 0.97,
      0.95,
      wrong('overfitting'),
    ),
  ];
};

const dear: readonly Check[] = [
  line('run-look-ahead', 'A whole run, cut at 8 points, sends the same orders up to every cut.', 0, 0),
  line('walk-forward', 'Chosen on the past and traded on what followed it keeps 58 % of its Sharpe ratio.', 0.58, 0.3),
  line('parameter-plateau', '17 of 20 neighbours keep at least 60 % of its Sharpe.', 0.85, 0.6),
  line(
    'backtest-overfitting',
    'Chosen in half of the history it lands below the median of the other half in 12 % of 12,870 splits.',
    0.12,
    0.5,
  ),
  line('purged-validation', 'Five folds with a purge of 120 bars: mean Sharpe 0.64, the worst −0.08.', 0.64, 0),
  line('permutation', '2,000 shuffles of its signals: 0.9 % earn as much.', 0.009, 0.05),
  line('data-snooping', 'Against 40 siblings the superior predictive ability has p = 0.031.', 0.031, 0.1),
  line('noise-control', 'On 19 markets of shuffled bars none does as well.', 0, 1),
  line('triple-costs', 'At three times the costs it still earns 2.2 % a year.', 0.022, 0),
  line('capacity', 'At 1 % of daily volume it takes 3.1 million before its edge is halved.', 3_100_000, 100_000),
  line('crash', 'In a fall of 40 % over ten bars its stops close everything by the fourth.', 0.11, 0.35),
  line('crisis-windows', 'Its worst crisis, spring 2020, cost 9.4 %; the market fell 31.0 %.', 0.094, 0.35),
  line('regime-slices', 'It loses in one of three regimes: 1.2 % a year in bear markets.', 1, 1, 'warn'),
];

/** As far as the chain went: a leak ends it before the test, a failure of the gate before the dear evidence. */
export function fixtureChecks(fault: Fault, outSharpe: number): Check[] {
  const first = [...beforeTheTest, lookAhead(fault === 'look-ahead')];
  if (fault === 'look-ahead') return first;
  const settled = line(
    'settled-start',
    'Indicators settle after 210 bars; 0.2 % of signals differ, 1 % is the most.',
    0.002,
    0.01,
  );
  const judged = [...first, settled, ...gate(fault, outSharpe)];
  return fault === null ? [...judged, ...dear] : judged;
}

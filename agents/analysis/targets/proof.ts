/** What the parity suite found when it ran the exports of every template on their platform beside the built-in engine. */

export interface Proof {
  /** Where the exports ran. */
  readonly platform: string;
  readonly version: string;
  readonly templates: number;
  /** Real daily series, and the bars of each. */
  readonly series: readonly string[];
  readonly bars: number;
  /** Round trips that were compared: symbol, side, size, day and price of entry and exit. */
  readonly trades: number;
  readonly differing: number;
  /** Why it does not prove the platform itself; null where it does. */
  readonly notProven: string | null;
}

const series = ['SPY', 'QQQ', 'AAPL', 'XLE', 'XLF', 'AGG + QQQ + XLE + XLU'] as const;

/** By target; tests/parity/exports measures the same again and fails when a figure here is not what it finds. */
export const proofs: Readonly<Record<string, Proof>> = {
  backtrader: {
    platform: 'Backtrader',
    version: '1.9.78.123',
    templates: 27,
    series,
    bars: 1500,
    trades: 5447,
    differing: 0,
    notProven: null,
  },
  zipline: {
    platform: 'Zipline (reloaded)',
    version: '3.2.1',
    templates: 27,
    series,
    bars: 700,
    trades: 2506,
    differing: 0,
    notProven: null,
  },
  lean: {
    platform: 'a stand-in of its interface',
    version: '',
    templates: 27,
    series,
    bars: 1500,
    trades: 5447,
    differing: 0,
    notProven:
      'LEAN itself was not run; the code passes strict type checks against its official stubs (quantconnect-stubs 18211).',
  },
};

/** What no run has compared. */
const neverCompared = [
  'Fractions of a share, other ticks than 0.01, bars other than daily ones, and listings that end: not proven here.',
  'Live trading: not proven here; a broker fills its own orders.',
];

/** The label a source carries where it is shown. */
export function proofLabel(target: string): string {
  const proof = proofs[target];
  if (proof === undefined || proof.notProven !== null) return 'not proven here';
  return `templates proven on ${proof.platform} ${proof.version}: ${proof.differing} of ${proof.trades} trades differ`;
}

/** The same as sentences for a README. */
export function proofText(target: string): string[] {
  const proof = proofs[target];
  if (proof === undefined) return ['Not proven here: nothing was run on the platform.'];
  const { platform, version, templates, series, bars, trades, differing, notProven } = proof;
  return [
    ...(notProven === null ? [] : [`Not proven here: ${notProven}`, '']),
    `Exports of the same generator were run on ${platform}${version === '' ? '' : ` ${version}`} beside the desk's engine: ${templates} strategy templates on ${series.length} sets of real daily series (${series.join('; ')}; ${bars} bars each).`,
    `${trades} round trips were compared in symbol, side, size, days and prices: ${differing} differ. Equity agreed at every close to a hundredth of a cent.`,
    '',
    'This strategy itself was not among them unless it is one of those templates: run its tests, and compare its trades.',
    ...neverCompared,
  ];
}

/** The words fusion knows in a headline, with what they say about a price: -1 (bad) to 1 (good). */

const good1 =
  'beat beats record surge surges soar soars rally rallies upgrade upgrades upgraded outperform outperforms breakthrough approval approves approved';
const good2 =
  'raise raises raised win wins won gain gains gained strong stronger growth grows improve improves improved profit profitable buyback rise rises rose jump jumps climb climbs boost boosts lift lifts expand expands exceed exceeds best rebound rebounds recover recovers dividend optimistic bullish';
const bad1 =
  'miss misses missed plunge plunges crash crashes bankrupt bankruptcy fraud downgrade downgrades downgraded underperform recall recalls probe investigation lawsuit default defaults';
const bad2 =
  'warn warns warned warning cut cuts weak weaker weakness loss losses fall falls fell drop drops dropped decline declines slow slows slowing slump slumps delay delays resign resigns dispute failure failures shortfall layoffs halt halts bearish sink sinks tumble tumbles concern concerns fear fears surging costs';

const entries = (words: string, value: number): [string, number][] => words.split(' ').map((word) => [word, value]);

/** Value by lower-case word. */
export const lexicon: ReadonlyMap<string, number> = new Map([
  ...entries(good1, 1),
  ...entries(good2, 0.6),
  ...entries(bad1, -1),
  ...entries(bad2, -0.6),
]);

/** Words that turn the next few words round. */
export const negations: ReadonlySet<string> = new Set([
  'no',
  'not',
  'never',
  'without',
  'denies',
  'denied',
  'deny',
  'rejects',
  'dismisses',
  'settles',
  'isn',
  'doesn',
  'won’t',
  'less',
]);

/** Finds out what each column of a trader's file means from its header. */
import { type Result, refuse } from '../../../shared/core/result.ts';

/** Meanings a column can have. `bid-…` and `ask-…` are averaged to a mid price. */
export const roles = [
  'date',
  'time',
  'open',
  'high',
  'low',
  'close',
  'adjusted-close',
  'volume',
  'dividend',
  'split',
  'symbol',
  'bid',
  'ask',
  'bid-open',
  'bid-high',
  'bid-low',
  'bid-close',
  'ask-open',
  'ask-high',
  'ask-low',
  'ask-close',
] as const;
export type Role = (typeof roles)[number];

/** Other names of a role: lower case, letters and digits only. */
const names: Readonly<Record<Role, readonly string[]>> = {
  date: [
    'date',
    'datetime',
    'timestamp',
    'datetimeutc',
    'dt',
    'day',
    'tradedate',
    'tradingdate',
    'opentime',
    'gmttime',
    'localtime',
    'datum',
    'unix',
    'unixtime',
    'epoch',
  ],
  time: ['time', 'tradetime', 'hour', 'zeit', 'uhrzeit', 'heure'],
  open: ['open', 'o', 'openprice', 'priceopen', 'first', 'eroffnung', 'eroffnungskurs', 'ouverture', 'ouv'],
  high: ['high', 'h', 'highprice', 'pricehigh', 'max', 'hoch', 'tageshoch', 'haut', 'plushaut'],
  low: ['low', 'l', 'lowprice', 'pricelow', 'min', 'tief', 'tagestief', 'bas', 'plusbas'],
  close: [
    'close',
    'c',
    'closeprice',
    'priceclose',
    'closelast',
    'last',
    'lastprice',
    'price',
    'settle',
    'value',
    'schluss',
    'schlusskurs',
    'cloture',
    'clot',
    'dernier',
  ],
  'adjusted-close': ['adjclose', 'adjustedclose', 'adjcloseprice', 'closeadj', 'adj', 'adjclosing'],
  volume: ['volume', 'vol', 'v', 'tickvol', 'tickvolume', 'shares', 'volumen', 'umsatz', 'stuck'],
  dividend: ['dividend', 'dividends', 'div', 'dividendamount', 'exdividend', 'divcash'],
  split: ['split', 'splits', 'stocksplits', 'stocksplit', 'splitratio', 'splitcoefficient', 'splitfactor'],
  symbol: ['symbol', 'ticker', 'name', 'instrument', 'sid', 'stock'],
  bid: ['bid', 'bidprice'],
  ask: ['ask', 'askprice', 'offer', 'offerprice'],
  'bid-open': ['bidopen', 'openbid'],
  'bid-high': ['bidhigh', 'highbid'],
  'bid-low': ['bidlow', 'lowbid'],
  'bid-close': ['bidclose', 'closebid'],
  'ask-open': ['askopen', 'openask'],
  'ask-high': ['askhigh', 'highask'],
  'ask-low': ['asklow', 'lowask'],
  'ask-close': ['askclose', 'closeask'],
};

const roleOfName = new Map<string, Role>(roles.flatMap((role) => names[role].map((name) => [name, role] as const)));

/** `2. Adj. Close*` becomes `adjclose`. */
const plain = (name: string): string =>
  name
    .normalize('NFD')
    .toLowerCase()
    .replace(/^\s*\d+\.\s*/, '')
    .replace(/[^a-z0-9]/g, '');

/** How a file is laid out: bars of one instrument per row, or a table with one closing price per instrument. */
export interface Layout {
  /** Column index by role. */
  readonly at: Partial<Record<Role, number>>;
  /** Symbol and column of each instrument in a table of closes; empty otherwise. */
  readonly wide: readonly { readonly symbol: string; readonly column: number }[];
  readonly header: readonly string[];
  readonly notes: readonly string[];
}

const looksLikeDate = (cell: string): boolean =>
  /^\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|^\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}|^\d{8}\b|^\d{1,2}[- ][A-Za-z]{3}/.test(cell);
const looksLikeTime = (cell: string): boolean => /^\d{1,2}:\d{2}/.test(cell);

/** Reads the header with the first rows below it as witnesses. */
export function readLayout(
  header: readonly string[],
  sample: readonly (readonly string[])[],
  file: string,
): Result<Layout> {
  const notes: string[] = [];
  const where = `${file}, row 1`;
  const first = sample[0] ?? [];
  if (
    header.every((cell) => cell === '' || looksLikeDate(cell) || looksLikeTime(cell) || Number.isFinite(Number(cell)))
  )
    return refuse('missing-header', 'The first row holds values, not column names.', {
      where,
      fix: 'Add a first row that names the columns, e.g. Date,Open,High,Low,Close,Volume.',
    });
  const at: Partial<Record<Role, number>> = {};
  const unknown: { name: string; column: number }[] = [];
  for (const [column, name] of header.entries()) {
    const role = roleOfName.get(plain(name));
    if (role !== undefined && at[role] === undefined) at[role] = column;
    else if (role !== undefined && role === 'date' && at.time === undefined && looksLikeTime(first[column] ?? ''))
      at.time = column;
    else if (role !== undefined)
      return refuse('repeated-column', `Two columns mean the same: "${header[at[role] as number]}" and "${name}".`, {
        where: `${where}, column ${column + 1}`,
        fix: 'Remove or rename one of them.',
      });
    else unknown.push({ name, column });
  }
  if (at.date === undefined && at.time !== undefined && looksLikeDate(first[at.time] ?? '')) {
    at.date = at.time;
    delete at.time;
  }
  if (
    at.date === undefined &&
    (header[0] === '' || /^(unnamed: ?0|index)$/i.test(header[0] ?? '')) &&
    looksLikeDate(first[0] ?? '')
  ) {
    at.date = 0;
    notes.push('The first column has no name; it holds dates and was taken as the date.');
  }
  const found = header
    .map((name) => (name === '' ? '(unnamed)' : name))
    .join(', ')
    .slice(0, 200);
  const timeOnly = at.date === undefined ? at.time : looksLikeTime(first[at.date] ?? '') ? at.date : undefined;
  if (timeOnly !== undefined)
    return refuse(
      'time-without-date',
      'The rows carry a time of day but no date, so they cannot be placed in history.',
      {
        where: `${file}, row 2, column "${header[timeOnly]}"`,
        fix: 'Add a Date column, or write full timestamps such as 2017-12-17 00:01:00.',
      },
    );
  if (at.date === undefined)
    return refuse('missing-column', `There is no date column. Found: ${found}.`, {
      where,
      fix: 'Name the column with the dates "Date".',
    });
  return complete(at, unknown, header, sample, file, notes, found);
}

function complete(
  at: Partial<Record<Role, number>>,
  unknown: readonly { name: string; column: number }[],
  header: readonly string[],
  sample: readonly (readonly string[])[],
  file: string,
  notes: string[],
  found: string,
): Result<Layout> {
  const has = (...wanted: Role[]): boolean => wanted.every((role) => at[role] !== undefined);
  const quoted = has('bid-open', 'bid-high', 'bid-low', 'bid-close', 'ask-open', 'ask-high', 'ask-low', 'ask-close');
  if (quoted && !has('close')) notes.push('Bid and ask prices were averaged to mid prices.');
  if (has('bid', 'ask') && !has('close') && !quoted) notes.push('Bid and ask prices were averaged to mid prices.');
  if (!has('close') && has('adjusted-close') && !quoted) {
    at.close = at['adjusted-close'] as number;
    delete at['adjusted-close'];
    notes.push('Only adjusted closes are given; they were taken as closes.');
  } else if (has('adjusted-close') && has('close')) {
    notes.push('Adjusted closes are not used: prices stay unadjusted for dividends.');
  }
  if (has('close') || quoted || has('bid', 'ask')) {
    const missing = (['open', 'high', 'low'] as const).filter((role) => !has(role));
    if (has('close') && missing.length > 0 && missing.length < 3)
      return refuse('missing-column', `There is no column for "${missing.join('", "')}". Found: ${found}.`, {
        where: `${file}, row 1`,
        fix: 'Add the column, or leave out all of open, high and low to import closes only.',
      });
    if (has('close') && missing.length === 3)
      notes.push(
        'Only closes are given: open, high and low were set to the close, so fills inside a bar cannot be judged.',
      );
    return { ok: true, value: { at, wide: [], header, notes } };
  }
  const named = (['open', 'high', 'low', 'volume'] as const).some((role) => has(role));
  const wide = unknown
    .filter(({ name }) => /^[A-Za-z0-9.^=_-]{1,32}$/.test(name))
    .filter(({ column }) => sample.every((row) => /^$|^-?[\d.,]+(e-?\d+)?$|^nan$/i.test((row[column] ?? '').trim())));
  if (named || wide.length === 0)
    return refuse('missing-column', `There is no column for "close". Found: ${found}.`, {
      where: `${file}, row 1`,
      fix: 'Name the columns Date, Open, High, Low, Close, Volume; upper or lower case and the usual synonyms are fine.',
    });
  notes.push(
    `Read as a table of closes for ${wide.length} instrument${wide.length === 1 ? '' : 's'}: open, high and low were set to the close.`,
  );
  return {
    ok: true,
    value: { at, wide: wide.map(({ name, column }) => ({ symbol: name.toUpperCase(), column })), header, notes },
  };
}

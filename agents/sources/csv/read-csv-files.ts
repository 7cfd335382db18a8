/** Imports the trader's files: every file is read and checked before anything is handed on; one refusal refuses the import. */
import { type Refusal, type Result, refuse } from '../../../shared/core/result.ts';
import type { Timeframe } from '../../../shared/domain/bar.ts';
import type { CalendarId } from '../../../shared/domain/calendar.ts';
import type { Instrument } from '../../../shared/domain/instrument.ts';
import { checkQuality } from '../quality.ts';
import { type CheckedSeries, columnsOf, type InputFile, type SourceBatch } from '../source.ts';
import { candlesOf, type Findings, ordered } from './candles.ts';
import { readDates } from './dates.ts';
import { place } from './placement.ts';
import { type RawTable, readTable } from './raw-table.ts';
import { adjustSplits, repairRanges, repairUnits } from './repairs.ts';

const maxFiles = 500;
/** Share of unusable rows above which a file is refused rather than thinned out. */
const maxBadShare = 0.1;
const benchmarks = ['SPY', '^GSPC', 'SPX', 'SP500', '^SPX', 'VOO', 'IVV', 'QQQ', '^NDX', '^DJI', 'DIA'];
const currencies = new Set(['USD', 'EUR', 'GBP', 'JPY', 'CHF', 'AUD', 'NZD', 'CAD', 'SEK', 'NOK', 'XAU', 'XAG']);

interface Imported {
  readonly checked: CheckedSeries;
  readonly calendar: CalendarId | null;
  readonly file: string;
}

/** `data/AAPL (1).csv` gives `AAPL`: the file's name without folder, ending and copy mark, in capitals. */
export function symbolOf(fileName: string): string {
  const base = fileName.split(/[\\/]/).at(-1) ?? fileName;
  const symbol = base
    .replace(/(\.(csv|txt|tsv|dat|us))+$/i, '')
    .replace(/ ?\(\d+\)$/, '')
    .replace(/[-_ ](daily|historical|history|max|1d|d1|day)$/i, '')
    .toUpperCase()
    .replace(/[^A-Z0-9.^=_-]+/g, '_')
    .slice(0, 32);
  return symbol === '' ? 'UNNAMED' : symbol;
}

/**
 * Reads files of bars into one batch. Repairs are listed as issues and notes; what cannot be repaired is a refusal
 * with file, row and column.
 */
export async function readCsvFiles(inputs: readonly InputFile[]): Promise<Result<SourceBatch>> {
  if (inputs.length === 0) return refuse('no-files', 'No file was given.', { fix: 'Choose at least one CSV file.' });
  if (inputs.length > maxFiles)
    return refuse('too-many-files', `${inputs.length} files are more than ${maxFiles} at once.`, {
      fix: 'Import them in parts.',
    });
  const imported: Imported[] = [];
  const notes: string[] = [];
  const refusals: Refusal[] = [];
  for (const input of inputs) {
    const read = await readOne(input, notes);
    if (read.ok) imported.push(...read.value);
    else refusals.push(read.error);
  }
  const seen = new Map<string, string>();
  for (const { checked, file } of imported) {
    const key = `${checked.series.symbol} ${checked.series.timeframe}`;
    const other = seen.get(key);
    if (other !== undefined)
      refusals.push({
        code: 'repeated-symbol',
        message: `"${file}" and "${other}" both give ${key} bars.`,
        where: file,
        fix: 'Rename one file: its name is the symbol.',
      });
    seen.set(key, file);
  }
  const [first, ...others] = refusals;
  if (first !== undefined) {
    const files = [...new Set(others.map((r) => (r.where ?? '').split(', row')[0] as string))].slice(0, 5).join(', ');
    const more =
      others.length === 0
        ? ''
        : ` Also refused: ${others.length} more problem${others.length === 1 ? '' : 's'} (${files}).`;
    return {
      ok: false,
      error: { ...first, message: `${first.message}${more}${inputs.length > 1 ? ' Nothing was imported.' : ''}` },
    };
  }
  return { ok: true, value: batchOf(imported, notes) };
}

function batchOf(imported: readonly Imported[], notes: readonly string[]): SourceBatch {
  const series = imported
    .map((i) => i.checked)
    .sort((a, b) =>
      a.series.symbol < b.series.symbol
        ? -1
        : a.series.symbol > b.series.symbol
          ? 1
          : a.series.timeframe < b.series.timeframe
            ? -1
            : 1,
    );
  const symbols = [...new Set(series.map((s) => s.series.symbol))];
  const calendarOf = new Map(imported.map((i) => [i.checked.series.symbol, i.calendar]));
  const shown = symbols.slice(0, 4).join(', ');
  return {
    name: `Import: ${shown}${symbols.length > 4 ? ` and ${symbols.length - 4} more` : ''}`.slice(0, 120),
    synthetic: false,
    source: 'csv',
    benchmark:
      benchmarks.find((symbol) => symbols.includes(symbol)) ?? (symbols.length === 1 ? (symbols[0] as string) : null),
    instruments: symbols.map((symbol) =>
      instrumentOf(
        symbol,
        calendarOf.get(symbol) ?? null,
        series.filter((s) => s.series.symbol === symbol),
      ),
    ),
    series,
    news: [],
    macro: [],
    notes,
  };
}

async function readOne(input: InputFile, notes: string[]): Promise<Result<Imported[]>> {
  const table = await readTable(input);
  if (!table.ok) return table;
  const { layout, dates, rows } = table.value;
  const column = layout.header[layout.at.date as number] || '(unnamed)';
  const read = readDates(dates, rows, input.name, column);
  if (!read.ok) return read;
  const fileNotes = [...table.value.layout.notes, ...table.value.notes, ...read.value.notes];
  const imported: Imported[] = [];
  for (const { symbol, picked, closes } of partsOf(table.value, symbolOf(input.name))) {
    const findings: Findings = { issues: [], notes: [] };
    const candles = ordered(candlesOf(table.value, read.value.times, picked, closes, findings), findings);
    const bad = findings.issues.filter((i) => ['missing-close', 'impossible-price', 'duplicate-date'].includes(i.code));
    if (bad.length > Math.max(5, maxBadShare * picked.length)) {
      const doubles = bad.filter((i) => i.code === 'duplicate-date').length > bad.length / 2;
      return refuse(
        doubles ? 'duplicate-dates' : 'too-many-bad-rows',
        doubles
          ? `${bad.length} of ${picked.length} rows repeat a time: the file seems to hold several instruments.`
          : `${bad.length} of ${picked.length} rows have no usable prices: ${bad[0]?.text}.`,
        {
          where: `${input.name}, row ${bad[0]?.row ?? 2}`,
          fix: doubles ? 'Add a Symbol column or one file per instrument.' : 'Export the data again.',
        },
      );
    }
    repairUnits(candles, findings);
    repairRanges(candles, findings);
    adjustSplits(candles, findings);
    const placed = place(candles, input.name, findings);
    if (!placed.ok) return placed;
    const { timeframe, calendar, bars } = placed.value;
    const series = { symbol, timeframe, columns: columnsOf(bars) };
    const report = checkQuality(series, {
      calendar,
      rowOf: (i) => placed.value.rows[i] ?? null,
      earlier: findings.issues,
    });
    imported.push({ checked: { series, ...report }, calendar, file: input.name });
    const repaired = findings.issues.filter((i) => i.repaired).length;
    fileNotes.push(
      ...findings.notes.map((note) =>
        layout.wide.length > 1 || table.value.symbols !== undefined ? `${symbol}: ${note}` : note,
      ),
    );
    if (repaired > 0)
      fileNotes.push(
        `${symbol}: ${repaired} repair${repaired === 1 ? '' : 's'}, e.g. ${findings.issues.find((i) => i.repaired)?.text}.`,
      );
  }
  notes.push(...[...new Set(fileNotes)].slice(0, 40).map((note) => `${input.name}: ${note}`));
  return { ok: true, value: imported };
}

/** Splits a table into instruments: by column, by symbol, or as one. */
function partsOf(
  table: RawTable,
  fallback: string,
): { symbol: string; picked: number[]; closes?: readonly number[] }[] {
  const all = table.rows.map((_, i) => i);
  if (table.layout.wide.length > 0)
    return table.layout.wide.map(({ symbol }, k) => {
      const closes = table.wide[k] as number[];
      return { symbol: table.layout.wide.length === 1 && symbol === 'VALUE' ? fallback : symbol, picked: all, closes };
    });
  if (table.symbols === undefined) return [{ symbol: fallback, picked: all }];
  const bySymbol = new Map<string, number[]>();
  for (const i of all) {
    const symbol = symbolOf(table.symbols[i] || fallback);
    const list = bySymbol.get(symbol);
    if (list === undefined) bySymbol.set(symbol, [i]);
    else list.push(i);
  }
  return [...bySymbol].map(([symbol, picked]) => ({ symbol, picked }));
}

function instrumentOf(symbol: string, calendar: CalendarId | null, series: readonly CheckedSeries[]): Instrument {
  const pair = /(?:^|[_-])([A-Z]{3})[/_=-]?([A-Z]{3})(=X)?$/.exec(symbol);
  const isPair = pair !== null && currencies.has(pair[1] as string) && currencies.has(pair[2] as string);
  const close = series[0]?.series.columns.close.at(-1) ?? 1;
  const kind: Instrument['kind'] = isPair
    ? 'fx'
    : calendar === 'always'
      ? 'crypto'
      : symbol.startsWith('^')
        ? 'index'
        : 'equity';
  const long: readonly Timeframe[] = ['1d', '1w', '1mo'];
  return {
    symbol,
    name: symbol,
    kind,
    sector: 'Unknown',
    currency: isPair ? (pair[2] as string) : 'USD',
    tickSize: kind === 'fx' ? 0.00001 : close < 1 && long.includes(series[0]?.series.timeframe ?? '1d') ? 0.0001 : 0.01,
    lotSize: kind === 'crypto' ? 0.00001 : 1,
    tradable: kind !== 'index',
    delistedAt: null,
  };
}

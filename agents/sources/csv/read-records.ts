/** Reads the records of one text file in a stream: encoding, delimiter, size and shape are checked before a value is looked at. */
import { CsvError, parse } from 'csv-parse';
import { type Result, refuse } from '../../../shared/core/result.ts';
import type { InputFile } from '../source.ts';
import { openInput } from './open-input.ts';

export interface RecordSink {
  /** Called once, with the cells of the first row. A refusal stops the reading. */
  header(cells: readonly string[]): Result<true>;
  /** Called for every later row. `row` is the line in the file, the header being 1. */
  record(cells: string[], row: number): Result<true>;
}

const archives: readonly [magic: string, name: string][] = [
  ['PK\u0003\u0004', 'a ZIP archive or an Excel workbook'],
  ['\u001f\u008b', 'a gzip archive'],
  ['%PDF', 'a PDF document'],
  ['SQLite format 3', 'a SQLite database'],
  ['PAR1', 'a Parquet file'],
];

function encodingOf(head: Uint8Array): 'utf-8' | 'utf-16le' | 'utf-16be' {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  return 'utf-8';
}

/** The delimiter that splits the first lines most evenly; a comma where nothing does. */
export function sniffDelimiter(head: string): string {
  const declared = /^sep=(.)\r?\n/i.exec(head)?.[1];
  if (declared !== undefined) return declared;
  const lines = head
    .split(/\r\n|\n|\r/)
    .filter((line) => line.trim() !== '')
    .slice(0, 20);
  let best = ',';
  let bestScore = 0;
  for (const delimiter of ['\t', ';', '|', ',']) {
    const counts = lines.map((line) => line.replace(/"[^"]*"/g, '').split(delimiter).length - 1);
    const header = counts[0] ?? 0;
    if (header === 0) continue;
    const score = header * (counts.filter((n) => n === header).length / lines.length);
    // A tie goes to the rarer character: a comma may be a decimal comma.
    if (score > bestScore) [best, bestScore] = [delimiter, score];
  }
  return best;
}

/** Streams a file's records into a sink. @returns the number of data rows, or the first refusal. */
export async function readRecords(input: InputFile, sink: RecordSink): Promise<Result<number>> {
  const opened = await openInput(input);
  if (!opened.ok) return opened;
  const { head, chunks } = opened.value;
  const encoding = encodingOf(head);
  const magic = String.fromCharCode(...head.subarray(0, 16));
  for (const [start, name] of archives)
    if (magic.startsWith(start))
      return refuse('not-text', `This is ${name}, not a text file.`, {
        where: input.name,
        fix: 'Unpack it or export it as CSV.',
      });
  if (encoding === 'utf-8' && head.includes(0))
    return refuse('not-text', 'This is a binary file, not a text file.', {
      where: input.name,
      fix: 'Export the data as CSV.',
    });
  const headText = new TextDecoder(encoding).decode(head);
  if (headText.trim() === '')
    return refuse('empty-file', 'The file is empty.', { where: input.name, fix: 'Export the data again.' });
  if (/^\s*<(!doctype|html|\?xml)/i.test(headText))
    return refuse('not-text', 'This is a web page, not a CSV file: the download was probably refused.', {
      where: input.name,
      fix: 'Download the file again.',
    });

  if (/^[\s\ufeff]*[[{]/.test(headText))
    return refuse('not-text', 'This is a JSON file, not a CSV file.', {
      where: input.name,
      fix: 'Export the data as CSV.',
    });

  const parser = parse({
    delimiter: sniffDelimiter(headText),
    bom: true,
    info: true,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    trim: true,
    max_record_size: 100_000,
  });
  const decoder = new TextDecoder(encoding);
  const feed = async (): Promise<void> => {
    for await (const chunk of chunks()) {
      if (parser.destroyed) return;
      if (!parser.write(decoder.decode(chunk, { stream: true }))) await drained(parser);
    }
    if (!parser.destroyed) parser.end(decoder.decode());
  };
  const feeding = feed().catch((error: Error) => void parser.destroy(error));
  let rows = 0;
  let headerRow = 0;
  try {
    for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: { lines: number } }>) {
      if (headerRow === 0 && record.length <= 2 && /^sep=/i.test(record[0] ?? '')) continue;
      if (headerRow === 0) {
        headerRow = info.lines;
        const answer = sink.header(record);
        if (!answer.ok) return answer;
        continue;
      }
      if (record.every((cell) => cell === '')) continue;
      rows++;
      const answer = sink.record(record, info.lines);
      if (!answer.ok) return answer;
    }
  } catch (error) {
    if (error instanceof CsvError)
      return refuse(
        'not-csv',
        'The text cannot be split into rows and columns: a quote is never closed or a line is far too long.',
        {
          where: `${input.name}, row ${(error as CsvError & { lines?: number }).lines ?? rows + 1}`,
          fix: 'Check the quotes around that row.',
        },
      );
    return refuse('not-readable', 'The file could not be read to its end.', {
      where: input.name,
      fix: 'Check the disk and try again.',
    });
  } finally {
    parser.destroy();
    await feeding;
  }
  if (rows === 0)
    return refuse('no-rows', 'The file has a header but no rows.', {
      where: input.name,
      fix: 'Export the data again.',
    });
  return { ok: true, value: rows };
}

/** Waits until a parser takes more, or is closed because a row was refused. */
const drained = (parser: ReturnType<typeof parse>): Promise<void> =>
  new Promise((resolve) => {
    const go = (): void => {
      parser.off('drain', go).off('close', go);
      resolve();
    };
    parser.once('drain', go).once('close', go);
  });

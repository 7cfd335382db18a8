/** The trader's own files as a source. */
import type { Source } from '../source.ts';
import { readCsvFiles } from './read-csv-files.ts';

export const csvSource: Source = {
  id: 'csv',
  name: 'Your CSV files',
  needsKey: false,
  kinds: ['bars'],
  addresses: () => [],
  load: (request) => readCsvFiles(request.files ?? []),
};

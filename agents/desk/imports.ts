/** What every import has in common, wherever it was asked for: it is done in the import room, written into the audit log and shown. */
import type { Result } from '../../shared/core/result.ts';
import type { BroughtIn } from '../data/bring-in.ts';
import { shownName } from '../sources/csv/open-input.ts';
import { showDataset } from './dataset-rows.ts';
import type { ImportOptions } from './import-room.ts';
import type { DeskServices } from './services.ts';

/** Waits for an import, then writes it down and shows its dataset; a refused one leaves no trace. */
export async function recordImport(
  { store, view, log }: DeskServices,
  action: 'datasets.import' | 'datasets.fetch',
  data: Readonly<Record<string, unknown>>,
  under: Promise<Result<BroughtIn>>,
): Promise<Result<{ manifest: BroughtIn['manifest']; notes: string[] }>> {
  const brought = await under;
  if (!brought.ok) return brought;
  const { manifest, notes } = brought.value;
  await store.audit.append({ action, actor: 'person', subject: manifest.id, data });
  showDataset(view, manifest);
  log(`${action === 'datasets.fetch' ? 'fetched' : 'imported'} ${manifest.id}: ${manifest.name}`);
  return { ok: true, value: { manifest, notes: [...notes] } };
}

/** Imports files by path: for the host this desk runs in. A name that is empty is no name. */
export const importPaths = (
  services: DeskServices,
  paths: readonly string[],
  options: ImportOptions,
): Promise<Result<BroughtIn>> =>
  recordImport(
    services,
    'datasets.import',
    { name: options.name ?? '', files: paths.length },
    services.imports.importFiles(
      paths.map((path) => ({ name: shownName(path), path })),
      options,
    ),
  );

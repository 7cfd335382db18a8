/** Dataset requests: what the desk has, and bringing in the trader's own files. */
import { ok } from '../../../shared/core/result.ts';
import { importFiles } from '../../data/bring-in.ts';
import { showDataset } from '../dataset-rows.ts';
import { defineHandlers } from '../handler.ts';

export const datasetHandlers = defineHandlers({
  'datasets.list': async ({ store }) => ok({ datasets: store.datasets.list() }),
  'datasets.import': async ({ store, view, log }, query) => {
    const brought = await importFiles(store.datasets, query.files, { name: query.name });
    if (!brought.ok) return brought;
    const { manifest, notes } = brought.value;
    await store.audit.append({
      action: 'datasets.import',
      actor: 'person',
      subject: manifest.id,
      data: { name: query.name, files: query.files.map((f) => f.name) },
    });
    showDataset(view, manifest);
    log(`imported ${query.files.length} file(s) as ${manifest.id}`);
    return ok({ manifest, notes: [...notes] });
  },
});

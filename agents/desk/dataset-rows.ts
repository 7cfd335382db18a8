/** Shows a kept dataset in the view, before any agent has spoken of it. */
import type { DatasetManifest } from '../../shared/domain/dataset.ts';
import type { ViewPort } from '../kernel/ports.ts';

export function showDataset(view: ViewPort, manifest: DatasetManifest): void {
  const { series } = manifest;
  view.set('datasets', manifest.id, {
    id: manifest.id,
    name: manifest.name,
    synthetic: manifest.synthetic,
    source: manifest.source,
    benchmark: manifest.benchmark,
    symbols: [...new Set(series.map((s) => s.symbol))],
    bars: series.reduce((sum, s) => sum + s.bars, 0),
    from: series.length === 0 ? 0 : Math.min(...series.map((s) => s.from)),
    to: series.length === 0 ? 0 : Math.max(...series.map((s) => s.to)),
    qualityScore: series.length === 0 ? 0 : series.reduce((sum, s) => sum + s.qualityScore, 0) / series.length,
    issues: series.reduce((sum, s) => sum + s.issues.length, 0),
  });
}

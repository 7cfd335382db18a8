/** What an import brought in, as lines and as one document: each series with its quality and the first of its repairs. */
import type { DatasetManifest } from '../../../shared/domain/dataset.ts';
import type { Answer } from '../command.ts';
import { counted, date } from './format.ts';
import { table } from './table.ts';

/** Repairs and open findings shown per series; the rest is counted. */
const shownPerSeries = 3;
const shownNotes = 12;
/** A manifest keeps this many findings of a series at most. */
const issuesKept = 200;
const plain = (text: string): string => text.replaceAll(/\p{Cc}/gu, ' ');

/** First sentences of a kind, and how many there are besides. */
function firstOf(texts: readonly string[], label: string): string[] {
  const rest = texts.length - shownPerSeries;
  return [
    ...texts.slice(0, shownPerSeries).map((text) => `  ${label}: ${plain(text)}`),
    ...(rest > 0 ? [`  ${label}: and ${rest} more`] : []),
  ];
}

export function importedAnswer(imported: {
  readonly manifest: DatasetManifest;
  readonly notes: readonly string[];
}): Answer {
  const { manifest, notes } = imported;
  const series = manifest.series.map(({ symbol, timeframe, bars, from, to, qualityScore, issues }) => ({
    symbol,
    timeframe,
    bars,
    from: date(from),
    to: date(to - 1),
    qualityScore,
    repairs: issues.filter((i) => i.repaired).map((i) => i.text),
    findings: issues.filter((i) => !i.repaired).map((i) => i.text),
  }));
  const found = series.flatMap(({ symbol, timeframe, repairs, findings }) => {
    const lines = [...firstOf(repairs, 'repaired'), ...firstOf(findings, 'found')];
    return lines.length === 0 ? [] : [`${symbol} ${timeframe}:`, ...lines];
  });
  return {
    json: { datasetId: manifest.id, series, notes, manifest },
    lines: [
      `Dataset ${manifest.id}: ${plain(manifest.name)}${manifest.synthetic ? ' (synthetic)' : ''}`,
      ...table(
        [
          { title: 'symbol' },
          { title: 'timeframe' },
          { title: 'bars', align: 'right' },
          { title: 'from' },
          { title: 'to' },
          { title: 'quality', align: 'right' },
          { title: 'repairs', align: 'right' },
        ],
        series.map((s) => [
          s.symbol,
          s.timeframe,
          String(s.bars),
          s.from,
          s.to,
          s.qualityScore.toFixed(3),
          `${s.repairs.length}${s.repairs.length + s.findings.length >= issuesKept ? '+' : ''}`,
        ]),
      ),
      ...found,
      ...notes.slice(0, shownNotes).map((note) => `note: ${plain(note)}`),
      ...(notes.length > shownNotes ? [`note: and ${counted(notes.length - shownNotes, 'more', 'more')}`] : []),
      ...(manifest.newsCount > 0 ? [`${counted(manifest.newsCount, 'headline', 'headlines')}`] : []),
    ],
  };
}

/** The variety of the newest run: for each regime the candidates that complement each other, and the best of each kind. */
import { StrategyLink } from '../../dossier/lineage.tsx';
import { formatRatio } from '../../format/numbers.ts';
import { sentenceCase } from '../../format/words.ts';
import { useDesk, useRows } from '../../state/context.tsx';
import { newest } from '../../state/selectors.ts';
import { Panel } from '../../ui/panel.tsx';

const regimeWords: Readonly<Record<string, string>> = {
  bull: 'Earn most in bull markets',
  bear: 'Earn most in bear markets',
  sideways: 'Earn most in sideways markets',
  any: 'Earn alike in all regimes',
};

export function Variety() {
  const runs = useRows('runs');
  const archives = useDesk((s) => s.view.archives);
  const strategies = useDesk((s) => s.view.strategies);
  const latest = newest(
    runs.filter((r) => archives[r.runId] !== undefined),
    (r) => r.startedAt,
  );
  const archive = latest === undefined ? undefined : archives[latest.runId];
  if (archive === undefined || archive.portfolios.length === 0) return null;
  return (
    <Panel
      title="Candidates that complement each other"
      count={archive.cells.length}
      className="shrink-0"
      testId="variety"
      actions={<span className="pr-1 text-2xs text-faint">{archive.cells.length} kinds, in sample</span>}
    >
      <div className="grid gap-x-6 gap-y-3 md:grid-cols-2 xl:grid-cols-4">
        {archive.portfolios.map((p) => (
          <section key={p.regime} className="min-w-0">
            <h3 className="label mb-1">{regimeWords[p.regime] ?? sentenceCase(p.regime)}</h3>
            <ul className="flex flex-col gap-0.5 text-sm">
              {p.strategyIds.map((id) => (
                <li key={id} className="truncate">
                  <StrategyLink id={id} name={strategies[id]?.name} />
                </li>
              ))}
            </ul>
            <p className="mt-1 text-2xs text-muted">
              Together Sharpe {formatRatio(p.sharpe)}
              {p.meanCorrelation !== null && `, correlation ${formatRatio(p.meanCorrelation)}`}
            </p>
          </section>
        ))}
      </div>
    </Panel>
  );
}

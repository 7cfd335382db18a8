/** Approvals that wait for the person. */

import { formatRatio } from '../../format/numbers.ts';
import { formatFall, formatPercent } from '../../format/percent.ts';
import { sentenceCase } from '../../format/words.ts';
import { useDeskList } from '../../state/context.tsx';
import { waiting } from '../../state/selectors.ts';
import { Panel } from '../../ui/panel.tsx';
import { Signed } from '../../ui/stat.tsx';
import { Empty } from '../../ui/states.tsx';

export function WaitingPanel() {
  const rows = useDeskList((s) => waiting(s).sort((a, b) => (b.deflatedSharpe ?? 0) - (a.deflatedSharpe ?? 0)));
  return (
    <Panel
      title="Waiting for your decision"
      count={rows.length}
      flush
      className="w-full"
      bodyClass="overflow-y-auto"
      actions={
        <a href="#/approvals" className="rounded px-1.5 text-xs text-accent hover:underline">
          All approvals
        </a>
      }
    >
      {rows.length === 0 ? (
        <Empty
          small
          title="Nothing waits"
          text="Strategies that pass the gate come here. The gate cannot be skipped."
        />
      ) : (
        <ul>
          {rows.map((row) => (
            <li key={row.strategyId}>
              <a
                href={`#/approvals/${row.strategyId}`}
                data-testid={`waiting-${row.strategyId}`}
                className="grid grid-cols-[1fr_auto] gap-x-3 border-b border-line/60 px-3 py-2 outline-offset-[-2px] hover:bg-hover"
              >
                <span className="truncate text-sm font-medium">{row.name}</span>
                <Signed value={row.annualReturn}>
                  <span className="text-sm font-semibold">{formatPercent(row.annualReturn, { signed: true })}</span>
                  <span className="text-xs text-muted"> a year</span>
                </Signed>
                <span className="truncate text-xs text-muted">{sentenceCase(row.family)}</span>
                <span className="text-right text-xs text-muted">
                  Sealed Sharpe {formatRatio(row.outOfSampleSharpe)} · fall {formatFall(row.maxDrawdown)}
                </span>
              </a>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}

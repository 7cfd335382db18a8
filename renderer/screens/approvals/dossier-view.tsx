/** One dossier: its head, the sections to open, and the decision at the foot. */
import { Check, ChevronRight, ExternalLink } from 'lucide-react';
import { useState } from 'react';
import type { Dossier } from '../../../shared/desk-api/requests.ts';
import { Lineage } from '../../dossier/lineage.tsx';
import { formatCount, formatRatio } from '../../format/numbers.ts';
import { formatFall, formatPercent } from '../../format/percent.ts';
import { sentenceCase } from '../../format/words.ts';
import { useRow, useRows } from '../../state/context.tsx';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { StageBadge } from '../../ui/stage.tsx';
import { Signed, Stat } from '../../ui/stat.tsx';
import { DecisionBar } from './decision-bar.tsx';
import { DeployedNote } from './deployed-note.tsx';
import { requiredSections } from './sections.tsx';

export function DossierView(props: { readonly dossier: Dossier; readonly onDecided: () => void }) {
  const { dossier } = props;
  // The row goes on while the dossier is read: a decision shows as soon as the desk has taken it.
  const row = useRow('strategies', dossier.row.strategyId) ?? dossier.row;
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const [read, setRead] = useState<ReadonlySet<string>>(new Set());
  const decisions = useRows('decisions');
  const decision = decisions.filter((d) => d.strategyId === row.strategyId).sort((a, b) => b.at - a.at)[0];
  const decidable = row.stage === 'awaiting-approval' && dossier.seal !== null;
  const unread = requiredSections.filter((s) => !read.has(s.id)).map((s) => s.title);

  const toggle = (id: string): void => {
    setRead(new Set([...read, id]));
    setOpen(open.has(id) ? new Set([...open].filter((one) => one !== id)) : new Set([...open, id]));
  };
  return (
    <div className="flex h-full flex-col" data-testid="dossier">
      <div className="min-h-0 flex-1 overflow-y-auto">
        <header className="flex flex-col gap-2 border-b border-line px-4 py-3">
          <div className="flex flex-wrap items-center gap-2">
            <h2 className="text-[15px] leading-6 font-semibold">{row.name}</h2>
            <StageBadge stage={row.stage} />
            <Badge>{sentenceCase(row.family)}</Badge>
            {dossier.synthetic && (
              <Badge tone="warn" title="Every figure below was measured on invented data">
                SYNTHETIC
              </Badge>
            )}
            <a
              href={`#/strategy/${row.strategyId}`}
              className="ml-auto inline-flex items-center gap-1 rounded text-xs text-accent hover:underline"
            >
              Open the strategy <ExternalLink size={12} aria-hidden="true" />
            </a>
          </div>
          <Lineage row={row} />
          <p className="text-xs text-muted">{row.reason}</p>
          <div className="grid grid-cols-6 gap-3 pt-1">
            <Stat
              label="A year, after costs"
              value={<Signed value={row.annualReturn}>{formatPercent(row.annualReturn, { signed: true })}</Signed>}
              large
            />
            <Stat label="Sharpe, whole" value={formatRatio(row.sharpe)} large />
            <Stat label="Sharpe, sealed" value={formatRatio(row.outOfSampleSharpe)} large />
            <Stat label="Deepest fall" value={formatFall(row.maxDrawdown)} large />
            <Stat
              label="Deflated Sharpe"
              value={formatPercent(row.deflatedSharpe, { digits: 0 })}
              note={`${formatCount(row.trials)} variants tried`}
              large
            />
            <Stat label="Trades" value={formatCount(row.trades)} large />
          </div>
        </header>
        {requiredSections.map((section) => {
          const on = open.has(section.id);
          const done = read.has(section.id);
          return (
            <section key={section.id} className="border-b border-line">
              <h3>
                <button
                  type="button"
                  data-testid={`section-${section.id}`}
                  aria-expanded={on}
                  onClick={() => toggle(section.id)}
                  className="flex h-10 w-full items-center gap-2 px-4 text-left outline-offset-[-2px] hover:bg-hover"
                >
                  <ChevronRight
                    size={14}
                    aria-hidden="true"
                    className={classNames('shrink-0 text-faint transition-transform', on && 'rotate-90')}
                  />
                  <span className="text-sm font-semibold">{section.title}</span>
                  <span className="truncate text-xs text-muted">{section.note}</span>
                  <span className="ml-auto shrink-0 text-xs">
                    {done ? (
                      <span className="inline-flex items-center gap-1 text-good">
                        <Check size={13} aria-hidden="true" /> opened
                      </span>
                    ) : (
                      decidable && <span className="text-warn">to be opened</span>
                    )}
                  </span>
                </button>
              </h3>
              {on && <div className="px-4 pt-1 pb-4">{section.body(dossier)}</div>}
            </section>
          );
        })}
        {unread.length > 0 && (
          <div className="px-4 py-2">
            <Button
              size="sm"
              variant="ghost"
              data-testid="open-next-section"
              onClick={() => {
                const next = requiredSections.find((s) => !read.has(s.id));
                if (next !== undefined) toggle(next.id);
              }}
            >
              Open the next section
            </Button>
          </div>
        )}
      </div>
      {decidable && dossier.seal !== null ? (
        <DecisionBar
          key={row.strategyId}
          dossier={dossier}
          seal={dossier.seal}
          unread={unread}
          onDecided={props.onDecided}
        />
      ) : (
        <footer className="shrink-0 border-t border-line bg-raised px-4 py-3 text-sm" data-testid="decided">
          {row.stage === 'approved' ? (
            <DeployedNote strategyId={row.strategyId} decision={decision} />
          ) : row.stage === 'refused' ? (
            <p>
              <b className="font-semibold">Refused by the gate; it can be read, never approved.</b>{' '}
              <span className="text-muted">There is no switch that skips the gate.</span>
            </p>
          ) : row.stage === 'rejected' ? (
            <p>
              <b className="font-semibold">You rejected it.</b>{' '}
              <span className="text-muted">{decision?.reason ?? row.reason}</span>
            </p>
          ) : (
            <p className="text-muted">There is nothing to decide at this stage: {row.reason}</p>
          )}
        </footer>
      )}
    </div>
  );
}

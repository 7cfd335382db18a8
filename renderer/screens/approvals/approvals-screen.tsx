/** Approvals: the queue on the left, the dossier with its decision on the right. */
import { ShieldCheck } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useRequest, useRow, useRows } from '../../state/context.tsx';
import { navigate } from '../../state/route.ts';
import { Panel, ScreenHead } from '../../ui/panel.tsx';
import { Answer, Empty } from '../../ui/states.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import type { ScreenProps } from '../screen.ts';
import { DossierView } from './dossier-view.tsx';
import { Queue, type Shelf, shelfOf } from './queue.tsx';

const shelves: readonly { id: Shelf; label: string }[] = [
  { id: 'waiting', label: 'Waiting' },
  { id: 'approved', label: 'Approved' },
  { id: 'rejected', label: 'Rejected' },
  { id: 'refused', label: 'Refused' },
];

export function ApprovalsScreen(props: ScreenProps) {
  const rows = useRows('strategies');
  const asked = useRow('strategies', props.argument);
  const [picked, setPicked] = useState<Shelf | null>(null);
  const shelf = picked ?? (asked && shelfOf(asked.stage)) ?? 'waiting';
  const sorted = useMemo(
    () => [...rows].sort((a, b) => (b.deflatedSharpe ?? -9) - (a.deflatedSharpe ?? -9) || b.updatedAt - a.updatedAt),
    [rows],
  );
  const listed = sorted.filter((r) => shelfOf(r.stage) === shelf);
  const selected =
    asked !== undefined && (picked === null || shelfOf(asked.stage) === shelf)
      ? asked.strategyId
      : (listed[0]?.strategyId ?? null);
  const dossier = useRequest('strategy.dossier', selected === null ? null : { strategyId: selected });
  /** Stays on what was decided, on its new shelf: the person sees what came of it. */
  const decided = (id: string): void => {
    setPicked(null);
    navigate('approvals', id);
    dossier.reload();
  };
  return (
    <div className="flex h-full flex-col gap-2.5 p-3">
      <ScreenHead
        title="Approvals"
        note="Nothing trades that you have not approved. One changed byte voids an approval."
      />
      <div className="grid min-h-0 flex-1 grid-cols-[326px_1fr] gap-2.5">
        <Panel flush label="Queue" bodyClass="flex flex-col">
          <Tabs
            label="Shelves"
            testPrefix="shelf"
            value={shelf}
            choices={shelves.map((s) => ({ ...s, count: rows.filter((r) => shelfOf(r.stage) === s.id).length }))}
            onPick={setPicked}
          />
          <div className="min-h-0 flex-1">
            <Queue
              rows={listed}
              shelf={shelf}
              selected={selected}
              onOpen={(id) => {
                setPicked(null);
                navigate('approvals', id);
              }}
            />
          </div>
        </Panel>
        <Panel flush label="Dossier">
          {selected === null ? (
            <Empty
              icon={<ShieldCheck size={24} strokeWidth={1.5} />}
              title="No dossier open"
              text="Choose a strategy on the left. Its thesis, its figures, the odds of luck, its trades and its code are read here before anything is decided."
            />
          ) : (
            <Answer of={dossier} lines={10}>
              {(value) => (
                <DossierView key={value.specHash} dossier={value} onDecided={() => decided(value.row.strategyId)} />
              )}
            </Answer>
          )}
        </Panel>
      </div>
    </div>
  );
}

/** The Desk: what the day looks like in one view. */

import { ReplayControls } from '../../controls/replay-controls.tsx';
import { ResearchButton } from '../../controls/research-button.tsx';
import { useDesk } from '../../state/context.tsx';
import { usePreference } from '../../state/preferences.ts';
import { activeDataset } from '../../state/selectors.ts';
import { ScreenHead } from '../../ui/panel.tsx';
import { AgentRow } from './agent-row.tsx';
import { AlertsPanel } from './alerts-panel.tsx';
import { EquityPanel } from './equity-panel.tsx';
import { Figures } from './figures.tsx';
import { GuidePanel, GuideStrip } from './guide.tsx';
import { PositionsPanel } from './positions-panel.tsx';
import { RunsPanel } from './runs-panel.tsx';
import { WaitingPanel } from './waiting-panel.tsx';

export function DeskScreen() {
  const preferred = usePreference((p) => p.datasetId);
  const dataset = useDesk((s) => activeDataset(s, preferred));
  const fresh = useDesk((s) => Object.keys(s.view.runs).length === 0 && Object.keys(s.view.equity).length === 0);
  return (
    <div className="flex h-full flex-col gap-2.5 overflow-y-auto p-3">
      <ScreenHead
        title="Desk"
        note={dataset && `${dataset.name} · ${dataset.symbols.length} symbols`}
        actions={
          <>
            <ReplayControls />
            {!fresh && <ResearchButton />}
          </>
        }
      />
      {fresh ? <GuidePanel /> : <GuideStrip />}
      {!fresh && <Figures />}
      <AgentRow />
      <div className="grid min-h-0 flex-1 grid-cols-12 gap-2.5 max-[1000px]:grid-cols-6">
        {!fresh && (
          <div className="col-span-8 flex min-h-[210px] max-[1000px]:col-span-6">
            <EquityPanel />
          </div>
        )}
        <div
          className={fresh ? 'col-span-4 flex min-h-[210px]' : 'col-span-4 flex min-h-[210px] max-[1000px]:col-span-6'}
        >
          <WaitingPanel />
        </div>
        <div className={fresh ? 'hidden' : 'col-span-5 flex min-h-[190px] max-[1000px]:col-span-6'}>
          <PositionsPanel />
        </div>
        <div className="col-span-3 flex min-h-[190px]">
          <RunsPanel />
        </div>
        <div
          className={fresh ? 'col-span-5 flex min-h-[190px]' : 'col-span-4 flex min-h-[190px] max-[1000px]:col-span-3'}
        >
          <AlertsPanel />
        </div>
      </div>
    </div>
  );
}

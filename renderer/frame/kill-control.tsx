/** The kill switch in the title bar: its state, the three levels, and the way to the report and to re-arming. */
import { OctagonX } from 'lucide-react';
import { useEffect, useId, useRef, useState } from 'react';
import { useDesk } from '../state/context.tsx';
import { useCommand } from '../state/hooks.ts';
import { statusOf } from '../state/selectors.ts';
import { StateShape } from '../ui/badge.tsx';
import { Button } from '../ui/button.tsx';
import { classNames } from '../ui/class-names.ts';
import { Key } from '../ui/small.tsx';
import { HoldButton } from './hold-button.tsx';
import { holdMs, levelForce, levelKey, levelWords, type PulledLevel, pulledLevels } from './kill-levels.ts';
import { KillReportDialog } from './kill-report.tsx';
import { RearmDialog } from './rearm-dialog.tsx';

export function KillControl() {
  const status = useDesk(statusOf);
  const connection = useDesk((s) => s.connection);
  const level = status?.killLevel ?? 'armed';
  const words = levelWords[level];
  const [open, setOpen] = useState(false);
  const [dialog, setDialog] = useState<'report' | 'rearm' | null>(null);
  const trigger = useCommand('kill.trigger', { failed: 'The kill switch was refused' });
  const holder = useRef<HTMLDivElement>(null);
  const menu = useId();

  useEffect(() => {
    if (!open) return;
    const away = (event: PointerEvent): void => {
      if (!holder.current?.contains(event.target as Node)) setOpen(false);
    };
    addEventListener('pointerdown', away);
    return () => removeEventListener('pointerdown', away);
  }, [open]);
  useEffect(() => {
    const show = (): void => setOpen(true);
    addEventListener('quantai:kill-open', show);
    return () => removeEventListener('quantai:kill-open', show);
  }, []);

  const pull = async (next: PulledLevel): Promise<void> => {
    setOpen(false);
    const answer = await trigger.send({ level: next, reason: `${levelWords[next].verb} from the title bar` });
    if (answer !== undefined) setDialog('report');
  };

  return (
    <div ref={holder} className="relative flex items-center gap-1.5">
      {level !== 'armed' && (
        <>
          <Button size="sm" data-testid="kill-report-open" onClick={() => setDialog('report')}>
            Report
          </Button>
          <Button size="sm" variant="warn" data-testid="rearm-open" onClick={() => setDialog('rearm')}>
            Re-arm…
          </Button>
        </>
      )}
      <button
        type="button"
        data-testid="kill-open"
        data-level={level}
        aria-expanded={open}
        aria-controls={menu}
        aria-label={`Kill switch, ${words.title.toLowerCase()}`}
        onClick={() => setOpen(!open)}
        onKeyDown={(event) => event.key === 'Escape' && setOpen(false)}
        className="flex h-7 items-stretch overflow-hidden rounded-[5px] border border-critical/60 text-xs font-semibold"
      >
        <span
          data-testid="kill-state"
          className={classNames(
            'flex items-center gap-1.5 px-2',
            level === 'armed'
              ? 'bg-panel text-muted'
              : level === 'paused'
                ? 'bg-warn-wash text-warn'
                : 'bg-critical-wash text-critical',
          )}
        >
          <StateShape tone={words.tone} shape={words.shape} />
          {words.title}
        </span>
        <span className="flex items-center gap-1.5 bg-critical-fill px-2.5 text-white">
          <OctagonX size={14} strokeWidth={2.2} aria-hidden="true" /> Kill
        </span>
      </button>
      {open && (
        <fieldset
          id={menu}
          aria-label="Kill switch levels"
          onKeyDown={(event) => event.key === 'Escape' && setOpen(false)}
          className="fade-in absolute top-9 right-0 z-40 w-[352px] rounded-lg border border-line-strong bg-panel p-2 shadow-[var(--shadow)]"
        >
          {connection !== 'live' && (
            <p role="alert" className="mb-2 rounded bg-critical-wash px-2 py-1.5 text-xs text-critical">
              This window has lost the desk. Use the global chord or type <code>quantai flatten</code>.
            </p>
          )}
          {pulledLevels.map((next) => {
            const weaker = levelForce[next] <= levelForce[level] && next !== 'flattened';
            const look = levelWords[next];
            const id = `${menu}-${next}`;
            const common = classNames(
              'flex w-full items-center gap-2 rounded-[5px] px-3 py-2 text-left text-sm font-semibold disabled:opacity-45',
              next === 'paused' && 'bg-warn-wash text-warn hover:brightness-110',
              next === 'halted' && 'bg-critical-wash text-critical hover:brightness-110',
              next === 'flattened' && 'bg-critical-fill text-white',
            );
            return (
              <div key={next} className="mb-2 last:mb-0">
                {next === 'flattened' ? (
                  <HoldButton
                    holdMs={holdMs}
                    testId="kill-flatten"
                    describedBy={id}
                    className={common}
                    onHeld={() => pull(next)}
                  >
                    <OctagonX size={14} strokeWidth={2.4} aria-hidden="true" /> Flatten
                    <span className="font-normal opacity-90">· hold to confirm</span>
                  </HoldButton>
                ) : (
                  <button
                    type="button"
                    disabled={weaker}
                    data-testid={`kill-${levelKey[next]}`}
                    aria-describedby={id}
                    onClick={() => pull(next)}
                    className={common}
                  >
                    <StateShape tone={look.tone} shape={look.shape} /> {look.verb}
                    {weaker && <span className="font-normal">· already in force</span>}
                  </button>
                )}
                <p id={id} className="mt-1 px-1 text-xs text-muted">
                  {look.does}
                </p>
              </div>
            );
          })}
          <p className="mt-2 flex items-center gap-1.5 border-t border-line px-1 pt-2 text-2xs text-muted">
            From anywhere:
            {status?.hotkey.includes('+') && (
              <>
                <Key>{status.hotkey}</Key> or
              </>
            )}
            <code>quantai halt</code> in a terminal
          </p>
        </fieldset>
      )}
      <KillReportDialog open={dialog === 'report'} onClose={() => setDialog(null)} onRearm={() => setDialog('rearm')} />
      <RearmDialog open={dialog === 'rearm'} onClose={() => setDialog(null)} />
    </div>
  );
}

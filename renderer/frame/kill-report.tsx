/** What the kill switch did: position by position, with elapsed milliseconds, and what it could not close. */

import { formatDuration, formatQuantity } from '../format/numbers.ts';
import { plural, sentenceCase } from '../format/words.ts';
import { useDesk } from '../state/context.tsx';
import { statusOf } from '../state/selectors.ts';
import { Badge, type Tone } from '../ui/badge.tsx';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Time } from '../ui/small.tsx';
import { Stat } from '../ui/stat.tsx';
import { levelWords } from './kill-levels.ts';

const outcomes: Readonly<Record<'closing' | 'flat' | 'queued' | 'failed', { tone: Tone; label: string }>> = {
  closing: { tone: 'accent', label: '… Closing' },
  flat: { tone: 'good', label: '✓ Flat' },
  queued: { tone: 'warn', label: '◷ Queued' },
  failed: { tone: 'critical', label: '✕ Not closed' },
};
const phases: Readonly<Record<string, { tone: Tone; text: string }>> = {
  idle: { tone: 'neutral', text: 'The latch is closed; nothing had to be cancelled or closed.' },
  cancelling: { tone: 'accent', text: 'Cancelling working orders…' },
  flattening: { tone: 'accent', text: 'Closing positions…' },
  'verified-flat': { tone: 'good', text: 'Verified flat: the broker confirms that nothing is left open.' },
  incomplete: { tone: 'critical', text: 'Incomplete: something could not be closed. It is named below.' },
};

export function KillReportDialog(props: { open: boolean; onClose: () => void; onRearm: () => void }) {
  const status = useDesk(statusOf);
  const report = status?.killReport ?? null;
  const level = status?.killLevel ?? 'armed';
  const phase = report === null ? undefined : phases[report.phase];
  return (
    <Dialog
      title={`Kill switch: ${levelWords[report?.level ?? level].title.toLowerCase()}`}
      open={props.open}
      onClose={props.onClose}
      width="w-[620px]"
      testId="kill-report"
      footer={
        <>
          {level !== 'armed' && (
            <Button variant="warn" onClick={props.onRearm}>
              Re-arm…
            </Button>
          )}
          <Button variant="primary" data-testid="kill-report-close" onClick={props.onClose}>
            Close
          </Button>
        </>
      }
    >
      {report === null || phase === undefined ? (
        <p role="status" className="text-sm text-muted">
          The latch is closed. The report is on its way…
        </p>
      ) : (
        <div className="flex flex-col gap-4">
          <p
            role="status"
            data-testid="kill-phase"
            data-phase={report.phase}
            className="flex items-center gap-2 text-sm"
          >
            <Badge tone={phase.tone}>{sentenceCase(report.phase)}</Badge> {phase.text}
          </p>
          <div className="grid grid-cols-4 gap-3 rounded-lg bg-raised p-3">
            <Stat large label="Latch closed after" value={formatDuration(report.latchedMs)} />
            <Stat
              large
              label="All done after"
              value={report.finishedMs === null ? 'running…' : formatDuration(report.finishedMs)}
            />
            <Stat large label="Orders cancelled" value={report.cancelledOrders} />
            <Stat large label="Pulled at" value={<Time at={report.triggeredAt} short />} />
          </div>
          <p className="text-xs text-muted">
            Pulled by {report.origin === 'window' ? 'you, in this window' : `the ${report.origin}`}
            {report.reason !== '' && <> · “{report.reason}”</>}
          </p>
          {report.positions.length === 0 ? (
            <p className="text-sm text-muted">
              {report.level === 'flattened' ? 'There was no open position.' : 'This level leaves positions open.'}
            </p>
          ) : (
            <table className="w-full text-sm" aria-label={plural(report.positions.length, 'position')}>
              <thead>
                <tr className="label text-left">
                  <th className="pb-1 font-medium">Symbol</th>
                  <th className="pb-1 text-right font-medium">Quantity</th>
                  <th className="pb-1 pl-6 font-medium">Outcome</th>
                  <th className="pb-1 text-right font-medium">Elapsed</th>
                </tr>
              </thead>
              <tbody>
                {report.positions.map((row) => (
                  <tr key={`${row.deploymentId}/${row.symbol}`} data-testid={`kill-position-${row.symbol}`}>
                    <td className="border-t border-line py-1.5 font-medium">{row.symbol}</td>
                    <td className="border-t border-line text-right">{formatQuantity(row.quantity)}</td>
                    <td className="border-t border-line pl-6">
                      <Badge tone={outcomes[row.outcome].tone}>{outcomes[row.outcome].label}</Badge>
                      {row.reason !== null && <span className="ml-2 text-xs text-muted">{row.reason}</span>}
                    </td>
                    <td className="border-t border-line text-right">{formatDuration(row.elapsedMs)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          )}
        </div>
      )}
    </Dialog>
  );
}

/** A line under the title bar when the desk is stopped or out of reach: never to be overlooked. */
import { useDesk } from '../state/context.tsx';
import { statusOf } from '../state/selectors.ts';
import { StateShape } from '../ui/badge.tsx';
import { levelWords } from './kill-levels.ts';

export function Banner() {
  const connection = useDesk((s) => s.connection);
  const level = useDesk((s) => statusOf(s)?.killLevel ?? 'armed');
  const reason = useDesk((s) => statusOf(s)?.killReason ?? '');
  if (connection === 'offline')
    return (
      <p
        role="alert"
        data-testid="offline-banner"
        className="flex shrink-0 items-center gap-2 border-b border-critical/40 bg-critical-wash px-3 py-1.5 text-xs text-critical"
      >
        <StateShape tone="critical" shape="triangle" />
        <strong className="font-semibold">The desk is not answering.</strong>
        <span className="text-ink">
          This is its last known state; nothing you press is sent. Reconnecting by itself. Trading can still be stopped
          with the global chord or <code>quantai halt</code>.
        </span>
      </p>
    );
  if (level === 'armed') return null;
  const words = levelWords[level];
  return (
    <p
      role="status"
      data-testid="kill-banner"
      className={
        level === 'paused'
          ? 'flex shrink-0 items-center gap-2 border-b border-warn/40 bg-warn-wash px-3 py-1.5 text-xs text-warn'
          : 'flex shrink-0 items-center gap-2 border-b border-critical/40 bg-critical-wash px-3 py-1.5 text-xs text-critical'
      }
    >
      <StateShape tone={words.tone} shape={words.shape} />
      <strong className="font-semibold">{words.title}.</strong>
      <span className="truncate text-ink">
        {words.does} It stays so, over a restart too, until you re-arm it.{reason !== '' && ` Reason: ${reason}`}
      </span>
    </p>
  );
}

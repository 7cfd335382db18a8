/** Alerts, newest first. */

import { formatAgo, formatUtc } from '../../format/time.ts';
import { useDeskList } from '../../state/context.tsx';
import { useNow } from '../../state/hooks.ts';
import { type Shape, StateShape, type Tone } from '../../ui/badge.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Empty } from '../../ui/states.tsx';

const looks: Readonly<Record<'info' | 'warning' | 'critical', { tone: Tone; shape: Shape }>> = {
  info: { tone: 'accent', shape: 'ring' },
  warning: { tone: 'warn', shape: 'triangle' },
  critical: { tone: 'critical', shape: 'square' },
};

export function AlertsPanel() {
  const alerts = useDeskList((s) =>
    Object.values(s.view.alerts)
      .sort((a, b) => b.at - a.at)
      .slice(0, 50),
  );
  const now = useNow(10_000);
  return (
    <Panel title="Alerts" count={alerts.length} flush className="w-full" bodyClass="overflow-y-auto">
      {alerts.length === 0 ? (
        <Empty small title="All quiet" text="Risk, data and connection alerts come here." />
      ) : (
        <ul>
          {alerts.map((alert) => (
            <li key={alert.id} className="flex gap-2.5 border-b border-line/60 px-3 py-2">
              <span className="mt-1.5">
                <StateShape tone={looks[alert.severity].tone} shape={looks[alert.severity].shape} />
              </span>
              <div className="min-w-0 flex-1">
                <p className="flex gap-2 text-sm font-medium">
                  <span className="sr-only">{alert.severity}: </span>
                  <span className="truncate">{alert.title}</span>
                  <time className="ml-auto shrink-0 text-xs font-normal text-faint" title={formatUtc(alert.at)}>
                    {alert.source.replace('agent/', '')} · {formatAgo(alert.at, now)}
                  </time>
                </p>
                <p className="text-xs text-pretty text-muted">{alert.text}</p>
              </div>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}

/** Notices at the edge of the window; the desk's new alerts join them. */
import { CircleAlert, CircleCheck, Info, TriangleAlert, X } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useStore } from 'zustand';
import { useDeskStore } from '../state/context.tsx';
import { dismissToast, showToast, type Toast, toasts } from '../state/toasts.ts';
import { Button } from '../ui/button.tsx';
import { classNames } from '../ui/class-names.ts';

const looks: Readonly<Record<Toast['tone'], { icon: typeof Info; colour: string }>> = {
  good: { icon: CircleCheck, colour: 'text-good' },
  info: { icon: Info, colour: 'text-accent' },
  warning: { icon: TriangleAlert, colour: 'text-warn' },
  critical: { icon: CircleAlert, colour: 'text-critical' },
};

export function Toasts() {
  const list = useStore(toasts, (state) => state.list);
  useAlerts();
  return (
    <div
      aria-live="polite"
      aria-relevant="additions"
      className="pointer-events-none fixed bottom-9 left-[64px] z-50 flex w-[360px] min-[1400px]:left-[188px] flex-col gap-2"
    >
      {list.map((toast) => {
        const look = looks[toast.tone];
        return (
          <div
            key={toast.id}
            role={toast.tone === 'critical' ? 'alert' : 'status'}
            data-testid="toast"
            className="fade-in pointer-events-auto flex items-start gap-2.5 rounded-lg border border-line-strong bg-raised py-2.5 pr-1.5 pl-3 shadow-[var(--shadow)]"
          >
            <look.icon size={16} aria-hidden="true" className={classNames('mt-0.5 shrink-0', look.colour)} />
            <div className="min-w-0 flex-1">
              <p className="text-sm font-medium">{toast.title}</p>
              {toast.text !== '' && <p className="mt-0.5 text-xs text-pretty text-muted">{toast.text}</p>}
            </div>
            <Button
              variant="ghost"
              size="sm"
              aria-label="Dismiss"
              icon={<X size={13} />}
              onClick={() => dismissToast(toast.id)}
            />
          </div>
        );
      })}
    </div>
  );
}

/** Shows alerts that arrive after the window's first snapshot; older ones stand on the Desk. */
function useAlerts(): void {
  const store = useDeskStore();
  const seen = useRef<Set<string> | null>(null);
  useEffect(() => {
    const held = store.getState();
    if (held.loaded) seen.current = new Set(Object.keys(held.view.alerts));
    return store.subscribe((state) => {
      if (!state.loaded) return;
      const alerts = Object.entries(state.view.alerts);
      if (seen.current === null) {
        seen.current = new Set(alerts.map(([id]) => id));
        return;
      }
      for (const [id, alert] of alerts) {
        if (seen.current.has(id)) continue;
        seen.current.add(id);
        showToast(alert.severity, alert.title, alert.text);
      }
    });
  }, [store]);
}

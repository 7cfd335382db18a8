/** The left rail: every screen with what waits behind it; icons alone on a narrow window. */
import { Keyboard } from 'lucide-react';
import { screens } from '../screens/index.ts';
import { useDesk } from '../state/context.tsx';
import { useRoute } from '../state/route.ts';
import { openPositions, waiting } from '../state/selectors.ts';
import { classNames } from '../ui/class-names.ts';
import { Key } from '../ui/small.tsx';

export function Navigation(props: { onHelp: () => void }) {
  const route = useRoute();
  const approvals = useDesk((s) => waiting(s).length);
  const positions = useDesk((s) => openPositions(s).length);
  const running = useDesk((s) => Object.values(s.view.runs).filter((r) => r.status === 'running').length);
  const counts: Readonly<Record<string, number>> = { approvals, orders: positions, ideas: running };
  return (
    <nav
      aria-label="Screens"
      className="flex w-[52px] shrink-0 flex-col gap-0.5 overflow-y-auto border-r border-line bg-panel px-1.5 py-2 min-[1400px]:w-[176px]"
    >
      {screens.map((screen) => {
        const on = route.screen === screen.id;
        const count = counts[screen.id] ?? 0;
        return (
          <a
            key={screen.id}
            href={`#/${screen.id}`}
            data-testid={`nav-${screen.id}`}
            aria-current={on ? 'page' : undefined}
            title={`${screen.title}  (g ${screen.key})`}
            className={classNames(
              'group relative flex h-8 shrink-0 items-center gap-2.5 rounded-md px-2.5 text-sm',
              on ? 'bg-hover font-medium text-ink' : 'text-muted hover:bg-hover/60 hover:text-ink',
            )}
          >
            {on && <span aria-hidden="true" className="absolute inset-y-2 left-0 w-0.5 rounded-full bg-accent" />}
            <screen.icon size={16} strokeWidth={1.8} aria-hidden="true" className={on ? 'text-accent' : ''} />
            <span className="sr-only truncate min-[1400px]:not-sr-only">{screen.title}</span>
            {count > 0 && (
              <span
                className={classNames(
                  'absolute top-0.5 right-0.5 flex h-4 min-w-4 items-center justify-center rounded-full px-1 text-[10px] font-semibold',
                  'min-[1400px]:static min-[1400px]:ml-auto',
                  screen.id === 'approvals' ? 'bg-warn text-ground' : 'bg-line-strong text-ink',
                )}
              >
                {count}
              </span>
            )}
          </a>
        );
      })}
      <button
        type="button"
        onClick={props.onHelp}
        title="Shortcuts  (?)"
        className="mt-auto flex h-8 items-center gap-2.5 rounded-md px-2.5 text-sm text-muted hover:bg-hover hover:text-ink"
      >
        <Keyboard size={16} strokeWidth={1.8} aria-hidden="true" />
        <span className="sr-only min-[1400px]:not-sr-only">Shortcuts</span>
        <span className="ml-auto hidden min-[1400px]:inline">
          <Key>?</Key>
        </span>
      </button>
    </nav>
  );
}

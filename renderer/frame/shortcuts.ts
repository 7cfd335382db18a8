/** The keys of the whole window: palette, help, symbol search, and `g` with a letter. None of them sends an order. */
import { useEffect, useRef } from 'react';
import { screens } from '../screens/index.ts';
import { navigate } from '../state/route.ts';

const editable = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));

export interface ShortcutActions {
  readonly palette: (mode: 'all' | 'symbols') => void;
  readonly help: () => void;
}

/** How long `g` waits for its letter. */
const chordMs = 1200;

export function useShortcuts(actions: ShortcutActions): void {
  const pressedAt = useRef(Number.NEGATIVE_INFINITY);
  const held = useRef(actions);
  held.current = actions;
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if ((event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === 'k') {
        event.preventDefault();
        held.current.palette('all');
        return;
      }
      if (event.ctrlKey || event.metaKey || event.altKey || editable(event.target)) return;
      if (document.querySelector('[data-overlay]') !== null) return;
      if (event.timeStamp - pressedAt.current < chordMs) {
        pressedAt.current = Number.NEGATIVE_INFINITY;
        const screen = screens.find((s) => s.key === event.key);
        if (screen !== undefined) {
          event.preventDefault();
          navigate(screen.id);
          return;
        }
      }
      if (event.key === 'g') pressedAt.current = event.timeStamp;
      else if (event.key === '?') held.current.help();
      else if (event.key === '/') {
        event.preventDefault();
        held.current.palette('symbols');
      } else if (event.key === 'j' || event.key === 'k') {
        // Lists handle their own keys; from nowhere, the first list takes the focus.
        document.querySelector<HTMLElement>('main [data-list] [tabindex="0"]')?.focus();
      }
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, []);
}

/** The tray: the kill levels within reach while the window is hidden, and the way back to it. */
import type { MenuItemConstructorOptions } from 'electron';
import type { KillLevel } from '../shared/domain/kill.ts';

export interface TrayActions {
  show(): void;
  kill(level: Exclude<KillLevel, 'armed'>): void;
  quit(): void;
}

const words: Readonly<Record<KillLevel, string>> = {
  armed: 'Trading allowed',
  paused: 'PAUSED: no new entries',
  halted: 'HALTED: orders cancelled',
  flattened: 'FLATTENED: all closed',
};

/** The menu for a kill level. Flattening asks once more by a submenu; re-arming is not here: it needs a reason. */
export const trayMenu = (level: KillLevel, hotkey: string, actions: TrayActions): MenuItemConstructorOptions[] => [
  { label: words[level], enabled: false },
  { label: hotkey, enabled: false },
  { type: 'separator' },
  { label: 'Show QuantAI', click: () => actions.show() },
  { type: 'separator' },
  { label: 'Pause: no new entries', click: () => actions.kill('paused') },
  { label: 'Halt: cancel working orders', click: () => actions.kill('halted') },
  {
    label: 'Flatten: close everything',
    submenu: [{ label: 'Yes, close every position now', click: () => actions.kill('flattened') }],
  },
  { type: 'separator' },
  { label: 'Quit', click: () => actions.quit() },
];

export const trayTitle = (level: KillLevel): string => `QuantAI: ${words[level]}`;

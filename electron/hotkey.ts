/** The global kill chord: held (or pressed again) to confirm, and honest about whether the system gave it to us. */
import type { GlobalShortcut } from 'electron';

export const killChord = 'CommandOrControl+Alt+K';

/** A held chord repeats; where it does not, a second press counts. Sooner is a bounce, later is a new first press. */
export const confirmFromMs = 400;
export const confirmUntilMs = 2500;

/** Decides when presses mean it. Time is handed in. */
export function createHoldToConfirm(): { press(nowMs: number): 'armed' | 'waiting' | 'confirmed' } {
  let first: number | undefined;
  return {
    press(nowMs) {
      const since = first === undefined ? Number.POSITIVE_INFINITY : nowMs - first;
      if (since < 0 || since > confirmUntilMs) {
        first = nowMs;
        return 'armed';
      }
      if (since < confirmFromMs) return 'waiting';
      first = undefined;
      return 'confirmed';
    },
  };
}

export interface Hotkey {
  /** `ready`: the system confirmed it. `unverified`: accepted, but this system may still swallow it. `failed`: it will not work. */
  readonly state: 'ready' | 'unverified' | 'failed';
  /** One line for the status bar. */
  readonly text: string;
  dispose(): void;
}

export interface HotkeyOptions {
  readonly globalShortcut: Pick<GlobalShortcut, 'register' | 'unregister' | 'isRegistered'>;
  /** Wayland compositors may deny a chord without telling the app. */
  readonly wayland: boolean;
  nowMs(): number;
  /** The first press: show that holding on will fire. */
  onArmed(): void;
  onConfirmed(): void;
}

const otherWays = 'use the title bar, the tray, `quantai flatten` or the HALT file';

export function registerHotkey(options: HotkeyOptions): Hotkey {
  const { globalShortcut } = options;
  const hold = createHoldToConfirm();
  const pressed = (): void => {
    const outcome = hold.press(options.nowMs());
    if (outcome === 'armed') options.onArmed();
    if (outcome === 'confirmed') options.onConfirmed();
  };
  let held = false;
  try {
    held = globalShortcut.register(killChord, pressed) === true && globalShortcut.isRegistered(killChord);
  } catch {
    held = false;
  }
  if (!held)
    return {
      state: 'failed',
      text: `kill chord ${killChord} NOT available (another program holds it): ${otherWays}`,
      dispose: () => undefined,
    };
  return {
    state: options.wayland ? 'unverified' : 'ready',
    text: options.wayland
      ? `kill chord ${killChord} asked for; this system may swallow it: try it once, else ${otherWays}`
      : `kill chord ${killChord} ready: hold to flatten`,
    dispose: () => globalShortcut.unregister(killChord),
  };
}

/** What the person chose for this window: theme, colours, privacy; kept in the window's own storage. */
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';

export type Theme = 'dark' | 'light' | 'system';
export type Pair = 'classic' | 'colour-blind' | 'red-up';
export interface Preferences {
  readonly theme: Theme;
  readonly pair: Pair;
  /** Hides amounts of money; percentages stay. */
  readonly privacy: boolean;
  /** The market research and charts start from; null = the desk's own choice. */
  readonly datasetId: string | null;
  readonly guideDismissed: boolean;
}

const key = 'quantai.preferences';
const defaults: Preferences = {
  theme: 'dark',
  pair: 'classic',
  privacy: false,
  datasetId: null,
  guideDismissed: false,
};

function read(): Preferences {
  try {
    const held = JSON.parse(localStorage.getItem(key) ?? '{}') as Partial<Preferences>;
    return { ...defaults, ...held };
  } catch {
    // Storage may be switched off or hold something foreign: the defaults are a full answer.
    return defaults;
  }
}

export const preferences = createStore<Preferences>(() => read());
preferences.subscribe((state) => {
  try {
    localStorage.setItem(key, JSON.stringify(state));
  } catch {
    // Without storage the choice holds until the window closes.
  }
});
export const setPreference = (change: Partial<Preferences>): void => preferences.setState(change);
export const usePreference = <T>(selector: (state: Preferences) => T): T => useStore(preferences, selector);

const prefersLight = (): boolean => matchMedia('(prefers-color-scheme: light)').matches;
export const resolvedTheme = (theme: Theme): 'dark' | 'light' =>
  theme === 'system' ? (prefersLight() ? 'light' : 'dark') : theme;

/** Writes theme and pair on the document and follows both the choice and the system. */
export function followAppearance(root: HTMLElement): void {
  const write = (): void => {
    const { theme, pair } = preferences.getState();
    root.dataset.theme = resolvedTheme(theme);
    root.dataset.pair = pair;
  };
  write();
  preferences.subscribe(write);
  matchMedia('(prefers-color-scheme: light)').addEventListener('change', write);
}

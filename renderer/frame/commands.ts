/** What the command palette offers, and how text finds it. */
import {
  EyeOff,
  FileChartLine,
  Keyboard,
  LineChart,
  type LucideIcon,
  Moon,
  OctagonX,
  Palette,
  Sun,
} from 'lucide-react';
import { screens } from '../screens/index.ts';
import { preferences, setPreference } from '../state/preferences.ts';
import { navigate } from '../state/route.ts';
import type { DeskState } from '../state/store.ts';
import { stageLabel } from '../ui/stage.tsx';

export interface Command {
  readonly id: string;
  readonly title: string;
  readonly note: string;
  readonly icon: LucideIcon;
  readonly keys?: readonly string[];
  readonly run: () => void;
}

/** Everything that can be reached at this moment. */
export function windowCommands(state: DeskState, mode: 'all' | 'symbols'): Command[] {
  const symbols: Command[] = Object.values(state.view.datasets).flatMap((dataset) =>
    dataset.symbols.map((symbol) => ({
      id: `symbol/${dataset.id}/${symbol}`,
      title: symbol,
      note: `Chart · ${dataset.name}${dataset.synthetic ? ' (synthetic)' : ''}`,
      icon: LineChart,
      run: () => navigate('chart', symbol, { dataset: dataset.id }),
    })),
  );
  if (mode === 'symbols') return symbols;
  const places: Command[] = screens.map((screen) => ({
    id: `screen/${screen.id}`,
    title: screen.title,
    note: screen.purpose,
    icon: screen.icon,
    keys: ['g', screen.key],
    run: () => navigate(screen.id),
  }));
  const strategies: Command[] = Object.values(state.view.strategies).map((row) => ({
    id: `strategy/${row.strategyId}`,
    title: row.name,
    note: `${stageLabel(row.stage)} · ${row.family} · ${row.strategyId}`,
    icon: FileChartLine,
    run: () => navigate(row.stage === 'awaiting-approval' ? 'approvals' : 'strategy', row.strategyId),
  }));
  const { theme, pair, privacy } = preferences.getState();
  const actions: Command[] = [
    {
      id: 'do/kill',
      title: 'Open the kill switch',
      note: 'Pause, halt or flatten; nothing is sent yet',
      icon: OctagonX,
      run: () => dispatchEvent(new Event('quantai:kill-open')),
    },
    {
      id: 'do/theme',
      title: theme === 'light' ? 'Dark theme' : 'Light theme',
      note: 'Change the theme of this window',
      icon: theme === 'light' ? Moon : Sun,
      run: () => setPreference({ theme: theme === 'light' ? 'dark' : 'light' }),
    },
    {
      id: 'do/pair',
      title: pair === 'colour-blind' ? 'Green and red' : 'Blue and orange',
      note: 'Colours for up and down',
      icon: Palette,
      run: () => setPreference({ pair: pair === 'colour-blind' ? 'classic' : 'colour-blind' }),
    },
    {
      id: 'do/privacy',
      title: privacy ? 'Show amounts' : 'Hide amounts',
      note: 'Privacy mode',
      icon: EyeOff,
      run: () => setPreference({ privacy: !privacy }),
    },
    {
      id: 'do/help',
      title: 'Keyboard shortcuts',
      note: 'Every key of this window',
      icon: Keyboard,
      keys: ['?'],
      run: () => dispatchEvent(new Event('quantai:help')),
    },
  ];
  return [...places, ...actions, ...strategies, ...symbols];
}

/** How well a text fits a command: 0 not at all; a start beats a word's start beats a middle, the title beats the note. */
export function fitOf(command: Pick<Command, 'title' | 'note'>, text: string): number {
  const needle = text.trim().toLowerCase();
  if (needle === '') return 1;
  const title = command.title.toLowerCase();
  if (title === needle) return 6;
  if (title.startsWith(needle)) return 5;
  if (title.split(/\s+/).some((word) => word.startsWith(needle))) return 4;
  if (title.includes(needle)) return 3;
  return command.note.toLowerCase().includes(needle) ? 2 : 0;
}

/** Best first; equals keep their order. */
export const matchCommands = (commands: readonly Command[], text: string): Command[] =>
  commands
    .map((command, order) => ({ command, order, score: fitOf(command, text) }))
    .filter((entry) => entry.score > 0)
    .sort((a, b) => b.score - a.score || a.order - b.order)
    .map((entry) => entry.command);

/** The keys of the window, in one place. */
import { screens } from '../screens/index.ts';
import { Dialog } from '../ui/dialog.tsx';
import { Key } from '../ui/small.tsx';

const general: readonly (readonly [readonly string[], string])[] = [
  [['Ctrl', 'K'], 'Command palette (⌘ K on a Mac)'],
  [['/'], 'Search symbols'],
  [['j', 'k'], 'Down and up in a list'],
  [['Enter'], 'Open the row'],
  [['Esc'], 'Close what is open'],
  [['?'], 'This page'],
];

export function HelpDialog(props: { open: boolean; onClose: () => void }) {
  return (
    <Dialog title="Keyboard shortcuts" open={props.open} onClose={props.onClose} width="w-[640px]" testId="help">
      <div className="grid grid-cols-2 gap-x-8">
        <div>
          <h3 className="label mb-2">Everywhere</h3>
          {general.map(([keys, text]) => (
            <Line key={text} keys={keys} text={text} />
          ))}
          <p className="mt-4 rounded-md bg-raised p-3 text-xs text-pretty text-muted">
            No single key sends an order. Flatten must be held; approving needs its sections read; re-arming needs a
            typed phrase.
          </p>
        </div>
        <div>
          <h3 className="label mb-2">Go to</h3>
          {screens.map((screen) => (
            <Line key={screen.id} keys={['g', screen.key]} text={screen.title} />
          ))}
        </div>
      </div>
    </Dialog>
  );
}

const Line = (props: { keys: readonly string[]; text: string }) => (
  <div className="flex h-7 items-center gap-2 text-sm">
    <span className="flex w-[76px] shrink-0 gap-1">
      {props.keys.map((key) => (
        <Key key={key}>{key}</Key>
      ))}
    </span>
    <span className="text-muted">{props.text}</span>
  </div>
);

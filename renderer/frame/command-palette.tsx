/** The command palette: go to a screen, open a strategy or a symbol, or do something that sends no order. */
import { CornerDownLeft, Search } from 'lucide-react';
import { type KeyboardEvent, useMemo, useRef, useState } from 'react';
import { useDeskStore } from '../state/context.tsx';
import { classNames } from '../ui/class-names.ts';
import { Overlay } from '../ui/overlay.tsx';
import { Key } from '../ui/small.tsx';
import { type Command, matchCommands, windowCommands } from './commands.ts';

export function CommandPalette(props: { mode: 'all' | 'symbols' | null; onClose: () => void }) {
  if (props.mode === null) return null;
  return (
    <Overlay label="Command palette" testId="palette" place="top" onClose={props.onClose} className="w-[580px]">
      <PaletteBody mode={props.mode} onClose={props.onClose} />
    </Overlay>
  );
}

function PaletteBody(props: { mode: 'all' | 'symbols'; onClose: () => void }) {
  const store = useDeskStore();
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const list = useRef<HTMLDivElement>(null);
  const commands = useMemo(() => windowCommands(store.getState(), props.mode), [store, props.mode]);
  const found = useMemo(() => matchCommands(commands, text).slice(0, 40), [commands, text]);
  const active = Math.min(at, found.length - 1);
  const run = (command: Command | undefined): void => {
    if (command === undefined) return;
    props.onClose();
    command.run();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (by !== 0) {
      event.preventDefault();
      const next = (active + by + found.length) % Math.max(1, found.length);
      setAt(next);
      list.current?.children[next]?.scrollIntoView({ block: 'nearest' });
    } else if (event.key === 'Enter') {
      event.preventDefault();
      run(found[active]);
    }
  };
  return (
    <div onKeyDown={onKeyDown} role="none">
      <div className="flex items-center gap-2.5 border-b border-line px-4">
        <Search size={16} aria-hidden="true" className="text-faint" />
        <input
          // biome-ignore lint/a11y/noAutofocus: the palette is opened to type at once
          autoFocus
          role="combobox"
          aria-expanded="true"
          aria-controls="palette-list"
          aria-activedescendant={found[active] && `palette-${active}`}
          aria-label={props.mode === 'symbols' ? 'Search symbols' : 'Search screens, strategies, symbols and actions'}
          placeholder={props.mode === 'symbols' ? 'Search symbols…' : 'Go to, search or do…'}
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            setAt(0);
          }}
          className="h-12 flex-1 bg-transparent text-base outline-none placeholder:text-faint"
        />
        <Key>Esc</Key>
      </div>
      <div
        ref={list}
        id="palette-list"
        role="listbox"
        aria-label="Results"
        className="max-h-[52vh] overflow-y-auto p-1.5"
      >
        {found.map((command, i) => (
          <div
            key={command.id}
            id={`palette-${i}`}
            role="option"
            tabIndex={-1}
            aria-selected={i === active}
            onPointerMove={() => setAt(i)}
            onClick={() => run(command)}
            onKeyDown={() => undefined}
            className={classNames(
              'flex h-9 cursor-pointer items-center gap-3 rounded-md px-2.5 text-sm',
              i === active && 'bg-hover',
            )}
          >
            <command.icon size={15} strokeWidth={1.8} aria-hidden="true" className="shrink-0 text-faint" />
            <span className="shrink-0 font-medium">{command.title}</span>
            <span className="truncate text-xs text-muted">{command.note}</span>
            <span className="ml-auto flex shrink-0 items-center gap-1 text-2xs text-faint">
              {i === active ? (
                <CornerDownLeft size={13} aria-hidden="true" />
              ) : (
                command.keys?.map((k) => <Key key={k}>{k}</Key>)
              )}
            </span>
          </div>
        ))}
        {found.length === 0 && <p className="px-3 py-6 text-center text-sm text-muted">Nothing is called “{text}”.</p>}
      </div>
    </div>
  );
}

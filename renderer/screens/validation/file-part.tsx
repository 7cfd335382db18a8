/** A file of the person under the eyes of D5: paste it or drop it; it is read, never run. */
import { FileCode2, FileUp, PencilLine, ScanSearch } from 'lucide-react';
import { type DragEvent, useRef, useState } from 'react';
import type { Refusal } from '../../../shared/core/result.ts';
import { mostSourceCharacters, type SourceReport } from '../../../shared/desk-api/source-report.ts';
import { formatCount } from '../../format/numbers.ts';
import { settle, useBridge } from '../../state/context.tsx';
import { Button } from '../../ui/button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { Empty, Loading, Refused } from '../../ui/states.tsx';
import { Segmented } from '../../ui/tabs.tsx';
import { type FileKind, fileKinds, guessKind, kindOfName } from './file-kind.ts';
import { FindingsList } from './findings-list.tsx';
import { MarkedSource } from './marked-source.tsx';

type Outcome =
  | { readonly status: 'nothing' | 'reading' }
  | { readonly status: 'read'; readonly report: SourceReport }
  | { readonly status: 'refused'; readonly refusal: Refusal };

const tooLong = (length: number): Refusal => ({
  code: 'source-too-large',
  message: `The text has ${formatCount(length)} characters; the desk takes ${formatCount(mostSourceCharacters)} at most.`,
  fix: 'check one file at a time, and keep data out of the code.',
});

export function FilePart() {
  const bridge = useBridge();
  const input = useRef<HTMLInputElement>(null);
  const [text, setText] = useState('');
  const [name, setName] = useState<string | null>(null);
  const [picked, setPicked] = useState<FileKind | null>(null);
  const [over, setOver] = useState(false);
  const [outcome, setOutcome] = useState<Outcome>({ status: 'nothing' });
  const [chosen, setChosen] = useState<number | null>(null);

  const kind = picked ?? (name === null ? undefined : kindOfName(name)) ?? guessKind(text);
  const check = async (content: string, given: string | null, as: FileKind): Promise<void> => {
    const named = given !== null && kindOfName(given) === as ? given : fileKinds.find((k) => k.id === as)?.fileName;
    setChosen(null);
    if (content.length > mostSourceCharacters) {
      setOutcome({ status: 'refused', refusal: tooLong(content.length) });
      return;
    }
    setOutcome({ status: 'reading' });
    const result = await settle(bridge.call('validate.source', { fileName: named ?? 'strategy.py', text: content }));
    if (!result.ok) {
      setOutcome({ status: 'refused', refusal: result.error });
      return;
    }
    setOutcome({ status: 'read', report: result.value });
    setChosen(result.value.findings[0]?.line ?? null);
  };
  const take = async (files: FileList | null): Promise<void> => {
    const file = files?.[0];
    if (file === undefined) return;
    if (input.current) input.current.value = '';
    // A file far too long is not even read.
    if (file.size > 4 * mostSourceCharacters) {
      setOutcome({ status: 'refused', refusal: tooLong(file.size) });
      return;
    }
    let content: string;
    try {
      content = await file.text();
    } catch {
      const message = `${file.name} could not be read; it may be a folder.`;
      setOutcome({ status: 'refused', refusal: { code: 'file-unreadable', message } });
      return;
    }
    const given = file.name.slice(-200);
    setText(content);
    setName(given);
    setPicked(null);
    await check(content, given, kindOfName(given) ?? guessKind(content));
  };
  const onDrop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    void take(event.dataTransfer.files);
  };
  const isMarked = outcome.status === 'read';
  return (
    <div className="grid h-full min-h-0 grid-rows-[minmax(0,1fr)_minmax(0,1fr)] lg:grid-cols-[minmax(0,3fr)_minmax(340px,2fr)] lg:grid-rows-1">
      <div className="flex min-h-0 min-w-0 flex-col border-line max-lg:border-b lg:border-r">
        <div className="flex shrink-0 flex-wrap items-center gap-2 border-b border-line px-3 py-2">
          <Segmented
            label="What it is"
            testPrefix="file-kind"
            value={kind}
            choices={fileKinds.map(({ id, label }) => ({ id, label }))}
            onPick={setPicked}
          />
          {name !== null && <code className="truncate font-mono text-xs text-muted">{name}</code>}
          <span className="ml-auto flex items-center gap-2">
            {isMarked && (
              <Button
                icon={<PencilLine size={13} />}
                data-testid="file-edit"
                onClick={() => setOutcome({ status: 'nothing' })}
              >
                Edit
              </Button>
            )}
            <input
              ref={input}
              type="file"
              accept=".py,.ts,.mts,.js,.mjs,.json"
              data-testid="file-input"
              aria-label="Choose a file to check"
              className="sr-only"
              tabIndex={-1}
              onChange={(event) => void take(event.target.files)}
            />
            <Button icon={<FileUp size={13} />} onClick={() => input.current?.click()}>
              Choose a file…
            </Button>
            <Button
              variant="primary"
              icon={<ScanSearch size={14} />}
              busy={outcome.status === 'reading'}
              disabled={text.trim() === ''}
              data-testid="file-check"
              onClick={() => void check(text, name, kind)}
            >
              {outcome.status === 'reading' ? 'Reading…' : 'Check'}
            </Button>
          </span>
        </div>
        <section
          aria-label="The text to check"
          data-testid="file-drop"
          className={classNames('min-h-0 flex-1', over && 'outline-2 -outline-offset-2 outline-accent')}
          onDragOver={(event) => {
            event.preventDefault();
            setOver(true);
          }}
          onDragLeave={() => setOver(false)}
          onDrop={onDrop}
        >
          {outcome.status === 'read' ? (
            <MarkedSource
              source={text}
              label={`${outcome.report.fileName} with its findings`}
              kind={outcome.report.kind}
              findings={outcome.report.findings}
              chosen={chosen}
              onChoose={setChosen}
            />
          ) : (
            <textarea
              value={text}
              spellCheck={false}
              aria-label="Source or specification"
              data-testid="file-text"
              placeholder={
                'Paste a strategy here, or drop a file: Python, TypeScript, or a specification as JSON.\n\nIt is read for leaks, unsafe calls and missing stops. Nothing of it is run, and nothing is kept.'
              }
              className="code h-full w-full resize-none bg-ground px-4 py-3 text-ink placeholder:font-sans placeholder:text-faint"
              onChange={(event) => {
                setText(event.target.value);
                if (outcome.status === 'refused') setOutcome({ status: 'nothing' });
              }}
            />
          )}
        </section>
      </div>
      <div className="min-h-0 min-w-0" aria-live="polite">
        {outcome.status === 'nothing' && (
          <Empty
            icon={<FileCode2 size={22} strokeWidth={1.5} />}
            title="Nothing was read yet"
            text="Every finding comes with its line, its reason and its cure. Text that takes longer than half a second to read is refused: what cannot be read is not cleared."
          />
        )}
        {outcome.status === 'reading' && <Loading lines={8} label="Reading the file" />}
        {outcome.status === 'refused' && (
          <Refused
            refusal={outcome.refusal}
            {...(text.trim() === '' ? {} : { onRetry: () => void check(text, name, kind) })}
          />
        )}
        {outcome.status === 'read' && <FindingsList report={outcome.report} chosen={chosen} onChoose={setChosen} />}
      </div>
    </div>
  );
}

/** Bringing in one's own data: drop CSV files or choose them; the desk repairs with a note or refuses with row and column. */
import { FileUp } from 'lucide-react';
import { type DragEvent, useRef, useState } from 'react';
import { type Refusal, refusalText } from '../../../shared/core/result.ts';
import { settle, useBridge } from '../../state/context.tsx';
import { Button } from '../../ui/button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { Panel } from '../../ui/panel.tsx';
import { sendFiles } from './send-files.ts';

type Outcome =
  | { readonly kind: 'good'; readonly name: string; readonly notes: readonly string[] }
  | { readonly kind: 'refused'; readonly refusal: Refusal };

export function ImportPanel(props: { readonly onImported: (datasetId: string) => void }) {
  const bridge = useBridge();
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const [busy, setBusy] = useState(false);
  const [outcome, setOutcome] = useState<Outcome | null>(null);

  const take = async (list: FileList | null): Promise<void> => {
    const files = [...(list ?? [])];
    if (files.length === 0) return;
    setBusy(true);
    setOutcome(null);
    const sent = await sendFiles(bridge, files);
    if (!sent.ok) setOutcome({ kind: 'refused', refusal: sent.error });
    else {
      const name = files.length === 1 ? (files[0] as File).name.replace(/\.[^.]+$/, '') : `${files.length} files`;
      const result = await settle(
        bridge.call('datasets.import', { name: name.slice(0, 120), files: [], uploads: sent.value }),
      );
      if (result.ok) {
        setOutcome({ kind: 'good', name: result.value.manifest.name, notes: result.value.notes });
        props.onImported(result.value.manifest.id);
      } else setOutcome({ kind: 'refused', refusal: result.error });
    }
    setBusy(false);
    if (input.current) input.current.value = '';
  };
  const onDrop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    take(event.dataTransfer.files);
  };
  return (
    <Panel title="Bring in your own">
      <section
        aria-label="Drop CSV files"
        data-testid="import-drop"
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={onDrop}
        className={classNames(
          'flex flex-col items-center gap-2 rounded-lg border border-dashed px-4 py-5 text-center',
          over ? 'border-accent bg-accent-wash' : 'border-line-strong',
        )}
      >
        <FileUp size={20} strokeWidth={1.6} className="text-faint" aria-hidden="true" />
        <p className="text-sm">Drop CSV files here</p>
        <p className="text-xs text-muted">date, open, high, low, close, volume; one file a symbol</p>
        <input
          ref={input}
          type="file"
          accept=".csv,.txt,text/csv"
          multiple
          data-testid="import-file"
          aria-label="Choose CSV files"
          className="sr-only"
          tabIndex={-1}
          onChange={(event) => take(event.target.files)}
        />
        <Button busy={busy} onClick={() => input.current?.click()}>
          {busy ? 'Reading…' : 'Choose files…'}
        </Button>
      </section>
      {outcome !== null && (
        <div
          role={outcome.kind === 'good' ? 'status' : 'alert'}
          data-testid="import-note"
          className={classNames(
            'mt-2 rounded-md px-2.5 py-2 text-xs text-pretty',
            outcome.kind === 'good' ? 'bg-good-wash text-good' : 'bg-critical-wash text-critical',
          )}
        >
          {outcome.kind === 'refused' ? (
            refusalText(outcome.refusal)
          ) : (
            <>
              <b className="font-semibold">{outcome.name} is loaded.</b>
              {outcome.notes.map((note) => (
                <span key={note} className="block">
                  {note}
                </span>
              ))}
            </>
          )}
        </div>
      )}
    </Panel>
  );
}

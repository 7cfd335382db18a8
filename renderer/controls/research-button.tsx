/** Research: one press starts a run with sensible numbers; the arrow beside it asks for others. */
import { ChevronDown, Sparkles, Square } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { useDesk, useRows } from '../state/context.tsx';
import { useCommand } from '../state/hooks.ts';
import { setPreference, usePreference } from '../state/preferences.ts';
import { activeDataset } from '../state/selectors.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Field, Select } from '../ui/field.tsx';

export const researchDefaults = { generations: 3, population: 12 } as const;

export function ResearchButton() {
  const preferred = usePreference((p) => p.datasetId);
  const dataset = useDesk((s) => activeDataset(s, preferred));
  const running = useDesk((s) => Object.values(s.view.runs).find((r) => r.status === 'running'));
  const start = useCommand('research.start', { failed: 'Research was refused', done: 'Research has begun' });
  const stop = useCommand('research.stop', { failed: 'Stopping was refused', done: 'Research stops' });
  const [options, setOptions] = useState(false);
  if (running !== undefined)
    return (
      <Button
        data-testid="research-stop"
        icon={<Square size={12} fill="currentColor" aria-hidden="true" />}
        busy={stop.busy}
        onClick={() => stop.send({ runId: running.runId })}
      >
        Stop research
      </Button>
    );
  return (
    <div className="flex">
      <Button
        variant="primary"
        data-testid="research-start"
        className="rounded-r-none"
        icon={<Sparkles size={14} aria-hidden="true" />}
        busy={start.busy}
        title={`${researchDefaults.generations} generations of ${researchDefaults.population} candidates`}
        onClick={() => start.send({ datasetId: dataset?.id ?? null, seed: null, ...researchDefaults })}
      >
        Research
      </Button>
      <Button
        variant="primary"
        className="rounded-l-none border-l-white/25"
        data-testid="research-options"
        aria-label="Research with other numbers"
        icon={<ChevronDown size={14} aria-hidden="true" />}
        onClick={() => setOptions(true)}
      />
      {options && <ResearchDialog datasetId={dataset?.id ?? null} onClose={() => setOptions(false)} />}
    </div>
  );
}

const whole = (text: string, low: number, high: number): number | undefined => {
  const value = Number(text);
  return text.trim() !== '' && Number.isInteger(value) && value >= low && value <= high ? value : undefined;
};

function ResearchDialog(props: { datasetId: string | null; onClose: () => void }) {
  const datasets = useRows('datasets');
  const start = useCommand('research.start', { failed: 'Research was refused', done: 'Research has begun' });
  const [datasetId, setDatasetId] = useState(props.datasetId ?? '');
  const [generations, setGenerations] = useState(String(researchDefaults.generations));
  const [population, setPopulation] = useState(String(researchDefaults.population));
  const [seed, setSeed] = useState('');
  const numbers = {
    generations: whole(generations, 1, 50),
    population: whole(population, 1, 500),
    seed: seed.trim() === '' ? null : whole(seed, 0, Number.MAX_SAFE_INTEGER),
  };
  const ready = numbers.generations !== undefined && numbers.population !== undefined && numbers.seed !== undefined;
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (numbers.generations === undefined || numbers.population === undefined || numbers.seed === undefined) return;
    setPreference({ datasetId: datasetId || null });
    const answer = await start.send({
      datasetId: datasetId || null,
      generations: numbers.generations,
      population: numbers.population,
      seed: numbers.seed,
    });
    if (answer !== undefined) props.onClose();
  };
  return (
    <Dialog title="Research" open onClose={props.onClose} width="w-[440px]" testId="research-dialog">
      <form onSubmit={submit} className="flex flex-col gap-4">
        <Select
          label="Market"
          value={datasetId}
          options={datasets.map((d) => ({ id: d.id, label: d.synthetic ? `${d.name} (synthetic)` : d.name }))}
          onPick={setDatasetId}
        />
        <div className="grid grid-cols-2 gap-3">
          <Field
            label="Generations"
            inputMode="numeric"
            value={generations}
            onChange={(e) => setGenerations(e.target.value)}
            error={numbers.generations === undefined ? 'A whole number from 1 to 50.' : undefined}
          />
          <Field
            label="Candidates a generation"
            inputMode="numeric"
            value={population}
            onChange={(e) => setPopulation(e.target.value)}
            error={numbers.population === undefined ? 'A whole number from 1 to 500.' : undefined}
          />
        </div>
        <Field
          label="Seed"
          inputMode="numeric"
          value={seed}
          placeholder="the next unused one"
          onChange={(e) => setSeed(e.target.value)}
          note="The same seed on the same market gives the same run, byte for byte."
          error={numbers.seed === undefined ? 'A whole number from 0 upwards, or nothing.' : undefined}
        />
        <div className="flex justify-end gap-2">
          <Button onClick={props.onClose}>Cancel</Button>
          <Button type="submit" variant="primary" disabled={!ready} busy={start.busy} data-testid="research-confirm">
            Start research
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

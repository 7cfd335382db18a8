/** Which parameters a search moves, over which values, and by which method. */
import { Field, Select } from '../../ui/field.tsx';
import { type AxisDraft, axisValues } from './search.ts';

export interface SearchDraft {
  readonly axes: readonly AxisDraft[];
  readonly method: 'grid' | 'random' | 'tpe' | 'cma-es';
  readonly objective: 'sharpe' | 'return' | 'calmar';
  readonly budget: string;
}

const methods = [
  { id: 'grid', label: 'Grid: every point' },
  { id: 'random', label: 'Random points' },
  { id: 'tpe', label: 'TPE: learns where to look' },
  { id: 'cma-es', label: 'CMA-ES: moves a cloud' },
] as const;
const objectives = [
  { id: 'sharpe', label: 'Sharpe ratio' },
  { id: 'return', label: 'Total return' },
  { id: 'calmar', label: 'Calmar ratio' },
] as const;

export function AxesForm(props: {
  readonly draft: SearchDraft;
  readonly onChange: (draft: SearchDraft) => void;
  readonly disabled: boolean;
}) {
  const { draft, onChange, disabled } = props;
  const change = (name: string, part: Partial<AxisDraft>): void =>
    onChange({ ...draft, axes: draft.axes.map((a) => (a.name === name ? { ...a, ...part } : a)) });
  return (
    <fieldset disabled={disabled} className="flex min-w-0 flex-col gap-3">
      <table className="w-full text-sm" aria-label="Parameters to search">
        <thead>
          <tr className="label text-left">
            <th className="pb-1 font-medium">Parameter</th>
            <th className="pb-1 font-medium">From</th>
            <th className="pb-1 font-medium">To</th>
            <th className="pb-1 font-medium">Step</th>
            <th className="pb-1 text-right font-medium">Values</th>
          </tr>
        </thead>
        <tbody>
          {draft.axes.map((axis) => (
            <tr key={axis.name}>
              <td className="py-0.5 pr-2">
                <label className="flex items-center gap-2">
                  <input
                    type="checkbox"
                    checked={axis.on}
                    onChange={(event) => change(axis.name, { on: event.target.checked })}
                  />
                  <code className="font-mono text-xs">{axis.name}</code>
                </label>
              </td>
              {(['from', 'to', 'step'] as const).map((end) => (
                <td key={end} className="py-0.5 pr-2">
                  <input
                    aria-label={`${axis.name}: ${end}`}
                    inputMode="decimal"
                    className="field w-full min-w-[54px] tabular-nums"
                    disabled={!axis.on}
                    value={axis[end]}
                    onChange={(event) => change(axis.name, { [end]: event.target.value })}
                  />
                </td>
              ))}
              <td className="text-right text-muted">{axis.on ? (axisValues(axis)?.length ?? '?') : '–'}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <div className="grid grid-cols-2 gap-2">
        <Select
          label="Search"
          value={draft.method}
          options={methods}
          onPick={(method) => onChange({ ...draft, method })}
        />
        <Select
          label="Maximise"
          value={draft.objective}
          options={objectives}
          onPick={(objective) => onChange({ ...draft, objective })}
        />
        <Field
          label="Most variants"
          inputMode="numeric"
          value={draft.budget}
          onChange={(event) => onChange({ ...draft, budget: event.target.value })}
        />
      </div>
    </fieldset>
  );
}

/** The line of overlays over a chart: each can be taken away, and a new one typed in the rule language. */
import { Plus, X } from 'lucide-react';
import { type FormEvent, type ReactNode, useState } from 'react';
import { type Refusal, refusalText } from '../../../shared/core/result.ts';
import { useChartColours } from '../../charts/colours.ts';
import { Button } from '../../ui/button.tsx';

const suggestions = [
  'ema(close, 20)',
  'sma(close, 100)',
  'rsi(close, 14)',
  'atr(14)',
  'highest(close, 55)',
  'lowest(close, 20)',
];

export function OverlayBar(props: {
  readonly expressions: readonly string[];
  /** Why an expression could not be drawn, by its text. */
  readonly answers: ReadonlyMap<string, Refusal>;
  readonly onChange: (next: readonly string[]) => void;
  readonly extra: ReactNode;
}) {
  const colours = useChartColours();
  const [text, setText] = useState('');
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const expression = text.trim();
    if (expression === '') return;
    if (!props.expressions.includes(expression)) props.onChange([...props.expressions, expression]);
    setText('');
  };
  let drawn = 0;
  return (
    <div className="flex min-h-9 shrink-0 flex-wrap items-center gap-1.5 border-b border-line px-2 py-1">
      {props.expressions.map((expression) => {
        const refusal = props.answers.get(expression);
        const colour = refusal === undefined ? colours.overlays[drawn++ % colours.overlays.length] : undefined;
        return (
          <span
            key={expression}
            title={refusal && refusalText(refusal)}
            className={`inline-flex h-6 items-center gap-1.5 rounded border pr-0.5 pl-2 font-mono text-2xs ${
              refusal ? 'border-critical/50 bg-critical-wash text-critical' : 'border-line bg-raised'
            }`}
          >
            {colour !== undefined && (
              <span aria-hidden="true" style={{ background: colour }} className="h-0.5 w-3 rounded" />
            )}
            {expression}
            {refusal && <span className="max-w-[340px] truncate font-sans">{refusal.message}</span>}
            <button
              type="button"
              aria-label={`Take ${expression} away`}
              onClick={() => props.onChange(props.expressions.filter((e) => e !== expression))}
              className="rounded p-0.5 text-faint hover:bg-hover hover:text-ink"
            >
              <X size={11} aria-hidden="true" />
            </button>
          </span>
        );
      })}
      <form onSubmit={submit} className="flex items-center gap-1">
        <input
          aria-label="Add an overlay: any expression of the rule language"
          data-testid="chart-overlay"
          list="overlay-suggestions"
          value={text}
          spellCheck={false}
          autoComplete="off"
          placeholder="Add: sma(close, 20)"
          onChange={(event) => setText(event.target.value)}
          className="field !h-6 w-[180px] font-mono !text-2xs"
        />
        <datalist id="overlay-suggestions">
          {suggestions.map((s) => (
            <option key={s} value={s} />
          ))}
        </datalist>
        <Button
          type="submit"
          size="sm"
          variant="ghost"
          aria-label="Add the overlay"
          data-testid="chart-overlay-add"
          icon={<Plus size={13} />}
        />
      </form>
      <div className="ml-auto flex items-center gap-1">{props.extra}</div>
    </div>
  );
}

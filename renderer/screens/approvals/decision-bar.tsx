/** The decision: limits, expiry, the hash that seals them, and approve or reject. */
import { Lock } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { Dossier } from '../../../shared/desk-api/requests.ts';
import { useRequest } from '../../state/context.tsx';
import { useCommand } from '../../state/hooks.ts';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { Hash } from '../../ui/small.tsx';
import { type LimitTexts, limitError, limitFields, limitsOf, textsOf } from './limits.ts';
import { RejectDialog } from './reject-dialog.tsx';

const isoDay = (time: number): string => new Date(time).toISOString().slice(0, 10);

export function DecisionBar(props: {
  readonly dossier: Dossier;
  readonly seal: NonNullable<Dossier['seal']>;
  /** Sections not opened yet, by title. */
  readonly unread: readonly string[];
  readonly onDecided: () => void;
}) {
  const { dossier, seal, unread } = props;
  const strategyId = dossier.row.strategyId;
  const [texts, setTexts] = useState<LimitTexts>(() => textsOf(seal.limits));
  const [day, setDay] = useState(() => isoDay(seal.expiresAt));
  const [rejecting, setRejecting] = useState(false);
  const approve = useCommand('strategy.approve', { failed: 'The approval was refused', done: 'Approved for paper' });

  const limits = limitsOf(texts);
  const sameDay = day === isoDay(seal.expiresAt);
  const expiresAt = sameDay ? seal.expiresAt : Date.parse(`${day}T21:00:00Z`);
  const dayError = Number.isNaN(expiresAt)
    ? 'A date, please.'
    : expiresAt <= Date.now() && !sameDay
      ? 'It has passed already.'
      : undefined;
  const query = limits !== undefined && dayError === undefined ? { strategyId, limits, expiresAt } : null;
  const settled = useSettled(query, 250);
  const sealed = useRequest('strategy.seal', settled);
  const current = JSON.stringify(settled) === JSON.stringify(query);
  const hash = sealed.status === 'ready' && current ? sealed.value.approvalHash : null;
  const ready = query !== null && hash !== null && unread.length === 0;

  const submit = async (): Promise<void> => {
    if (query === null || hash === null || unread.length > 0) return;
    const answer = await approve.send({ ...query, environment: 'paper', approvalHash: hash });
    if (answer !== undefined) props.onDecided();
  };

  return (
    <section aria-label="Decision" className="shrink-0 border-t border-line bg-raised px-3 py-2.5">
      <div className="grid grid-cols-6 gap-3">
        {limitFields.map((field) => (
          <Field
            key={field.name}
            label={field.label}
            unit={field.unit}
            inputMode="decimal"
            data-testid={`limit-${field.name}`}
            value={texts[field.name]}
            onChange={(event) => setTexts({ ...texts, [field.name]: event.target.value })}
            note={field.note}
            error={limitError(field, texts[field.name])}
          />
        ))}
        <Field
          label="Expires"
          type="date"
          data-testid="expiry"
          value={day}
          onChange={(event) => setDay(event.target.value)}
          note="then back to you"
          error={dayError}
        />
      </div>
      <div className="mt-2 flex items-center gap-3">
        <p
          className="flex shrink-0 items-center gap-1.5 whitespace-nowrap text-xs text-muted"
          title="One hash over spec, code, parameters, data, report, limits and expiry"
        >
          <Lock size={12} aria-hidden="true" className="shrink-0" />
          {hash !== null ? (
            <>
              Seal <Hash value={hash} />
            </>
          ) : sealed.status === 'refused' ? (
            <span className="text-critical">{sealed.refusal.message}</span>
          ) : query === null ? (
            'No seal: a limit or the date is wrong'
          ) : (
            'Sealing…'
          )}
        </p>
        <p className="ml-auto truncate text-xs text-muted" data-testid="unread">
          {unread.length === 0 ? 'Every required section was opened.' : `Still to open: ${unread.join(', ')}`}
        </p>
        <Button data-testid="reject" onClick={() => setRejecting(true)}>
          Reject…
        </Button>
        <Button variant="primary" data-testid="approve-paper" disabled={!ready} busy={approve.busy} onClick={submit}>
          Approve for paper
        </Button>
      </div>
      <RejectDialog
        strategyId={strategyId}
        name={dossier.row.name}
        open={rejecting}
        onClose={() => setRejecting(false)}
        onDone={props.onDecided}
      />
    </section>
  );
}

/** The value once it has rested: typing asks for one seal, not one a key. */
function useSettled<T>(value: T, ms: number): T {
  const [held, setHeld] = useState(value);
  const text = JSON.stringify(value);
  // biome-ignore lint/correctness/useExhaustiveDependencies: compared by its text, because the object is new each time
  useEffect(() => {
    const timer = setTimeout(() => setHeld(value), ms);
    return () => clearTimeout(timer);
  }, [text, ms]);
  return held;
}

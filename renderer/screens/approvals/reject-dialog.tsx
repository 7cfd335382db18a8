/** Rejecting: with a reason, which becomes a lesson for the next generation. */
import { type FormEvent, useId, useState } from 'react';
import { useCommand } from '../../state/hooks.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';

const common = [
  'Too few trades to trust',
  'The fall is deeper than I accept',
  'I do not believe the thesis',
  'Too like what I run',
] as const;

export function RejectDialog(props: {
  strategyId: string;
  name: string;
  open: boolean;
  onClose: () => void;
  onDone: () => void;
}) {
  const id = useId();
  const [reason, setReason] = useState('');
  const reject = useCommand('strategy.reject', {
    failed: 'The rejection was refused',
    done: 'Rejected; the reason becomes a lesson',
  });
  const ready = reason.trim().length >= 3;
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (!ready) return;
    const answer = await reject.send({ strategyId: props.strategyId, reason: reason.trim() });
    if (answer === undefined) return;
    props.onClose();
    props.onDone();
  };
  return (
    <Dialog title={`Reject ${props.name}`} open={props.open} onClose={props.onClose} testId="reject-dialog">
      <form onSubmit={submit} className="flex flex-col gap-3">
        <label htmlFor={id} className="text-sm text-muted">
          Why? The agents learn from the reason: the next generation will have less of it.
        </label>
        <textarea
          id={id}
          data-testid="reject-reason"
          autoFocus
          value={reason}
          maxLength={600}
          onChange={(event) => setReason(event.target.value)}
          className="field !h-20 resize-none py-1.5"
        />
        <div className="flex flex-wrap gap-1.5">
          {common.map((text) => (
            <Button key={text} size="sm" onClick={() => setReason(text)}>
              {text}
            </Button>
          ))}
        </div>
        <div className="flex justify-end gap-2">
          <Button onClick={props.onClose}>Keep waiting</Button>
          <Button type="submit" variant="danger" disabled={!ready} busy={reject.busy} data-testid="reject-confirm">
            Reject
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

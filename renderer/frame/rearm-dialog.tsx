/** Re-arming: the person's alone, with a typed phrase and a reason that is written to the audit log. */
import { type FormEvent, useState } from 'react';
import { useCommand } from '../state/hooks.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Field } from '../ui/field.tsx';

const phrase = 'REARM';

export function RearmDialog(props: { open: boolean; onClose: () => void }) {
  const [typed, setTyped] = useState('');
  const [reason, setReason] = useState('');
  const rearm = useCommand('kill.rearm', { failed: 'Re-arming was refused', done: 'The desk is armed again' });
  const ready = typed === phrase && reason.trim().length >= 3;

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (!ready) return;
    const answer = await rearm.send({ phrase: typed, reason: reason.trim() });
    if (answer === undefined) return;
    setTyped('');
    setReason('');
    props.onClose();
  };
  return (
    <Dialog title="Re-arm the desk" open={props.open} onClose={props.onClose} testId="rearm-dialog" width="w-[440px]">
      <form onSubmit={submit} className="flex flex-col gap-4">
        <p className="text-sm text-muted">
          Strategies that are approved may enter again as soon as you do this. The reason goes to the audit log.
        </p>
        <Field
          label="Reason"
          data-testid="rearm-reason"
          value={reason}
          maxLength={400}
          autoFocus
          placeholder="What was wrong, and why it is right now"
          onChange={(event) => setReason(event.target.value)}
        />
        <Field
          label={`Type ${phrase}`}
          data-testid="rearm-phrase"
          value={typed}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => setTyped(event.target.value)}
          error={typed !== '' && !phrase.startsWith(typed) ? `The phrase is ${phrase}, in capitals.` : undefined}
        />
        <div className="flex justify-end gap-2">
          <Button onClick={props.onClose}>Stay stopped</Button>
          <Button type="submit" variant="primary" disabled={!ready} busy={rearm.busy} data-testid="rearm-confirm">
            Re-arm
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

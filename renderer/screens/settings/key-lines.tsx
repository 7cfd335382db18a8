/** Keys: set or forget, never shown. What is typed goes to the desk once and leaves the window at once. */
import { useState } from 'react';
import { useRequest } from '../../state/context.tsx';
import { useCommand } from '../../state/hooks.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { Line } from './line.tsx';

export function KeyLines() {
  const held = useRequest('keys.list', {});
  const [open, setOpen] = useState<string | null>(null);
  const [secret, setSecret] = useState('');
  const store = useCommand('keys.set', { failed: 'The key was not kept', done: 'The key is kept' });
  const forget = useCommand('keys.clear', { failed: 'The key was not forgotten', done: 'The key is forgotten' });
  if (held.status === 'refused') return <Line label="Keys">{held.refusal.message}</Line>;
  const answer = held.status === 'ready' ? held.value : held.status === 'loading' ? held.previous : undefined;
  if (answer === undefined) return <Line label="Keys">…</Line>;
  const close = (): void => {
    setSecret('');
    setOpen(null);
  };
  const send = async (name: string): Promise<void> => {
    const kept = await store.send({ name, secret });
    close();
    if (kept !== undefined) held.reload();
  };
  return (
    <>
      {answer.keys.map(({ name, for: use, present }) => (
        <Line
          key={name}
          label={use}
          note={
            answer.kept === 'session'
              ? `${name}; kept until the desk closes, never on disk`
              : `${name}; kept in the keychain`
          }
        >
          {open === name ? (
            <form
              className="flex items-center gap-2"
              onSubmit={(event) => {
                event.preventDefault();
                void send(name);
              }}
            >
              <input
                // A password field: not shown, not spelled out, not remembered.
                type="password"
                autoComplete="off"
                spellCheck={false}
                aria-label={`Key for ${use}`}
                data-testid={`key-secret-${name}`}
                className="field w-56"
                value={secret}
                onChange={(event) => setSecret(event.target.value)}
              />
              <Button type="submit" variant="primary" busy={store.busy} disabled={secret.trim().length < 8}>
                Keep
              </Button>
              <Button variant="ghost" onClick={close}>
                Cancel
              </Button>
            </form>
          ) : (
            <span className="flex items-center gap-2">
              <Badge tone={present ? 'good' : 'neutral'}>{present ? '✓ set' : 'not set'}</Badge>
              <Button data-testid={`key-set-${name}`} onClick={() => setOpen(name)}>
                {present ? 'Replace…' : 'Set…'}
              </Button>
              {present && (
                <Button
                  variant="ghost"
                  busy={forget.busy}
                  onClick={async () => {
                    if ((await forget.send({ name })) !== undefined) held.reload();
                  }}
                >
                  Forget
                </Button>
              )}
            </span>
          )}
        </Line>
      ))}
    </>
  );
}

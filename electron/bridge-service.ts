/** Answers calls that come over a boundary (socket or IPC): unknown names refused, query and answer checked, nothing thrown. */
import { type Refusal, type Result, refuse } from '../shared/core/result.ts';
import type { ClientFrame, HostFrame } from '../shared/desk-api/bridge.ts';
import { type RequestName, requests } from '../shared/desk-api/requests.ts';
import type { Desk, KillOrigin } from './desk-host.ts';

/** The part of the desk a boundary may reach. */
export type ServedDesk = Pick<Desk, 'bridge' | 'triggerKill'>;

const isRequestName = (name: string): name is RequestName => Object.hasOwn(requests, name);

/** First complaint of a schema as a place and a sentence. */
function complaint(error: { issues: readonly { path: readonly PropertyKey[]; message: string }[] }): {
  where: string;
  text: string;
} {
  const issue = error.issues[0];
  return { where: issue ? issue.path.map(String).join('.') : '', text: issue?.message ?? 'not as expected' };
}

/** True when parsed JSON holds a key that means something to the language itself, at any depth. */
export function hasHostileKey(value: unknown): boolean {
  const open: unknown[] = [value];
  while (open.length > 0) {
    const next = open.pop();
    if (next === null || typeof next !== 'object') continue;
    for (const key of Object.keys(next)) {
      if (key === '__proto__' || key === 'constructor' || key === 'prototype') return true;
      open.push((next as Record<string, unknown>)[key]);
    }
  }
  return false;
}

/**
 * One call, checked on both sides. The kill switch is pulled before anything else can run.
 * @param origin who asks, for the kill report: a window unless the caller proved to be the command line.
 */
export async function handleCall(
  desk: ServedDesk,
  name: string,
  query: unknown,
  origin: KillOrigin = 'window',
  log: (line: string) => void = () => undefined,
): Promise<Result<unknown, Refusal>> {
  if (!isRequestName(name))
    return refuse('unknown-request', 'The desk knows no such request.', {
      where: name.slice(0, 80),
      fix: 'Ask for one of the requests in shared/desk-api/requests.ts.',
    });
  if (hasHostileKey(query))
    return refuse('hostile-key', 'A key of the query is not allowed.', { where: name, fix: 'Send plain fields only.' });
  const parsed = requests[name].query.safeParse(query);
  if (!parsed.success) {
    const { where, text } = complaint(parsed.error);
    return refuse('bad-query', `The query of ${name} was not understood: ${text}.`, {
      where: where === '' ? name : where,
      fix: 'Correct the field and ask again.',
    });
  }
  try {
    if (name === 'kill.trigger') {
      const { level, reason } = parsed.data as { level: 'paused' | 'halted' | 'flattened'; reason: string };
      return { ok: true, value: { latchedMs: desk.triggerKill(level, origin, reason) } };
    }
    const result = await desk.bridge.call(name, parsed.data as never);
    if (!result.ok) return result;
    const answer = requests[name].answer.safeParse(result.value);
    if (answer.success) return { ok: true, value: answer.data };
    const { where, text } = complaint(answer.error);
    log(`the answer of ${name} broke its contract at ${where}: ${text}`);
    return refuse('desk-fault', `The desk answered ${name} in a way that cannot be trusted.`, {
      where,
      fix: 'Restart the desk; if it stays, run: quantai doctor',
    });
  } catch (error) {
    log(`${name} failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    return refuse('desk-fault', `The desk failed while answering ${name}.`, {
      fix: 'Try again; if it stays, restart the desk and run: quantai doctor',
    });
  }
}

/** Parses a frame's outer shape; undefined when it is none. */
export function parseFrame(value: unknown): ClientFrame | undefined {
  if (value === null || typeof value !== 'object') return undefined;
  const frame = value as Record<string, unknown>;
  if (!Number.isSafeInteger(frame.id) || (frame.id as number) < 0) return undefined;
  if (frame.kind === 'snapshot') return { kind: 'snapshot', id: frame.id as number };
  if (frame.kind === 'call' && typeof frame.name === 'string')
    return { kind: 'call', id: frame.id as number, name: frame.name, query: frame.query };
  return undefined;
}

/** Answers one frame. @throws Error when the desk cannot give a snapshot: the caller ends the connection. */
export async function handleFrame(
  desk: ServedDesk,
  frame: ClientFrame,
  origin: KillOrigin,
  log: (line: string) => void,
): Promise<HostFrame> {
  if (frame.kind === 'snapshot') return { kind: 'snapshot', id: frame.id, snapshot: await desk.bridge.snapshot() };
  return { kind: 'answer', id: frame.id, result: await handleCall(desk, frame.name, frame.query, origin, log) };
}

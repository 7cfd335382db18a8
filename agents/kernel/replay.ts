/** Doing a run again: the hash of its messages, and where two runs part ways. */
import type { Message } from '../../shared/bus/messages.ts';
import { canonicalJson, sha256Hex } from '../../shared/core/canonical.ts';

/** A message as a run hash sees it: without ids, numbers and times, which differ from run to run. */
function lines(messages: readonly Message[]): string[] {
  const places = new Map<string, number>();
  messages.forEach((message, index) => {
    places.set(message.id, index);
  });
  return messages.map((message, index) => {
    const text = canonicalJson({
      index,
      type: message.type,
      topic: message.topic,
      source: message.source,
      subject: message.subject,
      causation: message.causationId === null ? null : (places.get(message.causationId) ?? null),
      data: message.data,
    });
    // The run's own name may stand in ids of strategies and deployments; the same run under another name is the same run.
    return message.correlationId === '' ? text : text.replaceAll(message.correlationId, 'run');
  });
}

/**
 * SHA-256 over a run: per message its place, type, topic, source, subject, the place of its cause, and data.
 * @param messages every message of one correlation, in order of sequence
 */
export const runHash = (messages: readonly Message[]): string => sha256Hex(lines(messages).join('\n'));

export interface RunComparison {
  readonly equal: boolean;
  readonly recordedHash: string;
  readonly replayedHash: string;
  /** One sentence on the first message that differs; null when equal. */
  readonly firstDifference: string | null;
}

const shorten = (text: string): string => (text.length > 80 ? `${text.slice(0, 77)}...` : text);

/** The first path at which two JSON values differ, with both values. */
function difference(path: string, a: unknown, b: unknown): string | null {
  if (canonicalOf(a) === canonicalOf(b)) return null;
  const bothObjects = a !== null && b !== null && typeof a === 'object' && typeof b === 'object';
  if (bothObjects && Array.isArray(a) === Array.isArray(b)) {
    for (const key of [...new Set([...Object.keys(a), ...Object.keys(b)])].sort()) {
      const found = difference(`${path}.${key}`, (a as never)[key], (b as never)[key]);
      if (found !== null) return found;
    }
  }
  return `${path} was ${shorten(canonicalOf(a))} and is now ${shorten(canonicalOf(b))}`;
}
const canonicalOf = (value: unknown): string => (value === undefined ? 'absent' : canonicalJson(value));

/** Compares a recorded run with the same run done again. Both in order of sequence. */
export function compareRuns(recorded: readonly Message[], replayed: readonly Message[]): RunComparison {
  const a = lines(recorded);
  const b = lines(replayed);
  const hashes = { recordedHash: sha256Hex(a.join('\n')), replayedHash: sha256Hex(b.join('\n')) };
  const shared = Math.min(a.length, b.length);
  for (let i = 0; i < shared; i++) {
    if (a[i] === b[i]) continue;
    const was = JSON.parse(a[i] as string) as Record<string, unknown>;
    const is = JSON.parse(b[i] as string) as Record<string, unknown>;
    const what = difference('', was, is)?.replace(/^\./, '');
    const sentence = `Message ${i + 1} (${String(was.topic)} from ${String(was.source)}) differs: ${what}.`;
    return { equal: false, ...hashes, firstDifference: sentence };
  }
  if (a.length === b.length) return { equal: true, ...hashes, firstDifference: null };
  const longer = a.length > b.length ? recorded : replayed;
  const extra = longer[shared] as Message;
  const which = a.length > b.length ? 'is missing from the replay' : 'was not in the recorded run';
  return {
    equal: false,
    ...hashes,
    firstDifference: `Message ${shared + 1} (${extra.topic} from ${extra.source}) ${which}.`,
  };
}

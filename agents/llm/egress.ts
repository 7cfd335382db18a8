/** The last look at what leaves: a body that holds a secret, plain or in a common encoding, is not sent. */
import { ok, type Result, refuse } from '../../shared/core/result.ts';

/** Shorter secrets would match by chance. */
const shortestSecret = 8;

const base64Of = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

/** What a base64 text holds of a secret whatever stands before it: three alignments, without the letters that depend on neighbours. */
function base64Cores(secret: Uint8Array): string[] {
  return [0, 1, 2].flatMap((lead) => {
    const padded = new Uint8Array(lead + secret.length);
    padded.set(secret, lead);
    const text = base64Of(padded).replace(/=+$/, '');
    const core = text.slice(lead === 0 ? 0 : lead + 1, padded.length % 3 === 0 ? undefined : -1);
    return [core, core.replaceAll('+', '-').replaceAll('/', '_')];
  });
}

/** Ways in which a secret may be written: plain, JSON-escaped, URL, base64, base64url, hex, reversed, spaced out. */
export function encodingsOf(secret: string): string[] {
  const bytes = new TextEncoder().encode(secret);
  const hex = Buffer.from(bytes).toString('hex');
  const json = JSON.stringify(secret).slice(1, -1);
  const forms = [secret, json, encodeURIComponent(secret), ...base64Cores(bytes), hex, [...secret].reverse().join('')];
  return [...new Set(forms)].filter((form) => form.length >= shortestSecret);
}

/** Without white space, its JSON escapes, and the marks that people put between parts of a key. */
const squeeze = (text: string): string => text.replace(/\\[nrtbf]|[\s"',.\-_]+/g, '');

/** Refuses a body that holds one of the secrets; the refusal never repeats it. */
export function scanEgress(body: string, secrets: readonly string[]): Result<'clean'> {
  const haystacks = [body, body.toLowerCase(), squeeze(body)];
  for (const secret of secrets) {
    if (secret.trim().length < shortestSecret) continue;
    const squeezed = squeeze(secret);
    const found =
      encodingsOf(secret.trim()).some((form) => haystacks.some((text) => text.includes(form))) ||
      (squeezed.length >= shortestSecret && haystacks[2]?.includes(squeezed));
    if (found)
      return refuse('secret-in-prompt', 'The question was not sent: it holds one of your keys.', {
        where: 'facts',
        fix: 'remove the key from where it was pasted, and replace it at the provider.',
      });
  }
  return ok('clean');
}

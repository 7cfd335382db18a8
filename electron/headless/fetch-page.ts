/** The desk's way to the network: one page over https from a named host, within limits of size and time, and nowhere else. */
import { lookup } from 'node:dns/promises';
import { BlockList, isIP } from 'node:net';
import type { FetchedPage, PageFetcher } from '../../agents/sources/source.ts';
import { type Result, refuse } from '../../shared/core/result.ts';

export interface FetchPageOptions {
  /** Milliseconds for the whole page, redirects included. Default 20,000. */
  readonly timeoutMs?: number;
  /** Bytes of a body, unpacked. Default 8 MB. */
  readonly capBytes?: number;
  /**
   * For tests only: the loopback origin (`http://127.0.0.1:port`) that stands in for each host. With it no other host
   * is reached.
   */
  readonly loopbackInstead?: Readonly<Record<string, string>>;
}

const mostRedirects = 3;
/** Some sites answer a reader without a name as if it were an attack. */
const reader = 'Mozilla/5.0 (compatible; QuantAI/0.1)';

/** Addresses of this machine and of the network it stands in: a name on the web has no business there. */
const inside = new BlockList();
for (const [net, prefix, family] of [
  ['0.0.0.0', 8, 'ipv4'],
  ['10.0.0.0', 8, 'ipv4'],
  ['100.64.0.0', 10, 'ipv4'],
  ['127.0.0.0', 8, 'ipv4'],
  ['169.254.0.0', 16, 'ipv4'],
  ['172.16.0.0', 12, 'ipv4'],
  ['192.168.0.0', 16, 'ipv4'],
  ['224.0.0.0', 3, 'ipv4'],
  ['::', 127, 'ipv6'],
  ['fc00::', 7, 'ipv6'],
  ['fe80::', 10, 'ipv6'],
  ['ff00::', 8, 'ipv6'],
] as const)
  inside.addSubnet(net, prefix, family);

const offline = (host: string, why: string): Result<never> =>
  refuse('offline', `${host} cannot be reached (${why}).`, {
    where: host,
    fix: 'Check the connection to the internet and try again; everything else works without it.',
  });

/** Why an address may not be fetched, or undefined. */
function objection(url: URL, hosts: readonly string[]): Result<never> | undefined {
  if (url.protocol !== 'https:')
    return refuse('not-https', 'Pages are fetched over https only.', { where: url.host, fix: 'Write https://.' });
  if (!hosts.includes(url.hostname))
    return refuse('other-host', `The page is not on ${hosts.join(' or ')}; it was not fetched.`, {
      where: url.host,
      fix: 'Use the address that the page moved to, if you trust it.',
    });
  if (url.username !== '' || url.password !== '' || url.port !== '' || isIP(url.hostname.replace(/^\[|\]$/g, '')) !== 0)
    return refuse('odd-address', 'An address with a password, a port or a bare number is not fetched.', {
      where: url.hostname,
      fix: 'Use the public address of the page.',
    });
  return undefined;
}

/** Refuses names that lead into this machine or the network around it. */
async function outsideOnly(host: string): Promise<Result<true>> {
  try {
    const addresses = await lookup(host, { all: true });
    const mapped = (address: string): string => /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1] ?? address;
    if (addresses.some(({ address }) => inside.check(mapped(address), isIP(mapped(address)) === 6 ? 'ipv6' : 'ipv4')))
      return refuse('inside-address', 'The name leads into this machine or its own network; it was not fetched.', {
        where: host,
        fix: 'Use a public address.',
      });
    return { ok: true, value: true };
  } catch (error) {
    return offline(host, (error as NodeJS.ErrnoException).code ?? 'its name cannot be found');
  }
}

/** Reads at most `cap` bytes; undefined when there are more. */
async function readBody(response: Response, cap: number): Promise<Uint8Array | undefined> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    length += chunk.byteLength;
    if (length > cap) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Text in the encoding that the answer names, its XML head names, or UTF-8. */
function textOf(bytes: Uint8Array, contentType: string): string {
  const head = Buffer.from(bytes.subarray(0, 200)).toString('latin1');
  const named =
    /charset=["']?([\w.:-]+)/i.exec(contentType)?.[1] ?? /^\s*<\?xml[^>]*encoding=["']([\w.:-]+)/i.exec(head)?.[1];
  try {
    return new TextDecoder(named ?? 'utf-8').decode(bytes);
  } catch {
    return new TextDecoder().decode(bytes);
  }
}

/** A fetcher over the platform's `fetch`. Nothing is sent but the address; no cookie is kept. */
export function createPageFetcher(options: FetchPageOptions = {}): PageFetcher {
  const { timeoutMs = 20_000, capBytes = 8 * 1024 * 1024, loopbackInstead } = options;
  return async (address, { hosts, signal }) => {
    if (!URL.canParse(address)) return refuse('bad-address', 'This is no web address.', { fix: 'Write https://…' });
    const timeout = AbortSignal.timeout(timeoutMs);
    const stop = signal === undefined ? timeout : AbortSignal.any([timeout, signal]);
    let url = new URL(address);
    const { hostname } = url;
    try {
      for (let hop = 0; hop <= mostRedirects; hop++) {
        const refused = objection(url, hosts);
        if (refused !== undefined) return refused;
        let target = url.href;
        if (loopbackInstead !== undefined) {
          const instead = loopbackInstead[url.hostname];
          if (instead === undefined) return offline(url.hostname, 'no network in this test');
          target = new URL(url.pathname + url.search, instead).href;
        } else {
          const outside = await outsideOnly(url.hostname);
          if (!outside.ok) return outside;
        }
        const response = await fetch(target, {
          redirect: 'manual',
          credentials: 'omit',
          referrerPolicy: 'no-referrer',
          headers: { 'User-Agent': reader, Accept: '*/*' },
          signal: stop,
        });
        const moved = response.status >= 300 && response.status < 400 ? response.headers.get('location') : null;
        if (moved !== null) {
          await response.body?.cancel();
          if (!URL.canParse(moved, url.href))
            return refuse('bad-redirect', 'The page moved to an address that is none.', { where: hostname });
          url = new URL(moved, url);
          continue;
        }
        const bytes = await readBody(response, capBytes);
        if (bytes === undefined)
          return refuse('page-too-large', `The page has more than ${capBytes / 1_048_576} MB; it was not read.`, {
            where: hostname,
            fix: 'Ask for less at once.',
          });
        const page: FetchedPage = {
          status: response.status,
          headers: Object.fromEntries(response.headers),
          body: textOf(bytes, response.headers.get('content-type') ?? ''),
        };
        return { ok: true, value: page };
      }
      return refuse('too-many-redirects', 'The page sends its readers on and on.', {
        where: hostname,
        fix: 'Use the address it ends at.',
      });
    } catch (error) {
      if (timeout.aborted)
        return refuse('too-slow', `${hostname} did not answer within ${Math.round(timeoutMs / 1000)} seconds.`, {
          where: hostname,
          fix: 'Try again later.',
        });
      if (signal?.aborted === true) return refuse('stopped', 'The fetch was stopped.', { where: hostname });
      const cause = (error as { cause?: { code?: string; message?: string } }).cause;
      return offline(hostname, cause?.code ?? cause?.message ?? (error instanceof Error ? error.message : 'no answer'));
    }
  };
}

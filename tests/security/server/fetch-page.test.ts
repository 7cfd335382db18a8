/** The way to the network: https to named hosts only, no redirect elsewhere, nothing inside, bounded in size and time, and a sentence whenever it fails. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createPageFetcher } from '../../../electron/headless/fetch-page.ts';
import { openStandIn, type StandIn } from '../../support/stand-in.ts';

let standIn: StandIn;
beforeAll(async () => {
  standIn = await openStandIn();
});
afterAll(() => standIn.close());
beforeEach(() => {
  standIn.answers.clear();
  standIn.asked.length = 0;
});

const hosts = ['news.example'];
const page = 'https://news.example/feed';
const fetcher = (more: { timeoutMs?: number; capBytes?: number } = {}) =>
  createPageFetcher({ ...more, loopbackInstead: { 'news.example': standIn.origin, 'evil.example': standIn.origin } });
const refusal = async (address: string, fetchPage = fetcher(), signal?: AbortSignal) => {
  const result = await fetchPage(address, { hosts, signal });
  if (result.ok) expect.fail(`fetched ${result.value.body.slice(0, 80)}`);
  expect(result.error.message).toMatch(/^[A-Z\w].*\.$/);
  return result.error.code;
};

describe('a page', () => {
  it('comes with its status and headers, in the encoding it names', async () => {
    standIn.answers.set('/feed', {
      status: 429,
      headers: { 'Content-Type': 'text/xml', 'Retry-After': '30' },
      body: Buffer.from('<?xml version="1.0" encoding="iso-8859-1"?><a>Zürich</a>', 'latin1'),
    });
    const result = await fetcher()(`${page}?a=1`, { hosts });
    expect(result).toMatchObject({ ok: true, value: { status: 429, headers: { 'retry-after': '30' } } });
    expect(result.ok && result.value.body).toContain('Zürich');
    expect(standIn.asked).toEqual(['/feed?a=1']);
  });
  it('may move within its host', async () => {
    standIn.answers.set('/feed', { status: 301, headers: { Location: '/new' } });
    standIn.answers.set('/new', { body: 'here' });
    expect(await fetcher()(page, { hosts })).toMatchObject({ ok: true, value: { body: 'here' } });
  });
});

describe('what is not fetched', () => {
  it.each([
    ['http://news.example/feed', 'not-https'],
    ['ftp://news.example/feed', 'not-https'],
    ['https://other.example/feed', 'other-host'],
    ['https://news.example.evil.example/feed', 'other-host'],
    ['https://sub.news.example/feed', 'other-host'],
    ['https://me:secret@news.example/feed', 'odd-address'],
    ['https://news.example:8443/feed', 'odd-address'],
    ['no address', 'bad-address'],
  ])('%s: %s', async (address, code) => {
    expect(await refusal(address)).toBe(code);
    expect(standIn.asked).toEqual([]);
  });
  it.each(['https://evil.example/feed', 'http://news.example/feed', 'file:///etc/passwd'])(
    'a page that moves to %s',
    async (target) => {
      standIn.answers.set('/feed', { status: 302, headers: { Location: target } });
      expect(await refusal(page)).toMatch(/other-host|not-https/);
      expect(standIn.asked).toEqual(['/feed']);
    },
  );
  it('a page that moves for ever', async () => {
    standIn.answers.set('/feed', { status: 302, headers: { Location: '/feed' } });
    expect(await refusal(page)).toBe('too-many-redirects');
  });
  it.each(['localhost', '127.0.0.1', '[::1]', '[::ffff:127.0.0.1]', '10.0.0.1', '2130706433'])(
    'an address inside: %s',
    async (host) => {
      // Without the stand-in: the real way out.
      const result = await createPageFetcher({ timeoutMs: 3000 })(`https://${host}/`, {
        hosts: [new URL(`https://${host}/`).hostname],
      });
      expect(result.ok ? 'fetched' : result.error.code).toMatch(/^(odd-address|inside-address)$/);
    },
  );
  it('more than the cap, and a page that is cut off', async () => {
    standIn.answers.set('/feed', { body: 'x'.repeat(50_000) });
    expect(await refusal(page, fetcher({ capBytes: 10_000 }))).toBe('page-too-large');
    standIn.answers.set('/feed', { headers: { 'Content-Length': '50000' }, body: 'x'.repeat(50_000), cutAt: 1000 });
    expect(await refusal(page)).toBe('offline');
  });
  it('a host that does not answer, or is told to stop', async () => {
    standIn.answers.set('/feed', { silent: true });
    expect(await refusal(page, fetcher({ timeoutMs: 50 }))).toBe('too-slow');
    const stop = new AbortController();
    const refused = refusal(page, fetcher(), stop.signal);
    stop.abort();
    expect(await refused).toBe('stopped');
  });
});

/** app://quantai/: the window's files with their headers; no other host, no other method, no way out of the folder. */
import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { answerAppRequest } from '../../../electron/protocol.ts';
import { responseHeaders } from '../../../electron/response-headers.ts';

const base = mkdtempSync(join(tmpdir(), 'quantai-app-files-'));
const folder = join(base, 'renderer');
mkdirSync(join(folder, 'assets'), { recursive: true });
writeFileSync(join(folder, 'index.html'), '<!doctype html><title>desk</title>');
writeFileSync(join(base, 'outside.html'), 'outside');
symlinkSync(join(base, 'outside.html'), join(folder, 'link.html'));
const get = (url: string, method = 'GET'): Promise<Response> => answerAppRequest(folder, { url, method });

describe('app://', () => {
  it('serves the page with every header', async () => {
    const response = await get('app://quantai/');
    expect(response.status).toBe(200);
    expect(await response.text()).toContain('<title>desk</title>');
    for (const [name, value] of Object.entries(responseHeaders())) expect(response.headers.get(name), name).toBe(value);
    expect(response.headers.get('Content-Type')).toBe('text/html; charset=utf-8');
  });

  it('knows no other host, method or file', async () => {
    for (const url of [
      'app://evil/',
      'app://quantai.evil/',
      'app://quantai:1/',
      'app://user@quantai/',
      'app://quantai/link.html',
      'app://quantai/assets',
      'app://quantai/missing.js',
      'app://quantai/%2e%2e%2foutside.html',
      'app://quantai/..%5coutside.html',
      'app://quantai/%00',
      'app://quantai//outside.html',
      'app://quantai/index.html%00.png',
      'file:///etc/passwd',
      'not a url',
    ])
      expect((await get(url)).status, url).toBe(404);
    for (const method of ['POST', 'PUT', 'DELETE']) expect((await get('app://quantai/', method)).status).toBe(405);
    expect((await get('app://quantai/../outside.html')).status).toBe(404);
  });
});

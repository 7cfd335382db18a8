/** app://quantai/: the built window served from its folder with the hardening headers; no file:// anywhere. */
import type { Protocol } from 'electron';
import { appScheme, isAppUrl } from './ipc/channels.ts';
import { responseHeaders } from './response-headers.ts';
import { readStaticFile } from './static-files.ts';

/** Must run before the app is ready. */
export const registerScheme = (protocol: Pick<Protocol, 'registerSchemesAsPrivileged'>): void =>
  protocol.registerSchemesAsPrivileged([
    { scheme: appScheme, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);

/** Answers one request for a file of the window. */
export async function answerAppRequest(
  folder: string,
  request: { readonly url: string; readonly method: string },
): Promise<Response> {
  const none = (status: number): Response => new Response(null, { status, headers: responseHeaders() });
  if (request.method !== 'GET' && request.method !== 'HEAD') return none(405);
  if (!isAppUrl(request.url)) return none(404);
  const file = await readStaticFile(folder, new URL(request.url).pathname);
  if (file === undefined) return none(404);
  return new Response(request.method === 'HEAD' ? null : new Uint8Array(file.bytes), {
    status: 200,
    headers: {
      ...responseHeaders(),
      'Content-Type': file.type,
      'Cache-Control': file.immutable ? 'max-age=31536000, immutable' : 'no-store',
    },
  });
}

export const serveApp = (protocol: Pick<Protocol, 'handle'>, folder: string): void =>
  protocol.handle(appScheme, (request) => answerAppRequest(folder, request));

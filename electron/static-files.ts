/** Reads the window's files for the browser host and app://, and nothing outside their folder. */
import { readFile, realpath, stat } from 'node:fs/promises';
import { extname, join, sep } from 'node:path';

/** Kinds of file a window is made of; anything else does not exist. */
const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.json': 'application/json',
  '.webmanifest': 'application/manifest+json',
};

export interface StaticFile {
  readonly bytes: Buffer;
  readonly type: string;
  /** True for files whose name holds a hash of their content. */
  readonly immutable: boolean;
}

/** Path segments of a URL path, or undefined when one of them is not a plain file name. */
function plainSegments(urlPath: string): string[] | undefined {
  let path: string;
  try {
    path = decodeURIComponent(urlPath);
  } catch {
    return undefined;
  }
  if (!path.startsWith('/') || path.length > 400) return undefined;
  const segments = path.slice(1).split('/');
  const plain = /^[A-Za-z0-9_@-][A-Za-z0-9_.@-]*$/;
  return segments.every((segment) => plain.test(segment) && !segment.includes('..')) ? segments : undefined;
}

/**
 * The file behind a URL path (still percent-encoded), or undefined: missing, outside the folder, a link that
 * leaves it, a folder, or a kind of file the window has none of. `/` is the page.
 */
export async function readStaticFile(folder: string, urlPath: string): Promise<StaticFile | undefined> {
  const segments = urlPath === '/' ? ['index.html'] : plainSegments(urlPath);
  if (segments === undefined) return undefined;
  const type = types[extname(segments.at(-1) ?? '').toLowerCase()];
  if (type === undefined) return undefined;
  try {
    const root = await realpath(folder);
    const path = await realpath(join(root, ...segments));
    if (!path.startsWith(root + sep) || !(await stat(path)).isFile()) return undefined;
    return { bytes: await readFile(path), type, immutable: segments[0] === 'assets' };
  } catch {
    return undefined;
  }
}
